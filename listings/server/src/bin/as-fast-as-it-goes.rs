use server::serve::KINDS;
use server::{answer, load};
use std::io;
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    for (name, start) in KINDS {
        let server = start(answer, 16)?;
        let begin = Instant::now();
        let latencies = load::closed(server.address, 16, 200, Duration::ZERO)?;
        let rate = latencies.len() as f64 / begin.elapsed().as_secs_f64();
        let usual = load::exceeded_by_one_in(&latencies, 2);
        let worst = load::exceeded_by_one_in(&latencies, 100);
        println!("{name}: {rate:.0} per second, {usual:.1} µs, one in 100 over {worst:.1} µs");
    }
    Ok(())
}
