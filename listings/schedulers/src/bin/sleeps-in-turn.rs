use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: run
enum Step {
    Ready,
    AsleepUntil(Instant),
    Done,
}

type Task = Box<dyn FnMut() -> Step>;

fn run(mut ready: VecDeque<Task>) {
    let mut asleep: Vec<(Instant, Task)> = Vec::new();
    loop {
        let now = Instant::now();
        let awake = asleep.extract_if(.., |(until, _)| *until <= now);
        ready.extend(awake.map(|(_, task)| task));
        if let Some(mut task) = ready.pop_front() {
            match task() {
                Step::Ready => ready.push_back(task),
                Step::AsleepUntil(until) => asleep.push((until, task)),
                Step::Done => {}
            }
        } else if let Some(first) = asleep.iter().map(|(until, _)| *until).min() {
            thread::sleep(first - now); // nobody can run
        } else {
            return;
        }
    }
}
// ANCHOR_END: run

const NAP: Duration = Duration::from_millis(20);

/// Keeps the thread while it sleeps.
fn by_the_kernel() -> Task {
    let mut naps = 0;
    Box::new(move || {
        if naps == 2 {
            return Step::Done;
        }
        naps += 1;
        thread::sleep(NAP);
        Step::Ready
    })
}

/// Tells the scheduler, and returns.
fn by_the_scheduler() -> Task {
    let mut naps = 0;
    Box::new(move || {
        if naps == 2 {
            return Step::Done;
        }
        naps += 1;
        Step::AsleepUntil(Instant::now() + NAP)
    })
}

fn main() {
    for (how, task) in [
        ("kernel", by_the_kernel as fn() -> Task),
        ("scheduler", by_the_scheduler as fn() -> Task),
    ] {
        let start = Instant::now();
        run((0..5).map(|_| task()).collect());
        println!(
            "{} ms: put to sleep by the {how}",
            start.elapsed().as_millis()
        );
    }
}
