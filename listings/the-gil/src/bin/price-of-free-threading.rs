use the_gil::{Atomic, Biased, ChecksAtBackEdges, FreeThreading, Strategy, programs, run};

/// The best of five runs, since whatever disturbs a run makes it longer.
fn show<S: Strategy>(strategy: impl Fn() -> S, name: &str) {
    let mut best = [f64::INFINITY; 4];
    for _ in 0..5 {
        let printed = run(strategy(), programs::PRICE_OF_FREE_THREADING).expect("the program runs");
        for (best, time) in best.iter_mut().zip(printed.lines()) {
            *best = best.min(time.parse().expect("nanoseconds"));
        }
    }
    println!(
        "{:.1} {:.1} {:.1} {:.1} {name}",
        best[0], best[1], best[2], best[3]
    );
}

fn main() {
    show(ChecksAtBackEdges::default, "a GIL");
    show(
        FreeThreading::<Biased>::default,
        "free threading, biased counts",
    );
    show(
        FreeThreading::<Atomic>::default,
        "free threading, atomic counts",
    );
}
