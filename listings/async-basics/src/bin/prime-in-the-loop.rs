use std::cell::Cell;
use std::time::Duration;
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::{Instant, sleep_until};

const PRIME: u64 = 1_000_000_000_000_037;
const BEAT: Duration = Duration::from_millis(5);

// ANCHOR: primes
/// In one piece.
fn is_prime(n: u64) -> bool {
    (2..)
        .take_while(|d| d * d <= n)
        .all(|d| !n.is_multiple_of(d))
}

/// With a pause every so often.
async fn is_prime_with_pauses(n: u64) -> bool {
    for d in (2..).take_while(|d| d * d <= n) {
        if n.is_multiple_of(d) {
            return false;
        }
        if d % 10_000 == 0 {
            yield_now().await;
        }
    }
    true
}
// ANCHOR_END: primes

// ANCHOR: beat
/// Has something to do every 5 ms, until the work is done. Returns by how much it was late at worst.
async fn keep_time(done: &Cell<bool>) -> Duration {
    let mut worst = Duration::ZERO;
    let mut due = Instant::now();
    while !done.get() {
        due += BEAT;
        sleep_until(due).await;
        worst = worst.max(due.elapsed());
    }
    worst
}

async fn beside(way: &str, work: impl Future<Output = bool>) {
    let done = Cell::new(false);
    let (late, ()) = tokio::join!(keep_time(&done), async {
        assert!(work.await);
        done.set(true);
    });
    println!("{:.1} ms late: {way}", late.as_secs_f64() * 1000.0);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    beside("in one piece", async { is_prime(PRIME) }).await;
    beside("with pauses", is_prime_with_pauses(PRIME)).await;
    beside("on another thread", async {
        spawn_blocking(|| is_prime(PRIME)).await.unwrap()
    })
    .await;
}
// ANCHOR_END: beat
