use std::sync::Mutex;
use std::thread;
use std::time::Instant;

const TURNS: u32 = 200_000;
type Pair = [Mutex<u64>; 2];

// ANCHOR: ways
fn as_written(locks: &Pair, a: usize, b: usize) {
    let (mut a, mut b) = (locks[a].lock().unwrap(), locks[b].lock().unwrap());
    *a += 1;
    *b += 1;
}

fn by_rank(locks: &Pair, a: usize, b: usize) {
    as_written(locks, a.min(b), a.max(b));
}

static WAITER: Mutex<()> = Mutex::new(());

fn ask_the_waiter(locks: &Pair, a: usize, b: usize) {
    let _waiter = WAITER.lock().unwrap();
    as_written(locks, a, b);
}

fn back_off(locks: &Pair, a: usize, b: usize) {
    loop {
        let mut a = locks[a].lock().unwrap();
        if let Ok(mut b) = locks[b].try_lock() {
            *a += 1;
            *b += 1;
            return;
        }
    }
}
// ANCHOR_END: ways

/// Nanoseconds for a pair of locks, with so many threads. The second takes them the other way round.
fn measure(threads: usize, take: fn(&Pair, usize, usize)) -> f64 {
    let locks = Pair::default();
    let start = Instant::now();
    thread::scope(|s| {
        for thread in 0..threads {
            let locks = &locks;
            s.spawn(move || (0..TURNS).for_each(|_| take(locks, thread, 1 - thread)));
        }
    });
    start.elapsed().as_nanos() as f64 / (TURNS as usize * threads) as f64
}

fn main() {
    let alone = measure(1, as_written);
    println!("{alone:.1} ns, 1 at work: as written, which with two can hang");
    for (name, take) in [
        ("by rank", by_rank as fn(&Pair, usize, usize)),
        ("a waiter", ask_the_waiter),
        ("try, and back off", back_off),
    ] {
        for threads in [1, 2] {
            println!(
                "{:.1} ns, {threads} at work: {name}",
                measure(threads, take)
            );
        }
    }
}
