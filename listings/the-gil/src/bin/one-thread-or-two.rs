use the_gil::{ChecksAtBackEdges, ChecksEverywhere, FreeThreading, Strategy, programs, run};

fn show<S: Strategy>(strategy: S, name: &str) {
    let printed = run(strategy, programs::ONE_THREAD_OR_TWO).expect("the program runs");
    let speed_ups: Vec<f64> = printed
        .lines()
        .map(|line| line.parse().expect("a number"))
        .collect();
    println!("{:.2} {:.2} {name}", speed_ups[0], speed_ups[1]);
}

fn main() {
    show(
        ChecksEverywhere::default(),
        "a GIL, checked at every instruction",
    );
    show(
        ChecksAtBackEdges::default(),
        "a GIL, checked at back edges and calls",
    );
    show(<FreeThreading>::default(), "free threading");
}
