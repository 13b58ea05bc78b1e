use std::collections::HashSet;
use std::thread;
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};

fn is_prime(n: u64) -> bool {
    (2..)
        .take_while(|d| d * d <= n)
        .all(|d| !n.is_multiple_of(d))
}

fn four_primes(way: &str, runtime: Runtime) {
    let start = Instant::now();
    let threads = runtime.block_on(async {
        let tasks: Vec<_> = (0..4)
            .map(|_| {
                tokio::spawn(async {
                    assert!(is_prime(100_000_000_000_031));
                    thread::current().id()
                })
            })
            .collect();
        let mut threads = HashSet::new();
        for task in tasks {
            threads.insert(task.await.unwrap());
        }
        threads.len()
    });
    let time = start.elapsed().as_secs_f64() * 1000.0;
    println!("{time:.1} ms on {threads} of its threads: {way}");
}

fn main() -> std::io::Result<()> {
    four_primes("current_thread", Builder::new_current_thread().build()?);
    let mut builder = Builder::new_multi_thread();
    four_primes("multi_thread", builder.worker_threads(2).build()?);
    Ok(())
}
