use the_gil::{ChecksAtBackEdges, FreeThreading, Strategy, programs, run};

fn show<S: Strategy>(strategy: S, name: &str) {
    let naps = run(strategy, programs::CONVOY).expect("the program runs");
    println!("{} {name}", naps.trim());
}

fn main() {
    show(ChecksAtBackEdges::default(), "a GIL");
    show(<FreeThreading>::default(), "free threading");
}
