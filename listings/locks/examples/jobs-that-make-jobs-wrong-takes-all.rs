use std::mem;
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
    let jobs = mem::take(&mut *JOBS.lock().unwrap());
    for job in jobs {
        work_on(job); // and who does the jobs that it makes?
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
