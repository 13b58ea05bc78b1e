use std::sync::Mutex;
use std::thread;

struct Interpreter {
    name: usize,
    counts: [usize; 2],
    freed: [bool; 2],
}

static LOCK: Mutex<Interpreter> = Mutex::new(Interpreter {
    name: 0,
    counts: [1, 1],
    freed: [false, false],
});

/// `mine = name`, and a look at it.
fn read() {
    let mut all = LOCK.lock().unwrap();
    let mine = all.name;
    all.counts[mine] += 1;
    drop(all); // whatever happens now, the pointer is counted

    let all = LOCK.lock().unwrap();
    if all.freed[mine] {
        println!("object {mine} is used after it was freed");
    } else {
        println!("object {mine} is used");
    }
}

/// `name = another`.
fn assign() {
    let mut all = LOCK.lock().unwrap();
    let old = all.name;
    all.name = 1;
    all.counts[old] -= 1;
    if all.counts[old] == 0 {
        all.freed[old] = true;
    }
}

fn main() {
    let reader = thread::spawn(read);
    assign();
    reader.join().unwrap();
}
