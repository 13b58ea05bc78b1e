use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use concurrent_data_structures::linearize::Call::{Pop, Push};
use concurrent_data_structures::linearize::{Clock, Fifo, linearization};
use concurrent_data_structures::mpmc;

const ROUNDS: u32 = 3000;

/// As the queue at the beginning of the chapter: claims a slot, and fills it later.
#[derive(Default)]
struct Hasty {
    tail: AtomicUsize,
    slots: Mutex<(usize, [Option<u32>; 8])>,
}

impl Hasty {
    fn push(&self, number: u32) {
        let slot = self.tail.fetch_add(1, SeqCst);
        thread::yield_now();
        self.slots.lock().unwrap().1[slot] = Some(number);
    }

    fn pop(&self) -> Option<u32> {
        let (head, slots) = &mut *self.slots.lock().unwrap();
        let number = slots[*head]?;
        *head += 1;
        Some(number)
    }
}

// ANCHOR: judge
/// Two threads push and pop twice each. Does some order explain what they saw?
fn linearizable(push: impl Fn(u32) + Sync, pop: impl Fn() -> Option<u32> + Sync) -> bool {
    let clock = Clock::default();
    let history = Mutex::new(Vec::new());
    let run = |first: u32| {
        for number in [first, first + 1] {
            let pushed = clock.time(Push(number), |_| {
                push(number);
                None
            });
            let popped = clock.time(Pop, |_| pop());
            history.lock().unwrap().extend([pushed, popped]);
        }
    };
    thread::scope(|s| {
        s.spawn(|| run(1));
        s.spawn(|| run(3));
    });
    linearization(Fifo::default(), &history.into_inner().unwrap()).is_some()
}
// ANCHOR_END: judge

fn main() {
    let (mut hasty, mut ours) = (0, 0);
    for _ in 0..ROUNDS {
        let queue = Hasty::default();
        hasty += u32::from(!linearizable(|number| queue.push(number), || queue.pop()));
        let queue = mpmc::Queue::new(8);
        let push = |number| queue.push(number).expect("there is room");
        ours += u32::from(!linearizable(push, || queue.pop()));
    }
    println!("{hasty} of {ROUNDS} histories of the hasty queue have no order");
    println!("{ours} of {ROUNDS} histories of ours");
}
