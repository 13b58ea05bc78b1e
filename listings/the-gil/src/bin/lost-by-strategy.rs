use the_gil::{
    ChecksAtBackEdges, ChecksEverywhere, FreeThreading, NoLock, Strategy, programs, run,
};

fn show<S: Strategy>(strategy: S, name: &str) {
    let lost = run(strategy, programs::LOST_BY_STRATEGY).expect("the program runs");
    println!("{} {name}", lost.trim());
}

fn main() {
    show(NoLock, "no lock");
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
