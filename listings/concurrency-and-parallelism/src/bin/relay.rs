use std::sync::mpsc::channel;
use std::thread;
use std::time::Instant;

const STEPS: u32 = 10_000;

// ANCHOR: relay
/// One link of a chain: nothing can come out before something has gone in.
fn step(x: u64) -> u64 {
    (x ^ (x >> 31)).wrapping_mul(0x7fb5_d329_728e_a185)
}

fn alone() -> u64 {
    let mut x = 1;
    for _ in 0..STEPS {
        x = step(x);
    }
    x
}

/// Two threads share the work fairly: each does every other step.
fn relay() -> u64 {
    let (to_partner, for_partner) = channel();
    let (to_me, for_me) = channel();
    thread::scope(move |s| {
        s.spawn(move || {
            for x in for_partner {
                to_me.send(step(x)).unwrap();
            }
        });
        let mut x = 1;
        for _ in 0..STEPS / 2 {
            to_partner.send(step(x)).unwrap();
            x = for_me.recv().unwrap();
        }
        x
    })
}

// ANCHOR_END: relay

fn main() {
    let start = Instant::now();
    let one_thread = alone();
    let alone = start.elapsed().as_secs_f64();

    let start = Instant::now();
    let two_threads = relay();
    let relay = start.elapsed().as_secs_f64();

    assert_eq!(one_thread, two_threads);
    println!("one thread   {:9.3} ms", alone * 1000.0);
    println!(
        "two threads  {:9.3} ms, {:.0} times as long",
        relay * 1000.0,
        relay / alone
    );
}
