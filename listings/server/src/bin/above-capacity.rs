use server::load::{self, exceeded_by_one_in};
use server::{answer, serve};
use std::io;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// What every request needs for a millisecond.
static DISK: Mutex<()> = Mutex::new(());

fn handler(request: &str) -> String {
    let _disk = DISK.lock().unwrap();
    thread::sleep(Duration::from_millis(1));
    answer(request)
}

fn main() -> io::Result<()> {
    let server = serve::threads(handler, 8)?;
    for time in [50, 100, 200] {
        let median = |per_second: u32| -> io::Result<f64> {
            let interval = Duration::from_secs(1) / per_second;
            let requests = per_second * time / 1000;
            let latencies = load::open(server.address, 8, requests, interval)?;
            Ok(exceeded_by_one_in(&latencies, 2) / 1000.0)
        };
        let (below, above) = (median(400)?, median(2000)?);
        println!("{time} ms: below {below:.2} ms, above {above:.2} ms");
    }
    Ok(())
}
