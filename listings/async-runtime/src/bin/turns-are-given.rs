use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::mpsc;
use tokio::task::coop::unconstrained;

static READ: AtomicU32 = AtomicU32::new(0);

fn a_thousand_letters() -> mpsc::UnboundedReceiver<u32> {
    let (sender, letters) = mpsc::unbounded_channel();
    for letter in 0..1000 {
        sender.send(letter).expect("the receiver is here");
    }
    letters
}

async fn read_all(mut letters: mpsc::UnboundedReceiver<u32>) {
    READ.store(0, SeqCst);
    while letters.recv().await.is_some() {
        READ.fetch_add(1, SeqCst);
    }
}

async fn look() -> u32 {
    READ.load(SeqCst)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let reader = tokio::spawn(read_all(a_thousand_letters()));
    let read = tokio::spawn(look()).await.expect("no panic");
    reader.await.expect("no panic");
    println!("the other task's turn came after {read} letters");

    let reader = tokio::spawn(unconstrained(read_all(a_thousand_letters())));
    let read = tokio::spawn(look()).await.expect("no panic");
    reader.await.expect("no panic");
    println!("without a budget, after {read}");
}
