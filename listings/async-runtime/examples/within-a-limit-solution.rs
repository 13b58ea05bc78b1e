use async_runtime::{Runtime, Sleep};
use std::io;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

/// The value of the future, or None if the limit is reached first.
async fn within<F: Future>(limit: Sleep, future: F) -> Option<F::Output> {
    let mut limit = pin!(limit);
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        limit.as_mut().poll(context).map(|()| None)
    })
    .await
}

fn main() -> io::Result<()> {
    let mut runtime = Runtime::new(1)?;
    let handle = runtime.handle();
    let sleep = |millis| handle.sleep(Duration::from_millis(millis));
    runtime.block_on(async {
        let start = Instant::now();
        let soup = async {
            sleep(10).await;
            "soup"
        };
        let dish = within(sleep(300), soup).await;
        let soon = start.elapsed() < Duration::from_millis(300);
        println!("{dish:?}, before the limit: {soon}");

        let roast = async {
            sleep(3_600_000).await;
            "roast"
        };
        println!("{:?}", within(sleep(20), roast).await);
    });
    Ok(())
}
