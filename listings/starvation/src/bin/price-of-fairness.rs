use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: turns
const WORK: Duration = Duration::from_micros(10);

/// What a lock guards here: how many turns there were, and by how many that came later
/// somebody was passed at most.
#[derive(Default)]
struct Turns {
    taken: u64,
    passed: u64,
}

impl Turns {
    /// The turn of the thread that came as number `arrival`. If all are served in the order
    /// in which they come, as many have had theirs.
    fn take(&mut self, arrival: u64) {
        self.passed = self.passed.max(self.taken.saturating_sub(arrival));
        self.taken += 1;
        let start = Instant::now();
        while start.elapsed() < WORK {
            std::hint::spin_loop();
        }
    }
}
// ANCHOR_END: turns

#[derive(Default)]
struct Tickets {
    next: AtomicU64,
    now: AtomicU64,
}

impl Tickets {
    fn lock(&self) {
        let ticket = self.next.fetch_add(1, SeqCst);
        while self.now.load(SeqCst) != ticket {
            thread::yield_now();
        }
    }

    fn unlock(&self) {
        self.now.fetch_add(1, SeqCst);
    }
}

/// So many threads take turns for a fifth of a second.
fn measure(
    threads: usize,
    name: &str,
    take_turn: impl Fn(u64) + Sync,
    passed: impl FnOnce() -> u64,
) {
    let arrivals = AtomicU64::new(0);
    let closed = AtomicBool::new(false);
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                while !closed.load(SeqCst) {
                    take_turn(arrivals.fetch_add(1, SeqCst));
                }
            });
        }
        thread::sleep(Duration::from_millis(200));
        closed.store(true, SeqCst);
    });
    let rate = arrivals.into_inner() as f64 / start.elapsed().as_secs_f64() / 1000.0;
    println!(
        "{rate:.1} turns per ms, passed by {}: {threads} threads, {name}",
        passed()
    );
}

fn main() {
    for threads in [2, 8] {
        let lock = std::sync::Mutex::new(Turns::default());
        measure(
            threads,
            "std Mutex",
            |arrival| lock.lock().unwrap().take(arrival),
            || lock.lock().unwrap().passed,
        );
        let lock = parking_lot::Mutex::new(Turns::default());
        measure(
            threads,
            "parking_lot Mutex",
            |arrival| lock.lock().take(arrival),
            || lock.lock().passed,
        );
        let lock = parking_lot::FairMutex::new(Turns::default());
        measure(
            threads,
            "parking_lot FairMutex",
            |arrival| lock.lock().take(arrival),
            || lock.lock().passed,
        );
        // The tickets keep the threads apart. The mutex inside is always free.
        let (tickets, turns) = (Tickets::default(), std::sync::Mutex::new(Turns::default()));
        measure(
            threads,
            "tickets",
            |arrival| {
                tickets.lock();
                turns.lock().unwrap().take(arrival);
                tickets.unlock();
            },
            || turns.lock().unwrap().passed,
        );
    }
}
