use shuttle::scheduler::RandomScheduler;
use shuttle::{Config, Runner};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Instant;
use testing_and_debugging::suspects::{in_loom, in_shuttle, napping, plain};

/// Two deposits, in one step each.
const SUSPECT: usize = 1;

fn main() {
    let bare = plain::ALL[SUSPECT].mended;
    time("bare", || repeat(1000, bare));
    let naps = napping::ALL[SUSPECT].mended;
    time("with naps", || repeat(100, naps));
    time("shuttle", || {
        let scheduler = RandomScheduler::new_from_seed(1, 1000);
        let schedules = Runner::new(scheduler, Config::new()).run(in_shuttle::ALL[SUSPECT].mended);
        u32::try_from(schedules).unwrap_or(u32::MAX)
    });
    static EXECUTIONS: AtomicU32 = AtomicU32::new(0); // loom runs them one after the other
    time("loom", || {
        loom::model(|| {
            EXECUTIONS.fetch_add(1, Relaxed);
            (in_loom::ALL[SUSPECT].mended)();
        });
        EXECUTIONS.load(Relaxed)
    });
}

fn repeat(times: u32, program: fn()) -> u32 {
    (0..times).for_each(|_| program());
    times
}

/// How many executions there were, and how many microseconds one took.
fn time(name: &str, look: impl FnOnce() -> u32) {
    let began = Instant::now();
    let executions = look();
    let each = began.elapsed().as_secs_f64() * 1e6 / f64::from(executions);
    println!("{executions:4} executions, {each:6.1} µs each: {name}");
}
