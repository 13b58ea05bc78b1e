use std::sync::{Arc, Mutex};
use std::thread;

fn deposit(account: &Mutex<u32>) {
    *account.lock().unwrap() += 1;
}

fn main() {
    let account = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&account);
    let other = thread::spawn(move || deposit(&theirs));
    deposit(&account);
    other.join().unwrap();
    let balance = *account.lock().unwrap();
    assert_eq!(balance, 2, "a deposit is missing");
    println!("{balance}");
}
