use parking_lot::Mutex;
use std::thread;

static ACCOUNTS: Mutex<[i32; 2]> = Mutex::new([100, 0]);

fn transfer(amount: i32) {
    let mut accounts = ACCOUNTS.lock();
    accounts[0] -= amount;
    assert!(accounts[0] >= 0, "overdrawn");
    accounts[1] += amount;
}

fn main() {
    let panicked = thread::spawn(|| transfer(130)).join().is_err();
    println!("the thread panicked: {panicked}");
    println!("{:?}", *ACCOUNTS.lock());
}
