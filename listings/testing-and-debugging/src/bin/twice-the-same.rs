use concurrent_data_structures::linearize::Call::{self, Pop, Push};
use concurrent_data_structures::linearize::{Clock, Event, Lifo, linearization};
use shuttle::scheduler::RandomScheduler;
use shuttle::sync::{Arc, Mutex};
use shuttle::{Config, Runner, thread};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

// ANCHOR: stack
/// Each step is under the lock. `pop` is two of them.
#[derive(Default)]
struct Stack(Mutex<Vec<u32>>);

impl Stack {
    fn push(&self, number: u32) {
        self.0.lock().unwrap().push(number);
    }

    fn pop(&self) -> Option<u32> {
        let top = self.0.lock().unwrap().last().copied();
        self.0.lock().unwrap().pop();
        top
    }
}
// ANCHOR_END: stack

// ANCHOR: judge
/// Two threads make these calls, in a schedule of shuttle's; and what they saw.
fn history(calls: [&'static [Call]; 2]) -> Vec<Event<Call, Option<u32>>> {
    let shared = Arc::new((Stack::default(), Clock::default()));
    let threads = calls.map(|calls| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let (stack, clock) = &*shared;
            let act = |call: &Call| match *call {
                Push(number) => {
                    stack.push(number);
                    None
                }
                Pop => stack.pop(),
            };
            calls
                .iter()
                .map(|&call| clock.time(call, act))
                .collect::<Vec<_>>()
        })
    });
    threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect()
}

fn main() {
    let refused = std::sync::Arc::new(AtomicUsize::new(0));
    let count = std::sync::Arc::clone(&refused);
    let runner = Runner::new(RandomScheduler::new_from_seed(1, 1000), Config::new());
    let schedules = runner.run(move || {
        let seen = history([&[Push(1), Pop], &[Push(2), Pop]]);
        if linearization(Lifo::default(), &seen).is_none() && count.fetch_add(1, Relaxed) == 0 {
            for event in &seen {
                let Event {
                    call,
                    returned,
                    from,
                    to,
                } = event;
                println!("{from}-{to} {call:?} {returned:?}");
            }
        }
    });
    println!("{} of {schedules} have no order", refused.load(Relaxed));
}
// ANCHOR_END: judge
