use std::collections::HashMap;

/// A step of a thread, on a variable or a lock.
#[derive(Clone, Copy)]
enum Step {
    Read(char),
    Write(char),
    Lock(char),
    Unlock(char),
}
use Step::{Lock, Read, Unlock, Write};

/// One run: who did what, in the order in which it happened to happen.
type Run = [(usize, Step)];

/// For each of three threads, how many of its epochs are known.
type Clock = [u32; 3];

// ANCHOR: races
/// The pairs of steps, by their places in the run, that are a data race: one variable, two threads, at least one write, and
/// nothing that orders the first before the second.
fn races(run: &Run) -> Vec<(usize, usize)> {
    // What each thread knows; what each lock was told when it was last let go.
    let mut threads: [Clock; 3] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    let mut locks: HashMap<char, Clock> = HashMap::new();
    // Each access: its place, its thread, that thread's epoch, its variable, and whether it writes.
    let mut accesses: Vec<(usize, usize, u32, char, bool)> = Vec::new();
    let mut found = Vec::new();
    for (place, &(thread, step)) in run.iter().enumerate() {
        match step {
            Lock(lock) => {
                if let Some(told) = locks.get(&lock) {
                    let own = threads[thread][thread];
                    threads[thread] = *told;
                    threads[thread][thread] = own;
                }
            }
            Unlock(lock) => {
                locks.insert(lock, threads[thread]);
                // A new epoch: what comes now, the lock was not told.
                threads[thread][thread] += 1;
            }
            Read(variable) | Write(variable) => {
                let writes = matches!(step, Write(_));
                for &(earlier, other, epoch, its, wrote) in &accesses {
                    let knows = threads[thread][other] >= epoch;
                    if other != thread && its == variable && (writes || wrote) && !knows {
                        found.push((earlier, place));
                    }
                }
                accesses.push((place, thread, threads[thread][thread], variable, writes));
            }
        }
    }
    found
}
// ANCHOR_END: races

fn main() {
    let no_lock = [
        (0, Write('x')),
        (1, Write('x')),
        (1, Read('y')),
        (2, Read('y')),
    ];
    let one_lock = [
        (0, Lock('A')),
        (0, Write('x')),
        (0, Unlock('A')),
        (1, Lock('A')),
        (1, Write('x')),
        (1, Unlock('A')),
    ];
    let handed_over = [
        (0, Write('x')),
        (0, Lock('A')),
        (0, Unlock('A')),
        (1, Lock('A')),
        (1, Unlock('A')),
        (1, Read('x')),
    ];
    let after_letting_go = [
        (0, Lock('A')),
        (0, Unlock('A')),
        (0, Write('x')),
        (1, Lock('A')),
        (1, Unlock('A')),
        (1, Read('x')),
    ];
    let told_twice = [
        (0, Write('x')),
        (0, Lock('A')),
        (0, Unlock('A')),
        (2, Lock('B')),
        (2, Unlock('B')),
        (1, Lock('A')),
        (1, Lock('B')),
        (1, Write('x')),
    ];
    println!("{:?}", races(&no_lock));
    println!("{:?}", races(&one_lock));
    println!("{:?}", races(&handed_over));
    println!("{:?}", races(&after_letting_go));
    println!("{:?}", races(&told_twice));
}
