use std::sync::{Mutex, PoisonError};
use std::thread;

static ACCOUNTS: Mutex<[i32; 2]> = Mutex::new([100, 0]);

fn transfer(amount: i32) {
    let mut accounts = ACCOUNTS.lock().unwrap();
    accounts[0] -= amount;
    assert!(accounts[0] >= 0, "overdrawn");
    accounts[1] += amount;
}

fn main() {
    let panicked = thread::spawn(|| transfer(130)).join().is_err();
    println!("the thread panicked: {panicked}");
    println!("poisoned: {}", ACCOUNTS.is_poisoned());
    let mut accounts = ACCOUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    println!("left behind: {:?}", *accounts);
    *accounts = [100, 0]; // the invariant holds again ...
    ACCOUNTS.clear_poison(); // ... and so we may say so
    drop(accounts);
    transfer(30);
    println!("after a good transfer: {:?}", *ACCOUNTS.lock().unwrap());
}
