use processes_and_threads::maps;
use std::thread::{self, Builder};

/// The mapping that holds the caller's stack, and the one below it.
fn describe(who: &str) {
    let local = 0;
    let at = (&raw const local).addr();
    let maps = maps().unwrap();
    let own = maps
        .iter()
        .position(|m| (m.begin..m.end).contains(&at))
        .unwrap();
    let (stack, below) = (&maps[own], &maps[own - 1]);
    let (size, name) = (stack.kib(), &stack.name);
    println!("{who}: {size} KiB {}{name}", stack.permissions);
    if below.end == stack.begin {
        println!("    below it: {} KiB {}", below.kib(), below.permissions);
    }
}

fn main() {
    describe("main");
    thread::spawn(|| describe("a thread")).join().unwrap();
    let small = Builder::new().stack_size(64 * 1024);
    small
        .spawn(|| describe("a small thread"))
        .unwrap()
        .join()
        .unwrap();
}
