use std::hint::black_box;
use std::thread;
use std::time::Instant;

const MIB: usize = 1024 * 1024;

/// Looks at no memory but its own registers.
fn compute() {
    let mut x = 1u32;
    for _ in 0..5_000_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

/// One thread for each piece does the same to it. The best time of five.
fn seconds<T: Send>(pieces: &mut [T], work: impl Fn(&mut T) + Sync) -> f64 {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        thread::scope(|s| {
            for piece in &mut *pieces {
                s.spawn(|| work(piece));
            }
        });
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    let computing = |threads| seconds(&mut vec![(); threads], |()| compute());
    let copying = |threads| {
        let mut pieces = vec![(vec![1u8; 48 * MIB], vec![0u8; 48 * MIB]); threads];
        seconds(&mut pieces, |(from, to)| to.copy_from_slice(from))
    };
    let (compute_alone, copy_alone) = (computing(1), copying(1));
    println!("threads  computing  copying");
    for threads in [1, 2, 4] {
        let n = threads as f64;
        println!(
            "{threads:7}  {:9.2}  {:7.2}",
            n * compute_alone / computing(threads),
            n * copy_alone / copying(threads),
        );
    }
}
