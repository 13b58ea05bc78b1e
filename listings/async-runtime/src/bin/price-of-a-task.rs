use async_runtime::Runtime;
use std::thread;
use std::time::Instant;
use tokio::runtime::Builder;

const TASKS: u32 = 20_000;
const YIELDS: u32 = 2_000;

fn row(way: &str, tasks: f64, yields: f64) {
    println!("{tasks:.3} µs to start and end, {yields:.3} µs to yield: {way}");
}

fn micros(start: Instant, times: u32) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / f64::from(times)
}

fn threads() {
    let start = Instant::now();
    for _ in 0..TASKS / 100 {
        let threads: Vec<_> = (0..10).map(|n| thread::spawn(move || n)).collect();
        for thread in threads {
            thread.join().expect("no panic");
        }
    }
    let tasks = micros(start, TASKS / 10);
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| {
                for _ in 0..YIELDS {
                    thread::yield_now();
                }
            });
        }
    });
    row("threads", tasks, micros(start, 10 * YIELDS));
}

fn ours(workers: usize, way: &str) {
    let mut runtime = Runtime::new(workers).expect("a poller");
    let handle = runtime.handle();
    let (tasks, yields) = runtime.block_on(async {
        let start = Instant::now();
        for _ in 0..TASKS / 10 {
            let tickets: Vec<_> = (0..10).map(|n| handle.spawn(async move { n })).collect();
            for ticket in tickets {
                ticket.await.expect("no panic");
            }
        }
        let tasks = micros(start, TASKS);
        let start = Instant::now();
        let yielding = || async {
            for _ in 0..YIELDS {
                async_runtime::yield_now().await;
            }
        };
        let tickets: Vec<_> = (0..10).map(|_| handle.spawn(yielding())).collect();
        for ticket in tickets {
            ticket.await.expect("no panic");
        }
        (tasks, micros(start, 10 * YIELDS))
    });
    row(way, tasks, yields);
}

fn tokios(mut builder: Builder, way: &str) {
    let runtime = builder.build().expect("a runtime");
    let (tasks, yields) = runtime.block_on(async {
        let start = Instant::now();
        for _ in 0..TASKS / 10 {
            let handles: Vec<_> = (0..10).map(|n| tokio::spawn(async move { n })).collect();
            for handle in handles {
                handle.await.expect("no panic");
            }
        }
        let tasks = micros(start, TASKS);
        let start = Instant::now();
        let yielding = || async {
            for _ in 0..YIELDS {
                tokio::task::yield_now().await;
            }
        };
        let handles: Vec<_> = (0..10).map(|_| tokio::spawn(yielding())).collect();
        for handle in handles {
            handle.await.expect("no panic");
        }
        (tasks, micros(start, 10 * YIELDS))
    });
    row(way, tasks, yields);
}

fn main() {
    threads();
    ours(1, "ours, one worker");
    ours(2, "ours, two workers");
    let mut two = Builder::new_multi_thread();
    two.worker_threads(2);
    tokios(two, "tokio, two workers");
    tokios(Builder::new_current_thread(), "tokio, current thread");
}
