use on_the_metal::pin_to_one_cpu;
use std::hint::black_box;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Instant;

const TURNS: u32 = 400;

/// Data of so many KiB in which each cache line names the next one to visit, in no order that a processor could guess.
fn trail(kib: usize) -> Vec<usize> {
    let lines = kib * 1024 / 64;
    // A generator of random numbers that comes to each line once, since there is a power of two of them.
    let next = |line: usize| (line * 1_664_525 + 1_013_904_223) % lines;
    (0..8 * lines).map(|word| 8 * next(word / 8)).collect()
}

/// One turn: visits every cache line of the thread's own data once.
fn work(trail: &[usize]) {
    let mut word = 0;
    for _ in 0..trail.len() / 8 {
        word = trail[word];
    }
    black_box(word);
}

fn micros_per_turn(turns: u32, begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1e6 / f64::from(turns)
}

fn alone(mine: &[usize]) -> f64 {
    let begin = Instant::now();
    (0..TURNS).for_each(|_| work(mine));
    micros_per_turn(TURNS, begin)
}

fn in_turns(mine: &[usize], theirs: &[usize]) -> f64 {
    let (to_other, other) = channel();
    let (to_me, me) = channel();
    thread::scope(|s| {
        s.spawn(move || {
            for () in other {
                work(theirs);
                to_me.send(()).unwrap();
            }
        });
        let begin = Instant::now();
        for _ in 0..TURNS {
            work(mine);
            to_other.send(()).unwrap();
            me.recv().unwrap();
        }
        drop(to_other);
        micros_per_turn(2 * TURNS, begin)
    })
}

fn main() -> std::io::Result<()> {
    pin_to_one_cpu()?;
    for kib in [1, 16, 64, 256, 512, 1024, 2048] {
        let (mine, theirs) = (trail(kib), trail(kib));
        let (alone, turns) = (alone(&mine), in_turns(&mine, &theirs));
        let more = turns - alone;
        println!("{kib} KiB: alone {alone:.2} µs, in turns {turns:.2} µs, more {more:.2} µs");
    }
    Ok(())
}
