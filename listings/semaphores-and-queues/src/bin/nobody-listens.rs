use std::sync::mpsc::{self, SendError};
use std::thread;

fn main() {
    let (put, take) = mpsc::sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            for loaf in 1.. {
                if let Err(SendError(loaf)) = put.send(loaf) {
                    println!("loaf {loaf} came back");
                    break;
                }
            }
        });
        take.recv().unwrap();
        drop(take); // has had enough
    });
}
