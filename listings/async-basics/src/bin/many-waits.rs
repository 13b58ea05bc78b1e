use futures::future::join_all;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::time::sleep;

// ANCHOR: ways
const WAIT: Duration = Duration::from_millis(50);

fn as_threads(waits: usize) {
    thread::scope(|s| {
        for _ in 0..waits {
            s.spawn(|| thread::sleep(WAIT));
        }
    });
}

async fn as_futures(waits: usize) {
    join_all((0..waits).map(|_| sleep(WAIT))).await;
}
// ANCHOR_END: ways

fn millis(all: impl FnOnce()) -> f64 {
    let start = Instant::now();
    all();
    start.elapsed().as_secs_f64() * 1000.0
}

fn main() -> std::io::Result<()> {
    let tokio = Builder::new_current_thread().enable_time().build()?;
    for waits in [1, 10, 100, 1000, 2000] {
        let threads = millis(|| as_threads(waits));
        let futures = millis(|| tokio.block_on(as_futures(waits)));
        println!("{waits} waits: {threads:.1} ms as threads, {futures:.1} ms as futures");
    }
    Ok(())
}
