use std::sync::{Arc, Mutex};
use std::thread;

fn transfer(accounts: &[Mutex<u32>; 2], from: usize, to: usize) {
    let mut source = accounts[from].lock().unwrap();
    let mut target = accounts[to].lock().unwrap();
    *source -= 1;
    *target += 1;
}

fn main() {
    let accounts = Arc::new([Mutex::new(1), Mutex::new(1)]);
    let theirs = Arc::clone(&accounts);
    let other = thread::spawn(move || transfer(&theirs, 0, 1));
    transfer(&accounts, 1, 0);
    other.join().unwrap();
    let total = *accounts[0].lock().unwrap() + *accounts[1].lock().unwrap();
    assert_eq!(total, 2, "money is missing");
    println!("{total}");
}
