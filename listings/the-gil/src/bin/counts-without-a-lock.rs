use the_gil::{ChecksAtBackEdges, FreeThreading, NoLock, programs, run};

fn main() {
    let without = run(NoLock, programs::COUNTS_WITHOUT_A_LOCK).expect("the program runs");
    let gil = run(
        ChecksAtBackEdges::default(),
        programs::COUNTS_WITHOUT_A_LOCK,
    )
    .expect("the program runs");
    let free =
        run(<FreeThreading>::default(), programs::COUNTS_WITHOUT_A_LOCK).expect("the program runs");
    println!("no lock: {}", without.trim());
    println!("a GIL: {}", gil.trim());
    println!("free threading: {}", free.trim());
}
