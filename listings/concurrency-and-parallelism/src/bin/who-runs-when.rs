use std::thread;
use std::time::{Duration, Instant};

const SLOTS: usize = 60;
const SLOT: Duration = Duration::from_millis(1);

// ANCHOR: watch
/// How much of each millisecond this thread spent running.
fn watch(start: Instant) -> [Duration; SLOTS] {
    let mut ran = [Duration::ZERO; SLOTS];
    let mut last = start.elapsed();
    loop {
        let now = start.elapsed();
        let Some(slot) = ran.get_mut((now.as_nanos() / SLOT.as_nanos()) as usize) else {
            return ran;
        };
        // A running thread looks at the clock every few dozen nanoseconds.
        // After a longer gap, it was not running.
        if now - last < Duration::from_micros(20) {
            *slot += now - last;
        }
        last = now;
    }
}

// ANCHOR_END: watch

fn watch_two(title: &str) {
    let start = Instant::now();
    let (a, b) = thread::scope(|s| {
        let a = s.spawn(|| watch(start));
        let b = s.spawn(|| watch(start));
        (a.join().unwrap(), b.join().unwrap())
    });
    let busy = |slot: &Duration| *slot > SLOT / 2;
    let both = a.iter().zip(&b).filter(|(a, b)| busy(a) && busy(b));
    println!("{title}: both running in {} of {SLOTS} ms", both.count());
    for (name, ran) in [("A", a), ("B", b)] {
        let strip: String = ran
            .iter()
            .map(|slot| if busy(slot) { '#' } else { '.' })
            .collect();
        println!("{name} {strip}");
    }
}

fn main() {
    watch_two("any core");
    stay_on_one_core();
    watch_two("one core");
}

/// Confines this thread, and every thread it starts from now on, to one core.
fn stay_on_one_core() {
    let cores = core_affinity::get_core_ids().unwrap();
    assert!(core_affinity::set_for_current(cores[0]));
}
