use std::sync::mpsc;
use std::thread;
use std::time::Instant;

const LOAVES: u32 = 10_000;

fn main() {
    for room in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] {
        let (put, take) = mpsc::sync_channel(room);
        let start = Instant::now();
        thread::scope(|s| {
            s.spawn(move || {
                for loaf in 0..LOAVES {
                    put.send(loaf).unwrap();
                }
            });
            for (loaf, expected) in take.into_iter().zip(0..) {
                assert_eq!(loaf, expected);
            }
        });
        let time = start.elapsed().as_secs_f64() * 1e9 / f64::from(LOAVES);
        println!("room {room}: {time:.0} ns");
    }
}
