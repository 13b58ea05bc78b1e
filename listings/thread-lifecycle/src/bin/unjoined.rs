use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::{fs, mem};

const THREADS: usize = 2_000; // one after the other

/// This process's addresses in use, in MiB.
fn address_space() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmSize:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}

/// Lets threads live and end, does `after` with each handle, and says what remains.
fn measure(way: &str, mut after: impl FnMut(JoinHandle<()>)) {
    let before = address_space();
    for _ in 0..THREADS {
        let (sender, ended) = mpsc::channel::<()>();
        let handle = thread::spawn(move || drop(sender));
        let _ = ended.recv(); // until the sender is dropped
        after(handle);
    }
    println!(
        "{} MiB remain: {way}",
        address_space().saturating_sub(before)
    );
}

fn main() {
    let mut kept = Vec::new();
    measure("joined", |handle| handle.join().unwrap());
    measure("handle dropped", drop);
    measure("handle kept", |handle| kept.push(handle));
    measure("handle forgotten", mem::forget);
}
