use std::thread;
use std::time::{Duration, Instant};

const TIMES: usize = 2_000;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn main() {
    let (mut returned, mut began, mut joined) = (vec![], vec![], vec![]);
    for _ in 0..TIMES {
        let begin = Instant::now();
        let child = thread::spawn(move || begin.elapsed());
        returned.push(begin.elapsed());
        began.push(child.join().unwrap());
        joined.push(begin.elapsed());
    }
    println!("spawn returns after {:.1} µs", median(returned));
    println!("the child's first line runs after {:.1} µs", median(began));
    println!("join returns after {:.1} µs", median(joined));
}
