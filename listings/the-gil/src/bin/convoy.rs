use the_gil::{ChecksAtBackEdges, FreeThreading, Strategy, run};

const PROGRAM: &str = include_str!("../../twins/convoy.py");

fn show<S: Strategy>(strategy: S, name: &str) {
    let naps = run(strategy, PROGRAM).expect("the program runs");
    println!("{} {name}", naps.trim());
}

fn main() {
    show(ChecksAtBackEdges::default(), "a GIL");
    show(<FreeThreading>::default(), "free threading");
}
