use std::sync::Mutex;
use std::thread;

static JOBS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static DONE: Mutex<u32> = Mutex::new(0);

/// Does one job. A big one is cut in two.
fn work_on(job: u32) {
    if job == 1 {
        *DONE.lock().unwrap() += 1;
    } else {
        JOBS.lock().unwrap().extend([job / 2, job - job / 2]);
    }
}

fn work() {
    loop {
        let mut jobs = JOBS.lock().unwrap();
        let Some(job) = jobs.pop() else { break };
        work_on(job);
    }
}

fn main() {
    JOBS.lock().unwrap().push(4);
    thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
    println!("{} done", DONE.lock().unwrap());
}
