use std::thread;

/// As a pool does: the job is done some time, by some other thread.
fn submit(job: impl FnOnce() + Send + 'static) {
    thread::spawn(job);
}

fn main() {
    let words = vec!["lent", "to", "a", "pool"];
    submit(|| println!("{}", words.len()));
}
