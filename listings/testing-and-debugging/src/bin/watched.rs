use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Instant;

const TIMES: u32 = 200_000;

// ANCHOR: logs
/// A line for everybody, written at once.
fn to_a_file(mut file: &File, turn: u32) {
    let _ = writeln!(file, "turn {turn}");
}

/// A line for everybody, in memory, behind a lock.
fn to_a_shared_log(log: &Mutex<Vec<(Instant, u32)>>, turn: u32) {
    let now = Instant::now();
    log.lock().unwrap().push((now, turn));
}

thread_local! {
    /// Each thread's own log. Sorted by time, all of them together say what happened.
    static MINE: RefCell<Vec<(Instant, u32)>> = RefCell::new(Vec::with_capacity(TIMES as usize));
}

fn to_my_log(turn: u32) {
    MINE.with_borrow_mut(|log| log.push((Instant::now(), turn)));
}
// ANCHOR_END: logs

// ANCHOR: race
/// Two threads add to a counter, in two steps, and say so first. How many additions are lost, of a thousand; and how long an
/// addition takes, in nanoseconds.
fn lost(log: impl Fn(u32) + Sync) -> (f64, f64) {
    let (counter, start) = (AtomicU32::new(0), Barrier::new(2));
    let began = Instant::now();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                start.wait();
                for turn in 0..TIMES {
                    log(turn);
                    let seen = counter.load(SeqCst);
                    counter.store(seen + 1, SeqCst);
                }
            });
        }
    });
    let all = f64::from(2 * TIMES);
    let nanoseconds = began.elapsed().as_nanos() as f64 / all;
    (
        1000.0 * (all - f64::from(counter.into_inner())) / all,
        nanoseconds,
    )
}
// ANCHOR_END: race

fn main() -> io::Result<()> {
    let nowhere = OpenOptions::new().write(true).open("/dev/null")?;
    let shared = Mutex::new(Vec::with_capacity(2 * TIMES as usize));
    let ways = [
        ("no log", lost(|_| ())),
        ("its own", lost(to_my_log)),
        ("a shared one", lost(|turn| to_a_shared_log(&shared, turn))),
        ("a file", lost(|turn| to_a_file(&nowhere, turn))),
    ];
    for (name, (lost, time)) in ways {
        println!("{lost:5.1} of 1000 lost, {time:6.1} ns: {name}");
    }
    Ok(())
}
