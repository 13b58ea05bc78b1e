use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::unconstrained;

static READ: AtomicU32 = AtomicU32::new(0);

/// A thousand letters are there before anybody reads.
async fn read_all() {
    let (sender, mut letters) = unbounded_channel();
    for letter in 0..1000 {
        sender.send(letter).unwrap();
    }
    drop(sender);
    while letters.recv().await.is_some() {
        READ.fetch_add(1, SeqCst);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let reader = tokio::spawn(read_all());
    let other = tokio::spawn(async { READ.swap(0, SeqCst) });
    println!("{} letters before the other task", other.await.unwrap());
    reader.await.unwrap();

    READ.store(0, SeqCst);
    let reader = tokio::spawn(unconstrained(read_all()));
    let other = tokio::spawn(async { READ.swap(0, SeqCst) });
    println!("{} letters before the other task", other.await.unwrap());
    reader.await.unwrap();
}
