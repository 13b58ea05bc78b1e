use std::sync::mpsc;
use std::thread;

fn main() {
    let (put, take) = mpsc::sync_channel::<u32>(1);
    let sold: u32 = thread::scope(|s| {
        for first in [1, 3] {
            let put = put.clone();
            s.spawn(move || {
                put.send(first).unwrap();
                put.send(first + 1).unwrap();
            });
        }
        drop(put);
        take.iter().sum()
    });
    println!("loaves 1 to 4: {sold}");
}
