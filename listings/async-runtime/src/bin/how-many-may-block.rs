use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant as Alarm, sleep, sleep_until};

const PAUSE: Duration = Duration::from_millis(60);

fn block() {
    thread::sleep(PAUSE);
}

fn compute() {
    let start = Instant::now();
    while start.elapsed() < PAUSE / 20 {
        std::hint::spin_loop();
    }
}

// ANCHOR: rayon
async fn compute_on_rayon() {
    let (done, ticket) = oneshot::channel();
    rayon::spawn(move || {
        compute();
        let _ = done.send(()); // unless nobody waits any more
    });
    ticket.await.expect("it sends");
}
// ANCHOR_END: rayon

async fn in_a_task() {
    block();
}

async fn in_the_blocking_pool(job: fn()) {
    spawn_blocking(job).await.expect("no panic");
}

/// Starts so many tasks at once, and says by how many ms another one, that wants to run every 2 ms, was late at worst.
async fn late<F>(tasks: u32, task: impl Fn() -> F) -> f64
where
    F: Future<Output = ()> + Send + 'static,
{
    let worst = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&worst);
    let clock = tokio::spawn(async move {
        loop {
            let due = Alarm::now() + Duration::from_millis(2);
            sleep_until(due).await;
            let late = u64::try_from(due.elapsed().as_micros()).expect("a short time");
            seen.fetch_max(late, SeqCst);
        }
    });
    sleep(Duration::from_millis(5)).await;
    let mut set = JoinSet::new();
    for _ in 0..tasks {
        set.spawn(task());
    }
    while let Some(result) = set.join_next().await {
        result.expect("no panic");
    }
    sleep(Duration::from_millis(5)).await;
    clock.abort();
    worst.load(SeqCst) as f64 / 1e3
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let measure = async {
        let ms = late(1, in_a_task).await;
        println!("{ms:.1} ms: 1 task that blocks");
        let ms = late(2, in_a_task).await;
        println!("{ms:.1} ms: 2 tasks that block");
        let ms = late(40, || in_the_blocking_pool(block)).await;
        println!("{ms:.1} ms: 40 jobs that block, in spawn_blocking");
        let ms = late(40, || in_the_blocking_pool(compute)).await;
        println!("{ms:.1} ms: 40 jobs that compute, in spawn_blocking");
        let ms = late(40, compute_on_rayon).await;
        println!("{ms:.1} ms: 40 jobs that compute, on rayon");
    };
    tokio::spawn(measure).await.expect("no panic");
}
