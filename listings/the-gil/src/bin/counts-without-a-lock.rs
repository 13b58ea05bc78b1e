use the_gil::{ChecksAtBackEdges, FreeThreading, NoLock, run};

const PROGRAM: &str = include_str!("../../twins/counts-without-a-lock.py");

fn main() {
    let without = run(NoLock, PROGRAM).expect("the program runs");
    let gil = run(ChecksAtBackEdges::default(), PROGRAM).expect("the program runs");
    let free = run(<FreeThreading>::default(), PROGRAM).expect("the program runs");
    println!("no lock: {}", without.trim());
    println!("a GIL: {}", gil.trim());
    println!("free threading: {}", free.trim());
}
