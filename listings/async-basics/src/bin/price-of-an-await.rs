use async_basics::{pause, run};
use futures::future::{join, join_all};
use std::hint::black_box;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::time::sleep;

const TURNS: u32 = 10_000;

/// Does it, and prints what each of so many turns took, and how often this thread went to sleep in a thousand of them.
fn timed(way: &str, turns: u32, all: impl FnOnce()) {
    let before = sleeps();
    let start = Instant::now();
    all();
    let nanos = start.elapsed().as_secs_f64() * 1e9 / f64::from(turns);
    let slept = (sleeps() - before) * 1000 / u64::from(turns);
    println!("{nanos:.2} ns, {slept} sleeps: {way}");
}

// ANCHOR: sleeps
/// How often the kernel has switched this thread out because it had to wait.
fn sleeps() -> u64 {
    let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
    let mut lines = status.lines();
    let count = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    count.unwrap().trim().parse().unwrap()
}
// ANCHOR_END: sleeps

// ANCHOR: ways
#[inline(never)]
fn call(turn: u32) -> u32 {
    black_box(turn)
}

async fn pauses(turns: u32) {
    for _ in 0..turns {
        pause().await;
    }
}

async fn yields(turns: u32) {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
}

fn main() {
    timed("a call and its return", 100 * TURNS, || {
        for turn in 0..100 * TURNS {
            call(turn);
        }
    });
    let half = 50 * TURNS;
    timed("two futures, polled in turn", 100 * TURNS, || {
        run(join(pauses(half), pauses(half)));
    });
    let tokio = Builder::new_current_thread().enable_time().build().unwrap();
    timed("two tasks of tokio", 10 * TURNS, || {
        tokio.block_on(async {
            let other = tokio::spawn(yields(5 * TURNS));
            yields(5 * TURNS).await;
            other.await.unwrap();
        });
    });
    timed("two threads", TURNS, || {
        let (there, from_here) = mpsc::sync_channel(0);
        let (back, from_there) = mpsc::sync_channel(0);
        let other =
            thread::spawn(move || from_here.iter().for_each(|turn| back.send(turn).unwrap()));
        for turn in 0..TURNS / 2 {
            there.send(turn).unwrap();
            from_there.recv().unwrap();
        }
        drop(there);
        other.join().unwrap();
    });
    timed("waits, one after the other", 50, || {
        tokio.block_on(async {
            for _ in 0..50 {
                sleep(Duration::from_millis(1)).await;
            }
        });
    });
    timed("waits, a thousand at once", 50_000, || {
        tokio.block_on(async {
            for _ in 0..50 {
                join_all((0..1000).map(|_| sleep(Duration::from_millis(1)))).await;
            }
        });
    });
}
// ANCHOR_END: ways
