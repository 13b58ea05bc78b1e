use std::cell::Cell;
use tokio::sync::mpsc;
use tokio::task::{LocalSet, unconstrained};

thread_local! {
    static RECEIVED: Cell<u32> = const { Cell::new(0) };
}

async fn receive_all(mut letters: mpsc::UnboundedReceiver<u32>) {
    while letters.recv().await.is_some() {
        RECEIVED.set(RECEIVED.get() + 1);
    }
}

async fn look() -> u32 {
    RECEIVED.get()
}

fn letters() -> mpsc::UnboundedReceiver<u32> {
    RECEIVED.set(0);
    let (sender, letters) = mpsc::unbounded_channel();
    for letter in 0..1000 {
        sender.send(letter).expect("the receiver is here");
    }
    letters
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let local = LocalSet::new();
    local
        .run_until(async {
            let reader = tokio::task::spawn_local(receive_all(letters()));
            let seen = tokio::task::spawn_local(look()).await.expect("no panic");
            reader.await.expect("no panic");
            println!("the other task's turn came after {seen} letters");
            let reader = tokio::task::spawn_local(unconstrained(receive_all(letters())));
            let seen = tokio::task::spawn_local(look()).await.expect("no panic");
            reader.await.expect("no panic");
            println!("unconstrained, after {seen}");
        })
        .await;
}
