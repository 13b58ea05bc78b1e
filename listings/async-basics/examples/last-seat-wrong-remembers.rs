use std::sync::{Mutex, MutexGuard};
use std::thread;

struct Theatre {
    free: i32,
    paid: i32,
    sold: i32,
}

/// One thread's loop, as a lock: who holds it runs.
static LOOP: Mutex<Theatre> = Mutex::new(Theatre {
    free: 1,
    paid: 0,
    sold: 0,
});

type Turn = MutexGuard<'static, Theatre>;

/// An await: others have the loop until the bank has answered.
fn pay(turn: Turn) -> Turn {
    drop(turn);
    let mut theatre = LOOP.lock().unwrap();
    theatre.paid += 1;
    theatre
}

/// Sells a seat, if there is one.
fn book() {
    let mut theatre = LOOP.lock().unwrap();
    let free = theatre.free;
    if free > 0 {
        theatre = pay(theatre);
        theatre.free = free - 1;
        theatre.sold += 1;
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(book);
        s.spawn(book);
    });
    let theatre = LOOP.lock().unwrap();
    println!(
        "{} paid, {} sold, {} free",
        theatre.paid, theatre.sold, theatre.free
    );
}
