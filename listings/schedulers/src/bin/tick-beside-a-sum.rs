use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::task::yield_now;

const TICK: Duration = Duration::from_millis(5);
const TICKS: u32 = 10;
const SUM: Duration = Duration::from_millis(100);

/// How late the latest of the ticks came, in milliseconds.
async fn clock() -> f64 {
    let mut latest = Duration::ZERO;
    for _ in 0..TICKS {
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

fn tasks(builder: &mut Builder, sum: impl Future<Output = ()> + Send + 'static) -> f64 {
    let runtime = builder.enable_time().build().unwrap();
    runtime.block_on(async {
        let clock = tokio::spawn(clock());
        let sum = tokio::spawn(sum);
        sum.await.unwrap();
        clock.await.unwrap()
    })
}

fn threads() -> f64 {
    thread::scope(|s| {
        s.spawn(|| compute(SUM));
        let mut latest = Duration::ZERO;
        for _ in 0..TICKS {
            let due = Instant::now() + TICK;
            thread::sleep(TICK);
            latest = latest.max(due.elapsed());
        }
        latest.as_secs_f64() * 1e3
    })
}

fn main() {
    println!("{:.2} ms: two threads", threads());
    let late = tasks(&mut Builder::new_current_thread(), async { compute(SUM) });
    println!("{late:.2} ms: two tasks on one thread");
    let late = tasks(&mut Builder::new_current_thread(), async {
        for _ in 0..100 {
            compute(SUM / 100);
            yield_now().await;
        }
    });
    println!("{late:.2} ms: two tasks on one thread, and the sum yields");
    let late = tasks(Builder::new_multi_thread().worker_threads(2), async {
        compute(SUM)
    });
    println!("{late:.2} ms: two tasks on two threads");
}
