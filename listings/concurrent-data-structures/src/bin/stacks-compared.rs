use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::hazards::Hazards;
use concurrent_data_structures::reclaim::{AtTheEnd, Reclaim};
use concurrent_data_structures::{locked_stack, treiber};

const PAIRS: u32 = 100_000; // of a push and a pop, in all threads together

trait Stack: Sync {
    fn pair(&self, value: u64) -> Option<u64>;
}

impl Stack for locked_stack::Stack<u64> {
    fn pair(&self, value: u64) -> Option<u64> {
        self.push(value);
        self.pop()
    }
}

impl<R: Reclaim> Stack for treiber::Stack<u64, R> {
    fn pair(&self, value: u64) -> Option<u64> {
        self.push(value);
        self.pop()
    }
}

// ANCHOR: time
fn time(stack: &dyn Stack, threads: u32) -> f64 {
    let start = Barrier::new(threads as usize);
    let run = || {
        start.wait();
        let begun = Instant::now();
        for number in 0..PAIRS / threads {
            black_box(stack.pair(u64::from(number)));
        }
        (begun, Instant::now())
    };
    thread::scope(|s| {
        let run = &run;
        let threads: Vec<_> = (0..threads).map(|_| s.spawn(run)).collect();
        let times = threads.into_iter().map(|thread| thread.join().unwrap());
        let (begun, ended): (Vec<_>, Vec<_>) = times.unzip();
        let all = *ended.iter().max().unwrap() - *begun.iter().min().unwrap();
        all.as_nanos() as f64 / f64::from(PAIRS)
    })
}
// ANCHOR_END: time

fn main() {
    let stacks: [(&str, Box<dyn Stack>); 4] = [
        ("a Vec in a Mutex", Box::new(locked_stack::Stack::new())),
        (
            "Treiber's, nothing freed",
            Box::new(treiber::Stack::<_, AtTheEnd>::new()),
        ),
        (
            "Treiber's, epochs",
            Box::new(treiber::Stack::<_, Epochs>::new()),
        ),
        (
            "Treiber's, hazard pointers",
            Box::new(treiber::Stack::<_, Hazards>::new()),
        ),
    ];
    for (name, stack) in stacks {
        let median = |threads| {
            let mut times = [0.0; 5].map(|_: f64| time(&*stack, threads));
            times.sort_by(f64::total_cmp);
            times[2]
        };
        let (one, two) = (median(1), median(2));
        println!("{one:5.0} ns for one thread, {two:5.0} ns for two: {name}");
    }
}
