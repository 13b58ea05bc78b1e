use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::task::yield_now;

// ANCHOR: one-thread
const TICK: Duration = Duration::from_millis(5);
const SUM: Duration = Duration::from_millis(100);

/// How late the latest of ten ticks came, in milliseconds.
async fn clock() -> f64 {
    let mut latest = Duration::ZERO;
    for _ in 0..10 {
        let due = Instant::now() + TICK;
        tokio::time::sleep(TICK).await;
        latest = latest.max(due.elapsed());
    }
    latest.as_secs_f64() * 1e3
}

fn compute(length: Duration) {
    let start = Instant::now();
    while start.elapsed() < length {}
}

async fn both(sum: impl Future<Output = ()> + Send + 'static) -> f64 {
    let clock = tokio::spawn(clock());
    tokio::spawn(sum).await.unwrap();
    clock.await.unwrap()
}

fn on_one_thread() -> f64 {
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(both(async { compute(SUM) }))
}
// ANCHOR_END: one-thread

// ANCHOR: rest
fn yielding() -> f64 {
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(both(async {
        for _ in 0..100 {
            compute(SUM / 100);
            yield_now().await;
        }
    }))
}

fn on_two_threads() -> f64 {
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_time().build().unwrap();
    runtime.block_on(both(async { compute(SUM) }))
}

fn as_threads() -> f64 {
    thread::scope(|s| {
        s.spawn(|| compute(SUM));
        let mut latest = Duration::ZERO;
        for _ in 0..10 {
            let due = Instant::now() + TICK;
            thread::sleep(TICK);
            latest = latest.max(due.elapsed());
        }
        latest.as_secs_f64() * 1e3
    })
}

fn main() {
    println!("{:.2} ms: two tasks on one thread", on_one_thread());
    println!("{:.2} ms: the same, and the sum yields", yielding());
    println!("{:.2} ms: two tasks on two threads", on_two_threads());
    println!("{:.2} ms: two threads of the kernel", as_threads());
}
// ANCHOR_END: rest
