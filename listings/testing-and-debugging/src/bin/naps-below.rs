use std::panic::{catch_unwind, set_hook};

// ANCHOR: naps
/// What the program needs of `std`, and a nap before each step at which threads can meet.
mod naps {
    use testing_and_debugging::naps::nap; // a fifth of a millisecond at most

    pub mod sync {
        use super::nap;
        pub use std::sync::{Arc, LockResult, MutexGuard};

        pub struct Mutex<T>(std::sync::Mutex<T>);

        impl<T> Mutex<T> {
            pub fn new(value: T) -> Self {
                Self(std::sync::Mutex::new(value))
            }

            pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
                nap();
                self.0.lock()
            }
        }
    }

    pub use std::thread;
}

mod program {
    use crate::naps as std; // from here on, `std` is what we say it is

    use std::sync::{Arc, Mutex};
    use std::thread;

    fn deposit(account: &Mutex<u32>) {
        let balance = *account.lock().unwrap();
        *account.lock().unwrap() = balance + 1;
    }

    pub fn run() {
        let account = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || deposit(&theirs));
        deposit(&account);
        other.join().unwrap();
        assert_eq!(*account.lock().unwrap(), 2, "a deposit is missing");
    }
}
// ANCHOR_END: naps

fn main() {
    set_hook(Box::new(|_| ())); // a panic is what we count
    let rounds = (0..100).map(|_| catch_unwind(program::run));
    let failed = rounds.filter(Result::is_err).count();
    println!("{failed} of 100 rounds failed");
}
