use std::fs;
use std::future::pending;
use std::sync::{Arc, Barrier};
use std::thread;
use tokio::runtime::Builder;

fn kernel_threads() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

/// A thread that has ended is in the kernel's list for a moment longer.
fn until_all_have_left() {
    while kernel_threads() > 1 {
        thread::yield_now();
    }
}

fn eight_threads() -> usize {
    until_all_have_left();
    let meeting = Barrier::new(9);
    thread::scope(|s| {
        for _ in 0..8 {
            s.spawn(|| {
                meeting.wait(); // all are there
                meeting.wait(); // and counted
            });
        }
        meeting.wait();
        let count = kernel_threads();
        meeting.wait();
        count
    })
}

fn eight_tasks(builder: &mut Builder, blocking: usize) -> usize {
    until_all_have_left();
    let runtime = builder.build().unwrap();
    let meeting = Arc::new(Barrier::new(blocking + 1));
    runtime.block_on(async {
        for _ in 0..8 {
            tokio::spawn(pending::<()>());
        }
        for _ in 0..blocking {
            let meeting = meeting.clone();
            tokio::task::spawn_blocking(move || {
                meeting.wait();
                meeting.wait();
            });
        }
        meeting.wait();
        let count = kernel_threads();
        meeting.wait();
        count
    })
}

fn main() {
    println!("{}: eight threads", eight_threads());
    let one = eight_tasks(&mut Builder::new_current_thread(), 0);
    println!("{one}: eight tasks, no worker but main");
    let two = eight_tasks(Builder::new_multi_thread().worker_threads(2), 0);
    println!("{two}: eight tasks, two workers");
    let more = eight_tasks(Builder::new_multi_thread().worker_threads(2), 4);
    println!("{more}: eight tasks, two workers, four calls that block");
}
