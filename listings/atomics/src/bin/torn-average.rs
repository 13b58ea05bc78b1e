use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static REQUESTS: AtomicU32 = AtomicU32::new(0);
static MILLIS: AtomicU32 = AtomicU32::new(0);

/// Every request takes ten milliseconds.
fn serve() {
    REQUESTS.fetch_add(1, Relaxed);
    MILLIS.fetch_add(10, Relaxed);
}

fn average() -> u32 {
    let millis = MILLIS.load(Relaxed);
    let requests = REQUESTS.load(Relaxed);
    millis / requests.max(1)
}

fn main() {
    let early = thread::scope(|s| {
        s.spawn(|| {
            serve();
            serve();
        });
        average()
    });
    println!("on the way {early}, in the end {}", average());
}
