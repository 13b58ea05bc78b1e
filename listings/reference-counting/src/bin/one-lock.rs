use std::sync::Mutex;
use std::thread;

struct Interpreter {
    name: usize,
    counts: [usize; 2],
}

static LOCK: Mutex<Interpreter> = Mutex::new(Interpreter {
    name: 0,
    counts: [1, 1],
});

/// `mine = name`, and a look at it.
fn read() {
    let mut all = LOCK.lock().unwrap();
    let mine = all.name;
    let others = all.counts[mine];
    all.counts[mine] += 1;
    drop(all);
    if others == 0 {
        println!("object {mine} is used after it was freed");
    } else {
        println!("object {mine} is used");
    }
}

/// `name = another`: the old object has a pointer less.
fn assign() {
    let mut all = LOCK.lock().unwrap();
    let old = all.name;
    all.name = 1;
    all.counts[old] -= 1;
}

fn main() {
    thread::scope(|s| {
        s.spawn(read);
        s.spawn(assign);
    });
}
