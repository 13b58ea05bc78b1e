use std::sync::Mutex;
use std::thread;

static ACCOUNTS: [Mutex<i32>; 2] = [const { Mutex::new(100) }; 2];

/// Moves money. However transfers meet, none may hang, and nobody who holds both locks may find money missing.
fn transfer(from: usize, to: usize, amount: i32) {
    let mut source = ACCOUNTS[from].lock().unwrap();
    let mut target = ACCOUNTS[to].lock().unwrap();
    *source -= amount;
    *target += amount;
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| transfer(0, 1, 30));
        s.spawn(|| transfer(1, 0, 10));
        s.spawn(|| {
            let (first, second) = (ACCOUNTS[0].lock().unwrap(), ACCOUNTS[1].lock().unwrap());
            assert_eq!(*first + *second, 200, "the auditor finds money missing");
        });
    });
    transfer(1, 1, 5);
    println!(
        "{} and {}",
        ACCOUNTS[0].lock().unwrap(),
        ACCOUNTS[1].lock().unwrap()
    );
}
