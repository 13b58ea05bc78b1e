use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

fn compute(length: Duration) {
    let start = Instant::now();
    while start.elapsed() < length {}
}

/// How long a new task waits for its first turn, in milliseconds.
fn wait_for_a_turn() -> JoinHandle<f64> {
    let born = Instant::now();
    tokio::spawn(async move { born.elapsed().as_secs_f64() * 1e3 })
}

fn main() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        let waited = tokio::spawn(async {
            let only = wait_for_a_turn();
            compute(Duration::from_millis(100));
            only.await.unwrap()
        });
        let waited = waited.await.unwrap();
        println!("{waited:.2} ms: the only one");

        let waited = tokio::spawn(async {
            let first = wait_for_a_turn();
            tokio::spawn(async {}); // takes its place in the slot
            compute(Duration::from_millis(100));
            first.await.unwrap()
        });
        let waited = waited.await.unwrap();
        println!("{waited:.2} ms: the first of two");
    });
}
