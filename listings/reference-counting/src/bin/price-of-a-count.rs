use std::cell::Cell;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

const ROUNDS: u32 = 4_000_000;

/// An object on cache lines of its own.
#[repr(align(128))]
struct Apart;

// ANCHOR: biased
/// A count in two parts: a plain one for the thread that made it, an atomic one for all others.
struct Biased {
    owner: usize,
    local: Cell<isize>,
    shared: AtomicIsize,
}

/// A number that no other living thread has: an address within this thread's own memory.
fn this_thread() -> usize {
    thread_local! { static HERE: u8 = const { 0 } }
    HERE.with(|here| std::ptr::from_ref(here).addr())
}

impl Biased {
    fn add(&self, change: isize) {
        if self.owner == this_thread() {
            self.local.set(self.local.get() + change);
        } else {
            self.shared.fetch_add(change, SeqCst);
        }
    }
}
// ANCHOR_END: biased

/// Does the same many times, and says what it took each time.
fn timed(way: &str, take_and_drop: impl Fn()) {
    let begin = Instant::now();
    for _ in 0..ROUNDS {
        take_and_drop();
    }
    let ns = begin.elapsed().as_nanos() as f64 / f64::from(ROUNDS);
    println!("{ns:6.2} ns: {way}");
}

/// The same in two threads at once.
fn timed_in_two(way: &str, objects: [&Arc<Apart>; 2]) {
    let begin = Instant::now();
    thread::scope(|s| {
        for object in objects {
            s.spawn(move || {
                for _ in 0..ROUNDS {
                    drop(black_box(Arc::clone(object)));
                }
            });
        }
    });
    let ns = begin.elapsed().as_nanos() as f64 / f64::from(ROUNDS);
    println!("{ns:6.2} ns: {way}");
}

fn main() {
    let plain = Rc::new(Apart);
    timed("a plain reference", || {
        black_box(&*plain);
    });
    timed("Rc", || drop(black_box(Rc::clone(&plain))));

    let biased = Biased {
        owner: this_thread(),
        local: Cell::new(1),
        shared: AtomicIsize::new(0),
    };
    timed("two counts, by the owner", || {
        black_box(&biased).add(1);
        black_box(&biased).add(-1);
    });
    assert_eq!(biased.local.get() + biased.shared.load(SeqCst), 1);

    let (one, another) = (Arc::new(Apart), Arc::new(Apart));
    timed("Arc", || drop(black_box(Arc::clone(&one))));
    timed_in_two("Arc, two threads, an object each", [&one, &another]);
    timed_in_two("Arc, two threads, one object", [&one, &one]);
}
