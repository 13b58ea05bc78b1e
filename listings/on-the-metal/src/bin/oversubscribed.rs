use on_the_metal::switches;
use std::hint::black_box;
use std::thread;
use std::time::Instant;

const WORK: u64 = 100_000_000;

/// One share of the work; returns how often the thread was switched out against its will.
fn share(threads: u64) -> u64 {
    let mut number = 1u64;
    for step in 0..WORK / threads {
        number = black_box(number.rotate_left(7) ^ step);
    }
    switches().unwrap().1
}

fn main() {
    let cpus = thread::available_parallelism().unwrap().get() as u64;
    println!("{cpus} logical CPUs");
    for threads in [1, cpus, 4 * cpus, 16 * cpus, 64 * cpus] {
        let begin = Instant::now();
        let work = move || share(threads);
        let workers: Vec<_> = (0..threads).map(|_| thread::spawn(work)).collect();
        let forced: u64 = workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum();
        let time = begin.elapsed().as_millis();
        println!("threads {threads}: {time} ms, {forced} involuntary switches");
    }
}
