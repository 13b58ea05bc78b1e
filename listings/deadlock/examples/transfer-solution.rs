use std::sync::Mutex;
use std::thread;

static ACCOUNTS: [Mutex<i32>; 2] = [const { Mutex::new(100) }; 2];

/// Moves money. However transfers meet, none may hang, and nobody who holds both locks may find money missing.
fn transfer(from: usize, to: usize, amount: i32) {
    if from == to {
        return;
    }
    let mut lower = ACCOUNTS[from.min(to)].lock().unwrap();
    let mut higher = ACCOUNTS[from.max(to)].lock().unwrap();
    let (source, target) = if from < to {
        (&mut lower, &mut higher)
    } else {
        (&mut higher, &mut lower)
    };
    **source -= amount;
    **target += amount;
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
