use std::future::pending;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// Says so when it is dropped.
struct Cleanup(&'static str);

impl Drop for Cleanup {
    fn drop(&mut self) {
        println!("{} is cleaned up", self.0);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let value = tokio::spawn(async { "7".parse::<u32>() }).await;
    println!("a value: {value:?}");

    let panicked = tokio::spawn(async { panic!("the oven is off") }).await;
    println!("a panic: {}", panicked.is_err_and(|error| error.is_panic()));

    let task = tokio::spawn(async {
        let _cleanup = Cleanup("the aborted task");
        pending::<()>().await;
    });
    tokio::task::yield_now().await;
    task.abort();
    println!(
        "aborted: {}",
        task.await.is_err_and(|error| error.is_cancelled())
    );

    let (done, ticket) = oneshot::channel();
    drop(tokio::spawn(async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        done.send("it went on").expect("somebody listens");
    }));
    println!("without its handle: {:?}", ticket.await);

    let mut set = JoinSet::new();
    set.spawn(async {
        let _cleanup = Cleanup("a task of the set");
        pending::<()>().await;
    });
    tokio::task::yield_now().await;
    drop(set);
    tokio::task::yield_now().await;
    println!("the end");
}
