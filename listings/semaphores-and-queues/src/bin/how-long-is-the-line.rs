use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const LOAVES: usize = 200;

/// A baker who bakes as fast as the shelf lets him, and a customer who needs a millisecond for each loaf.
fn measure(room: usize) {
    let (put, take) = mpsc::sync_channel(room);
    let start = Instant::now();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    thread::scope(|s| {
        let baker = s.spawn(move || {
            for _ in 0..LOAVES {
                put.send(Instant::now()).unwrap();
            }
            start.elapsed()
        });
        let mut ages = Duration::ZERO;
        for baked_at in take {
            ages += baked_at.elapsed();
            thread::sleep(Duration::from_millis(1));
        }
        let (baked, sold) = (ms(baker.join().unwrap()), ms(start.elapsed()));
        let age = ms(ages) / LOAVES as f64;
        println!("room {room}: baked in {baked:.1} ms, sold in {sold:.1} ms, age {age:.1} ms");
    });
}

fn main() {
    for room in [1, 10, 100, LOAVES] {
        measure(room);
    }
}
