use std::thread;
use std::time::Instant;

const NUMBERS: u64 = 20_000_000;

// ANCHOR: skip
/// `x -> a * x + c`, in arithmetic modulo 2^64.
#[derive(Clone, Copy)]
struct Step {
    a: u64,
    c: u64,
}

const ONE_STEP: Step = Step {
    a: 6_364_136_223_846_793_005,
    c: 1_442_695_040_888_963_407,
};

impl Step {
    fn apply(self, x: u64) -> u64 {
        self.a.wrapping_mul(x).wrapping_add(self.c)
    }

    /// Two steps in one: b(a x + c) + d is (b a) x + (b c + d), which is again a step.
    fn then(self, next: Step) -> Step {
        Step {
            a: next.a.wrapping_mul(self.a),
            c: next.apply(self.c),
        }
    }

    /// `n` steps in one, found in about log2(n) rounds of doubling.
    fn times(self, mut n: u64) -> Step {
        let mut all = Step { a: 1, c: 0 };
        let mut power = self;
        while n > 0 {
            if n % 2 == 1 {
                all = all.then(power);
            }
            power = power.then(power);
            n /= 2;
        }
        all
    }
}
// ANCHOR_END: skip

/// How many of the `n` random numbers after `x` have their top bit set: heads.
fn heads(mut x: u64, n: u64) -> u64 {
    let mut heads = 0;
    for _ in 0..n {
        x = ONE_STEP.apply(x);
        heads += x >> 63;
    }
    heads
}

fn main() {
    let seed = 2026;
    let start = Instant::now();
    let one_thread = heads(seed, NUMBERS);
    let alone = start.elapsed().as_secs_f64();

    let start = Instant::now();
    let half = NUMBERS / 2;
    let two_threads = thread::scope(|s| {
        let first = s.spawn(|| heads(seed, half));
        let middle = ONE_STEP.times(half).apply(seed);
        heads(middle, NUMBERS - half) + first.join().unwrap()
    });
    let split = start.elapsed().as_secs_f64();

    println!("one thread   {one_thread} heads");
    println!(
        "two threads  {two_threads} heads, speed-up {:.2}",
        alone / split
    );
}
