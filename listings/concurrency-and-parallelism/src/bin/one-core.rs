use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: tasks
fn wait() {
    thread::sleep(Duration::from_millis(100));
}

fn compute() {
    let mut x = 1u32;
    for _ in 0..50_000_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

fn main() {
    stay_on_one_core();
    for (name, a, b) in [
        ("wait and wait", wait as fn(), wait as fn()),
        ("wait and compute", wait, compute),
        ("compute and compute", compute, compute),
    ] {
        let in_turn = time(|| {
            a();
            b();
        });
        let at_once = time(|| {
            thread::scope(|s| {
                s.spawn(a);
                s.spawn(b);
            })
        });
        println!("{name:<19}  in turn {in_turn:3.0} ms, at once {at_once:3.0} ms");
    }
}
// ANCHOR_END: tasks

// ANCHOR: tools
/// Confines this thread, and every thread it starts from now on, to one core.
fn stay_on_one_core() {
    let cores = core_affinity::get_core_ids().unwrap();
    assert!(core_affinity::set_for_current(cores[0]));
}

/// How long the work takes, in milliseconds.
fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}
// ANCHOR_END: tools
