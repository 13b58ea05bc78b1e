use std::hint::black_box;
use std::thread;
use std::time::Instant;

const HOPS: usize = 1_000_000;

/// A closed tour through so many cells, in an order that no processor can guess.
/// After cell i comes tour[i].
fn tour(cells: usize) -> Vec<u32> {
    let mut next: Vec<u32> = (0..cells as u32).collect();
    let mut x = 1u64;
    for i in (1..cells).rev() {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        // Sattolo's shuffle: always a single cycle
        next.swap(i, (x >> 33) as usize % i);
    }
    next
}

fn walk(tour: &[u32], hops: usize) -> u32 {
    let mut at = 0;
    for _ in 0..hops {
        at = tour[at as usize];
    }
    at
}

/// The best of four, the first of which also brings the cells into the caches.
fn best(work: impl Fn()) -> f64 {
    let times = (0..4).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    println!("KiB    one core  one core, halves  two cores  speed-up");
    for kib in [512, 1024, 1536, 2048, 3072, 4096, 6144] {
        let cells = kib * 1024 / size_of::<u32>();
        let (whole, left, right) = (tour(cells), tour(cells / 2), tour(cells / 2));
        let one = best(|| _ = black_box(walk(&whole, HOPS)));
        let in_turn = best(|| {
            black_box(walk(&left, HOPS / 2));
            black_box(walk(&right, HOPS / 2));
        });
        let two = best(|| {
            thread::scope(|s| {
                s.spawn(|| black_box(walk(&left, HOPS / 2)));
                s.spawn(|| black_box(walk(&right, HOPS / 2)));
            })
        });
        let [a, b, c] = [one, in_turn, two].map(|s| s * 1e9 / HOPS as f64);
        println!("{kib:5}  {a:8.2}  {b:16.2}  {c:9.2}  {:8.2}", one / two);
    }
}
