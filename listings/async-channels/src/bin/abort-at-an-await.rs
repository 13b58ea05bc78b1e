use std::sync::mpsc;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let (go_on, goes_on) = mpsc::channel();
    let (started, start) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        started.send(()).unwrap();
        goes_on.recv().unwrap(); // blocks its thread: no await
        println!("aborted, and still here");
        tokio::task::yield_now().await;
        println!("never printed");
    });

    start.await.unwrap();
    task.abort();
    go_on.send(()).unwrap();
    println!("canceled: {}", task.await.unwrap_err().is_cancelled());
}
