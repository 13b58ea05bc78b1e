use parking_lot::Mutex;
use parking_lot::deadlock::check_deadlock;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());
static BOTH: Barrier = Barrier::new(2);

fn ada() {
    let _pen = PEN.lock();
    BOTH.wait();
    let _paper = PAPER.lock();
}

fn ben() {
    let _paper = PAPER.lock();
    BOTH.wait();
    let _pen = PEN.lock();
}

fn main() {
    thread::spawn(ada);
    thread::spawn(ben);
    let cycles = loop {
        thread::sleep(Duration::from_millis(20));
        let cycles = check_deadlock();
        if !cycles.is_empty() {
            break cycles;
        }
    };
    for cycle in cycles {
        println!("{} threads wait for each other", cycle.len());
        for thread in cycle {
            for line in format!("{:?}", thread.backtrace()).lines() {
                if let Some((_, place)) = line.split_once("src/bin/") {
                    let (line, _column) = place.rsplit_once(':').unwrap();
                    println!("one waits at {line}");
                }
            }
        }
    }
}
