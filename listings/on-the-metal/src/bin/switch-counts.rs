use on_the_metal::{pin_to_one_cpu, switches};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

static STOP: AtomicBool = AtomicBool::new(false);

fn report(what: &str, work: impl FnOnce()) {
    let before = switches().unwrap();
    work();
    let after = switches().unwrap();
    let (own, forced) = (after.0 - before.0, after.1 - before.1);
    println!("{own} voluntary, {forced} involuntary: {what}");
}

fn compute() {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(300) {}
}

fn main() -> std::io::Result<()> {
    pin_to_one_cpu()?;
    report("sleeps 100 times", || {
        for _ in 0..100 {
            thread::sleep(Duration::from_millis(1));
        }
    });
    report("computes", compute);

    let rival = thread::spawn(|| {
        while !STOP.load(Relaxed) {
            std::hint::spin_loop();
        }
    });
    report("computes, with a rival", compute);
    STOP.store(true, Relaxed);
    rival.join().unwrap();
    Ok(())
}
