use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A variable, with a lock of its own. The counts are atomic.
static NAME: Mutex<usize> = Mutex::new(0);
static COUNTS: [AtomicUsize; 2] = [AtomicUsize::new(1), AtomicUsize::new(1)];
static FREED: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

fn drop_a_pointer(object: usize) {
    if COUNTS[object].fetch_sub(1, SeqCst) == 1 {
        FREED[object].fetch_add(1, SeqCst);
    }
}

/// `mine = name`: the pointer that is returned counts.
fn take() -> usize {
    let mine = *NAME.lock().unwrap();
    COUNTS[mine].fetch_add(1, SeqCst);
    mine
}

/// `name = object`: the name's pointer to the old object is dropped.
fn assign(object: usize) {
    let mut name = NAME.lock().unwrap();
    let old = *name;
    *name = object;
    drop(name);
    drop_a_pointer(old);
}

fn main() {
    let reader = thread::spawn(|| {
        let mine = take();
        let freed = FREED[mine].load(SeqCst) > 0;
        drop_a_pointer(mine);
        freed
    });
    assign(1);
    let freed = reader.join().unwrap();
    println!("used after it was freed: {freed}");
    println!("times freed: {}", FREED[0].load(SeqCst));
}
