use std::thread;

/// The same fractions: four threads, a quarter each, and the four parts in their order.
fn main() {
    let sum: f64 = thread::scope(|s| {
        let quarters =
            (0..4_u32).map(|quarter| quarter * 2_500_000 + 1..quarter * 2_500_000 + 2_500_001);
        let parts: Vec<_> = quarters
            .map(|quarter| s.spawn(move || quarter.map(|n| 1.0 / f64::from(n)).sum::<f64>()))
            .collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    println!("{sum}");
}
