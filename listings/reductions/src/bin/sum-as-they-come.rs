use std::sync::Mutex;
use std::thread;

/// 1/1 + 1/2 + 1/3 + …, ten million fractions, in pieces of ten thousand.
fn main() {
    let pieces =
        Mutex::new((0..1_000_u32).map(|piece| piece * 10_000 + 1..piece * 10_000 + 10_001));
    let sum = Mutex::new(0.0);
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                let mut part = 0.0;
                loop {
                    let piece = pieces.lock().unwrap().next();
                    let Some(piece) = piece else { break };
                    part += piece.map(|n| 1.0 / f64::from(n)).sum::<f64>();
                }
                *sum.lock().unwrap() += part;
            });
        }
    });
    println!("{}", sum.into_inner().unwrap());
}
