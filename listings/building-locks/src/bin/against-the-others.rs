use std::hint::black_box;
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use crossbeam_utils::CachePadded;

const STEPS: usize = 400_000;
const ROUNDS: usize = 5;

/// What all these jobs take, each in a thread: processor time if they `wait` for nobody, else from the first one's start to the
/// last one's end.
fn time<'a>(wait: bool, jobs: Vec<Box<dyn FnOnce() + Send + 'a>>) -> Duration {
    let ready = Barrier::new(jobs.len());
    let times: Vec<_> = thread::scope(|s| {
        let threads: Vec<_> = jobs
            .into_iter()
            .map(|job| {
                s.spawn(|| {
                    ready.wait();
                    let (start, busy) = (Instant::now(), ThreadTime::now());
                    job();
                    (start, busy.elapsed(), Instant::now())
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    if wait {
        let start = times.iter().map(|&(start, ..)| start).min();
        let end = times.iter().map(|&(.., end)| end).max();
        end.unwrap() - start.unwrap()
    } else {
        times.iter().map(|&(_, busy, _)| busy).sum()
    }
}

/// So many threads work on the locks, which are one for each or one for all of them.
fn work<L: Sync>(
    threads: usize,
    shared: bool,
    new: impl Fn() -> L,
    step: fn(&L, usize),
) -> Duration {
    let locks: Vec<_> = (0..threads).map(|_| CachePadded::new(new())).collect();
    time(
        shared,
        (0..threads)
            .map(|me| {
                let lock = &*locks[if shared { 0 } else { me }];
                Box::new(move || (0..STEPS / threads).for_each(|n| step(lock, n))) as Box<_>
            })
            .collect(),
    )
}

// ANCHOR: mutex
fn mutex(threads: usize, shared: bool) -> [Duration; 3] {
    [
        work(
            threads,
            shared,
            || building_locks::Mutex::new(0),
            |lock, n| *lock.lock() += n,
        ),
        work(
            threads,
            shared,
            || std::sync::Mutex::new(0),
            |lock, n| *lock.lock().unwrap() += n,
        ),
        work(
            threads,
            shared,
            || parking_lot::Mutex::new(0),
            |lock, n| *lock.lock() += n,
        ),
    ]
}
// ANCHOR_END: mutex

/// Every tenth step writes.
macro_rules! read_or_write {
    ($lock:ty, $($unwrap:tt)*) => {
        |lock: &$lock, n| {
            if n % 10 == 0 {
                *lock.write()$($unwrap)* += n;
            } else {
                black_box(*lock.read()$($unwrap)*);
            }
        }
    };
}

fn rwlock(threads: usize, shared: bool) -> [Duration; 3] {
    use building_locks::RwLock;
    [
        work(
            threads,
            shared,
            || RwLock::new(0),
            read_or_write!(RwLock<usize>,),
        ),
        work(
            threads,
            shared,
            || std::sync::RwLock::new(0),
            read_or_write!(std::sync::RwLock<usize>, .unwrap()),
        ),
        work(
            threads,
            shared,
            || parking_lot::RwLock::new(0),
            read_or_write!(parking_lot::RwLock<usize>,),
        ),
    ]
}

/// Each thread sends to itself, or all of them to one more, which receives.
macro_rules! channel {
    ($threads:expr, $shared:expr, $channel:expr, $receive:ident) => {{
        let threads = $threads;
        let mut jobs: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
        if $shared {
            #[allow(unused_mut)]
            let (sender, mut receiver) = $channel;
            for _ in 0..threads {
                let sender = sender.clone();
                jobs.push(Box::new(move || {
                    (0..STEPS / threads).for_each(|n| sender.send(n).unwrap());
                }));
            }
            jobs.push(Box::new(move || {
                for _ in 0..STEPS / threads * threads {
                    black_box(receiver.$receive().unwrap());
                }
            }));
        } else {
            for _ in 0..threads {
                #[allow(unused_mut)]
                let (sender, mut receiver) = $channel;
                jobs.push(Box::new(move || {
                    for n in 0..STEPS / threads {
                        sender.send(n).unwrap();
                        black_box(receiver.$receive().unwrap());
                    }
                }));
            }
        }
        time($shared, jobs)
    }};
}

fn channel(threads: usize, shared: bool) -> [Duration; 3] {
    [
        channel!(threads, shared, building_locks::channel(), receive),
        channel!(threads, shared, mpsc::channel(), recv),
        channel!(threads, shared, crossbeam_channel::unbounded(), recv),
    ]
}

/// The medians of some rounds, in which the three take turns: ours, and the better one of the others.
fn compare(name: &str, measure: fn(usize, bool) -> [Duration; 3]) {
    for shared in [false, true] {
        for threads in [1, 2, 4, 8] {
            let mut times = [const { Vec::new() }; 3];
            for _ in 0..ROUNDS {
                for (all, time) in times.iter_mut().zip(measure(threads, shared)) {
                    all.push(time.as_nanos() as f64 / STEPS as f64);
                }
            }
            let [book, std, other] = times.map(|mut all| {
                all.sort_by(f64::total_cmp);
                all[ROUNDS / 2]
            });
            let best = std.min(other);
            let ratio = book / best;
            let whose = if shared { "one for all" } else { "one each" };
            println!("{ratio:.2} = {book:.1} / {best:.1} ns: {threads} threads, {name}, {whose}");
        }
    }
}

fn main() {
    compare("mutex", mutex);
    compare("rwlock", rwlock);
    compare("channel", channel);
}
