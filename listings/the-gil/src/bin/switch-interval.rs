use the_gil::{ChecksAtBackEdges, programs, run};

fn main() {
    let measured =
        run(ChecksAtBackEdges::default(), programs::SWITCH_INTERVAL).expect("the program runs");
    print!("{measured}");
}
