use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
fn main() {
    let (tx, rx) = mpsc::channel();
    let tx2 = tx.clone();
    thread::spawn(move || tx.send(1).unwrap());
    thread::spawn(move || tx2.send(2).unwrap());
    let all: Vec<u32> = rx.iter().collect();
    let (tx, rx) = mpsc::sync_channel(0);
    let t = thread::spawn(move || tx.send(5).is_ok());
    let got = match rx.recv_timeout(Duration::from_millis(10)) {
        Ok(n) => n,
        Err(RecvTimeoutError::Timeout) => 0,
        Err(RecvTimeoutError::Disconnected) => 9,
    };
    drop(rx);
    println!("{all:?} {got} {}", t.join().unwrap());
}
