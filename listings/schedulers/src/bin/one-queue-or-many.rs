use crossbeam_deque::{Steal, Stealer, Worker};
use crossbeam_utils::CachePadded;
use std::collections::VecDeque;
use std::hint;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

/// How often the work is still to be halved.
type Task = u32;
const WORK: Task = 17;
const TASKS: u64 = (2 << WORK) - 1;

// ANCHOR: queues
/// What one worker sees of the queues.
trait Queue: Send {
    fn push(&self, task: Task);
    fn take(&self) -> Option<Task>;
    fn steal(&self) -> Option<Task>;
}

struct OneForAll<'a>(&'a Mutex<VecDeque<Task>>);

impl Queue for OneForAll<'_> {
    fn push(&self, task: Task) {
        self.0.lock().unwrap().push_back(task);
    }
    fn take(&self) -> Option<Task> {
        self.0.lock().unwrap().pop_back()
    }
    fn steal(&self) -> Option<Task> {
        None
    }
}

struct OneForEach<'a> {
    mine: &'a Mutex<VecDeque<Task>>,
    other: &'a Mutex<VecDeque<Task>>,
    rob: fn(&mut VecDeque<Task>) -> Option<Task>,
}

impl Queue for OneForEach<'_> {
    fn push(&self, task: Task) {
        self.mine.lock().unwrap().push_back(task);
    }
    fn take(&self) -> Option<Task> {
        self.mine.lock().unwrap().pop_back()
    }
    fn steal(&self) -> Option<Task> {
        (self.rob)(&mut self.other.lock().unwrap())
    }
}

struct ChaseAndLev<'a> {
    mine: Worker<Task>,
    other: &'a Stealer<Task>,
}

impl Queue for ChaseAndLev<'_> {
    fn push(&self, task: Task) {
        self.mine.push(task);
    }
    fn take(&self) -> Option<Task> {
        self.mine.pop()
    }
    fn steal(&self) -> Option<Task> {
        loop {
            match self.other.steal() {
                Steal::Success(task) => return Some(task),
                Steal::Empty => return None,
                Steal::Retry => {} // somebody else was faster
            }
        }
    }
}
// ANCHOR_END: queues

/// Does tasks until both workers together have done all; how many of its own were stolen.
fn work(queue: impl Queue, mine: &AtomicU64, done: &[CachePadded<AtomicU64>; 2]) -> u64 {
    let mut stolen = 0;
    loop {
        let task = queue.take().or_else(|| {
            let task = queue.steal();
            stolen += u64::from(task.is_some());
            task
        });
        if let Some(task) = task {
            mine.store(mine.load(Relaxed) + 1, Relaxed); // nobody else writes it
            if task > 0 {
                queue.push(task - 1);
                queue.push(task - 1);
            }
        } else if done.iter().map(|one| one.load(Relaxed)).sum::<u64>() == TASKS {
            return stolen;
        } else {
            hint::spin_loop();
        }
    }
}

/// Two workers do all tasks. Nanoseconds per task, and how many tasks were stolen.
fn run([first, second]: [impl Queue; 2]) -> (f64, u64) {
    let done: [CachePadded<AtomicU64>; 2] = Default::default();
    first.push(WORK);
    let start = Instant::now();
    let stolen = thread::scope(|s| {
        let thief = s.spawn(|| work(second, &done[1], &done));
        work(first, &done[0], &done) + thief.join().unwrap()
    });
    (start.elapsed().as_secs_f64() * 1e9 / TASKS as f64, stolen)
}

fn report(how: &str, (time, stolen): (f64, u64)) {
    println!("{time:.1} ns, {stolen} stolen: {how}");
}

fn main() {
    let one = Mutex::default();
    report("one queue for all", run([OneForAll(&one), OneForAll(&one)]));

    let queues: [CachePadded<Mutex<VecDeque<Task>>>; 2] = Default::default();
    let each = |rob: fn(&mut VecDeque<Task>) -> Option<Task>| {
        [(0, 1), (1, 0)].map(|(mine, other)| OneForEach {
            mine: &queues[mine],
            other: &queues[other],
            rob,
        })
    };
    report(
        "one for each, the newest is stolen",
        run(each(VecDeque::pop_back)),
    );
    report(
        "one for each, the oldest is stolen",
        run(each(VecDeque::pop_front)),
    );

    let mine = [(); 2].map(|()| Worker::new_lifo());
    let stealers = [mine[1].stealer(), mine[0].stealer()];
    let [first, second] = mine;
    let both = [(first, &stealers[0]), (second, &stealers[1])];
    report(
        "crossbeam's",
        run(both.map(|(mine, other)| ChaseAndLev { mine, other })),
    );
}
