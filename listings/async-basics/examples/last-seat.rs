use std::sync::{Mutex, MutexGuard};
use std::thread;

struct Theater {
    free: i32,
    paid: i32,
    sold: i32,
}

/// One thread's loop, as a lock: who holds it runs.
static LOOP: Mutex<Theater> = Mutex::new(Theater {
    free: 1,
    paid: 0,
    sold: 0,
});

type Turn = MutexGuard<'static, Theater>;

/// An await: others have the loop until the bank has answered.
fn pay(turn: Turn) -> Turn {
    drop(turn);
    let mut theater = LOOP.lock().unwrap();
    theater.paid += 1;
    theater
}

/// Sells a seat, if there is one.
fn book() {
    let mut theater = LOOP.lock().unwrap();
    if theater.free > 0 {
        theater = pay(theater);
        theater.free -= 1;
        theater.sold += 1;
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(book);
        s.spawn(book);
    });
    let theater = LOOP.lock().unwrap();
    println!(
        "{} paid, {} sold, {} free",
        theater.paid, theater.sold, theater.free
    );
}
