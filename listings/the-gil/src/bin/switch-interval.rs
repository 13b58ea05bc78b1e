use the_gil::{ChecksAtBackEdges, run};

const PROGRAM: &str = include_str!("../../twins/switch-interval.py");

fn main() {
    let measured = run(ChecksAtBackEdges::default(), PROGRAM).expect("the program runs");
    print!("{measured}");
}
