use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::sleep;

async fn note(log: Arc<Mutex<Vec<&str>>>, entry: &'static str) {
    log.lock().await.push(entry);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let held = Arc::clone(&log).lock_owned().await;
    tokio::spawn(async move {
        sleep(Duration::from_millis(100)).await;
        drop(held);
    });

    let mut first = pin!(note(Arc::clone(&log), "first"));
    tokio::select! {
        biased;
        () = sleep(Duration::from_millis(5)) => note(Arc::clone(&log), "impatient").await,
        () = &mut first => {}
    }
    println!("{:?}", log.lock().await);
}
