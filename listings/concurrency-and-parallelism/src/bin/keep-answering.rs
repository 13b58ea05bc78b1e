use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

const BEAT: Duration = Duration::from_millis(10);

/// A long computation; returns how many milliseconds it took to finish.
fn job() -> f64 {
    let start = Instant::now();
    let mut x = 1u32;
    for _ in 0..80_000_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
    start.elapsed().as_secs_f64() * 1000.0
}

// ANCHOR: answer
/// Has something to say every ten milliseconds.
/// Returns by how many milliseconds the latest of it was late.
fn answer(mut at: impl FnMut(u32)) -> f64 {
    let start = Instant::now();
    let mut latest = Duration::ZERO;
    for beat in 0..40 {
        let due = start + beat * BEAT;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        latest = latest.max(due.elapsed());
        at(beat);
    }
    latest.as_secs_f64() * 1000.0
}

fn main() {
    stay_on_one_core();

    let mut took = 0.0;
    let latest = answer(|beat| {
        if beat == 5 {
            took = job();
        }
    });
    println!("job in line    job took {took:3.0} ms, latest answer {latest:5.1} ms late");

    let (latest, took) = thread::scope(|s| {
        let mut running = None;
        let latest = answer(|beat| {
            if beat == 5 {
                running = Some(s.spawn(job));
            }
        });
        (latest, running.unwrap().join().unwrap())
    });
    println!("job in thread  job took {took:3.0} ms, latest answer {latest:5.1} ms late");
}

// ANCHOR_END: answer

/// Confines this thread, and every thread it starts from now on, to one core.
fn stay_on_one_core() {
    let cores = core_affinity::get_core_ids().unwrap();
    assert!(core_affinity::set_for_current(cores[0]));
}
