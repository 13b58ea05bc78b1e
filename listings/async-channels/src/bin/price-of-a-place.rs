use std::hint::black_box;
use std::time::Instant;

use tokio::sync::mpsc;

const MESSAGES: u32 = 50_000;

// ANCHOR: message
/// Nanoseconds per message, from one task to another on the same thread.
async fn per_message(places: usize) -> f64 {
    let (sender, mut receiver) = mpsc::channel(places);
    let start = Instant::now();
    let sending = tokio::spawn(async move {
        for message in 0..MESSAGES {
            sender.send(message).await.expect("somebody listens");
        }
    });
    while let Some(message) = receiver.recv().await {
        black_box(message);
    }
    sending.await.expect("it does not panic");
    start.elapsed().as_secs_f64() * 1e9 / f64::from(MESSAGES)
}
// ANCHOR_END: message

#[tokio::main(flavor = "current_thread")]
async fn main() {
    per_message(64).await; // warm
    for places in [1, 2, 4, 8, 16, 32, 64, 128] {
        println!("{places} places: {:.1} ns", per_message(places).await);
    }
}
