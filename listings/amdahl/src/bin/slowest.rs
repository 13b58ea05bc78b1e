use std::hint::black_box;
use std::time::Instant;

fn task() {
    let mut x = 1u32;
    for _ in 0..10_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

fn main() {
    let times: Vec<f64> = (0..20_000)
        .map(|_| {
            let start = Instant::now();
            task();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();

    let typical = median(times.clone());
    println!("one task: {typical:.1} µs");
    println!("workers  slowest");
    for workers in [1, 10, 100, 1000] {
        // Deal the times out to steps of so many workers each.
        // A step is over when its slowest task is.
        let steps = times.len() / workers;
        let deal = |step| times.iter().skip(step).step_by(steps);
        let slowest = (0..steps).map(|step| deal(step).copied().fold(0.0, f64::max));
        println!("{workers:7}  {:7.2}", median(slowest.collect()) / typical);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
