use schedulers::green::{Green, pause};
use std::env;
use std::fs;
use std::process::Command;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;
use tokio::runtime::Builder;
use tokio::task::yield_now;

/// The process's addresses, and how much memory stands behind them, in KiB.
fn size() -> (f64, f64) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let field = |name| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    (field("VmSize:"), field("VmRSS:"))
}

struct Census {
    start: Instant,
    before: (f64, f64),
}

impl Census {
    fn begin() -> Self {
        Census {
            start: Instant::now(),
            before: size(),
        }
    }

    /// To be asked while all of them are there; each has had one turn and waits for the next.
    fn report(&self, count: u32, kind: &str) {
        let time = self.start.elapsed().as_secs_f64() * 1e6 / f64::from(count);
        let after = size();
        let addresses = (after.0 - self.before.0) / f64::from(count);
        let memory = (after.1 - self.before.1) / f64::from(count);
        println!("{count}: {addresses:.2} KiB, {memory:.2} KiB, {time:.2} µs, {kind}");
    }
}

fn green_threads(count: u32) {
    let census = Census::begin();
    let mut all: Vec<_> = (0..count).map(|_| Green::new(pause)).collect();
    assert!(all.iter_mut().all(Green::resume));
    census.report(count, "user-level threads");
    assert!(!all.iter_mut().any(Green::resume));
}

fn kernel_threads(count: u32) {
    let meeting = Barrier::new(count as usize + 1);
    let census = Census::begin();
    thread::scope(|s| {
        for _ in 0..count {
            s.spawn(|| {
                meeting.wait();
                meeting.wait();
            });
        }
        meeting.wait();
        census.report(count, "threads of the kernel");
        meeting.wait();
    });
}

fn tasks(count: u32) {
    let census = Census::begin();
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let all: Vec<_> = (0..count).map(|_| tokio::spawn(yield_now())).collect();
        yield_now().await; // all have their first turn
        census.report(count, "tasks of tokio");
        for task in all {
            task.await.unwrap();
        }
    });
}

/// Each kind in a process of its own, which has not used its memory for anything else.
fn main() {
    match env::args().nth(1).as_deref() {
        Some("threads") => kernel_threads(1_000),
        Some("green") => green_threads(10_000),
        Some(_) => tasks(1_000_000),
        None => {
            for kind in ["threads", "green", "tasks"] {
                let this = env::current_exe().unwrap();
                let status = Command::new(this).arg(kind).status().unwrap();
                assert!(status.success());
            }
        }
    }
}
