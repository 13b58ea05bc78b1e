use std::num::ParseIntError;
use thread_pools::{Pool, Ticket};

fn load(line: &'static str) -> Result<u32, ParseIntError> {
    line.parse()
}

fn main() {
    let pool = Pool::new(2);
    let tickets: Vec<Ticket<_>> = ["1", "2x", "3"]
        .map(|line| pool.submit(move || load(line)))
        .into();
    // One result for all: the numbers, or the first error.
    let numbers: Result<Vec<u32>, ParseIntError> = tickets
        .into_iter()
        .map(|ticket| ticket.wait().expect("loading does not panic"))
        .collect();
    println!("{numbers:?}");
}
