use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Server, client};

// ANCHOR: bucket
/// Tokens come at a steady rate, and the bucket holds so many at most.
struct Bucket {
    rate: f64,
    capacity: f64,
    tokens: f64, // below zero: promised, and not there yet
    seen: Instant,
}

impl Bucket {
    /// Takes a token, and says how long it will be until it is there.
    fn take(&mut self, now: Instant) -> Duration {
        let came = self.rate * now.duration_since(self.seen).as_secs_f64();
        self.seen = now;
        self.tokens = (self.tokens + came).min(self.capacity) - 1.0;
        Duration::from_secs_f64((-self.tokens).max(0.0) / self.rate)
    }
}

fn wait_for_a_token(bucket: &Mutex<Bucket>) {
    let pause = bucket.lock().unwrap().take(Instant::now());
    thread::sleep(pause); // without the lock
}
// ANCHOR_END: bucket

// ANCHOR: brakes
/// How many requests a second get through if each of so many threads waits before each of its own.
fn rate(threads: u32, wait: impl Fn() + Sync) -> u32 {
    let server = Server::start();
    let agent = client(Duration::from_secs(2));
    let start = Instant::now();
    let time = Duration::from_millis(300);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                loop {
                    wait();
                    if start.elapsed() >= time {
                        return;
                    }
                    agent.get(server.url("/page")).call().expect("a page");
                }
            });
        }
    });
    (f64::from(server.answered()) / time.as_secs_f64()).round() as u32
}

fn main() {
    let nap = || thread::sleep(Duration::from_millis(20));
    println!("{} a second: eight threads that nap", rate(8, nap));
    println!("{} a second: no more than two at once", rate(2, || ()));
    let bucket = Mutex::new(Bucket {
        rate: 50.0,
        capacity: 1.0,
        tokens: 1.0,
        seen: Instant::now(),
    });
    let token = || wait_for_a_token(&bucket);
    println!("{} a second: eight threads, one bucket", rate(8, token));
}
// ANCHOR_END: brakes
