use std::panic::{catch_unwind, set_hook};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use testing_and_debugging::suspects::{napping, plain};

// ANCHOR: rounds
/// Runs a program so often, and counts the rounds in which it panicked or did not come to its end.
fn rounds(program: fn(), times: usize) -> usize {
    let mut panicked = 0;
    let mut silent: Vec<Receiver<bool>> = Vec::new();
    for _ in 0..times {
        let (sender, ended) = channel();
        thread::spawn(move || sender.send(catch_unwind(program).is_ok()));
        match ended.recv_timeout(Duration::from_millis(20)) {
            Ok(passed) => panicked += usize::from(!passed),
            Err(_) => silent.push(ended),
        }
    }
    // Was it only slow? What has said nothing by now will never say anything.
    thread::sleep(Duration::from_millis(100));
    let hung = silent.iter().filter(|ended| ended.try_recv().is_err());
    panicked + hung.count()
}
// ANCHOR_END: rounds

fn main() {
    set_hook(Box::new(|_| ())); // a panic is what we count
    for (bare, naps) in plain::ALL.into_iter().zip(napping::ALL) {
        let name = bare.name;
        let (bare, naps) = (rounds(bare.faulty, 500), rounds(naps.faulty, 30));
        println!("{bare:3} of 500, with naps {naps:2} of 30: {name}");
    }
}
