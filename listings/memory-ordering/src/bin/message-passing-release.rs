use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread;

static DATA: AtomicU32 = AtomicU32::new(0);
static READY: AtomicU32 = AtomicU32::new(0);

fn send() {
    DATA.store(1, Relaxed);
    READY.store(1, Release);
}

fn receive() -> (u32, u32) {
    let ready = READY.load(Acquire);
    (ready, DATA.load(Relaxed))
}

fn main() {
    thread::scope(|s| {
        s.spawn(send);
        let receive = s.spawn(receive);
        let (ready, data) = receive.join().unwrap();
        println!("{ready} {data}");
    });
}
