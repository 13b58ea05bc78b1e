use server::serve::KINDS;
use server::{answer, load};
use std::io;
use std::time::Duration;

fn main() -> io::Result<()> {
    let mut all = Vec::new();
    for (_, start) in KINDS {
        let server = start(answer, 16)?;
        let interval = Duration::from_micros(500);
        all.push(load::open(server.address, 16, 600, interval)?);
    }
    for one_in in [2, 5, 10, 20, 50, 100, 200] {
        print!("1 in {one_in}:");
        for ((name, _), latencies) in KINDS.iter().zip(&all) {
            print!(" {name} {:.1}", load::exceeded_by_one_in(latencies, one_in));
        }
        println!();
    }
    Ok(())
}
