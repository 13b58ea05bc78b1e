use std::cell::Cell;
use std::rc::Rc;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::{LocalSet, spawn_blocking, spawn_local, yield_now};
use tokio::time::{MissedTickBehavior, interval, sleep};

const PAUSE: Duration = Duration::from_millis(50);
const PRIME: u64 = 1_000_000_000_000_037;

// ANCHOR: prime
fn is_prime(number: u64) -> bool {
    (2..=number.isqrt()).all(|divisor| number % divisor != 0)
}

async fn is_prime_with_pauses(number: u64) -> bool {
    for first in (2..=number.isqrt()).step_by(10_000) {
        let last = number.isqrt().min(first + 9_999);
        if (first..=last).any(|divisor| number % divisor == 0) {
            return false;
        }
        yield_now().await;
    }
    true
}

async fn is_prime_on_rayon(number: u64) -> bool {
    let (answer, ticket) = oneshot::channel();
    rayon::spawn(move || {
        let _ = answer.send(is_prime(number)); // unless nobody waits any more
    });
    ticket.await.expect("it sends")
}
// ANCHOR_END: prime

/// How much later than it should a clock ticks, at worst, while the other future is at work.
async fn latest_tick(other: impl Future<Output = ()>) -> f64 {
    let worst = Rc::new(Cell::new(Duration::ZERO));
    let seen = Rc::clone(&worst);
    let clock = spawn_local(async move {
        let mut ticks = interval(Duration::from_millis(2));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let due = ticks.tick().await;
            seen.set(seen.get().max(due.elapsed()));
        }
    });
    yield_now().await;
    other.await;
    sleep(Duration::from_millis(4)).await;
    clock.abort();
    worst.get().as_secs_f64() * 1e3
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let all = async {
        let late = latest_tick(async { thread::sleep(PAUSE) }).await;
        println!("{late:.1} ms late: thread::sleep in a task");
        let late = latest_tick(sleep(PAUSE)).await;
        println!("{late:.1} ms late: tokio's sleep");
        let job = async {
            spawn_blocking(|| thread::sleep(PAUSE))
                .await
                .expect("no panic")
        };
        let late = latest_tick(job).await;
        println!("{late:.1} ms late: thread::sleep in spawn_blocking");
        let late = latest_tick(async { assert!(is_prime(PRIME)) }).await;
        println!("{late:.1} ms late: a prime, in a task");
        let late = latest_tick(async { assert!(is_prime_with_pauses(PRIME).await) }).await;
        println!("{late:.1} ms late: a prime, in a task that yields");
        let late = latest_tick(async { assert!(is_prime_on_rayon(PRIME).await) }).await;
        println!("{late:.1} ms late: a prime, on rayon");
    };
    LocalSet::new().run_until(all).await;
}
