use loom::sync::{Arc, Mutex};
use loom::thread;

fn deposit(account: &Mutex<u32>) {
    let balance = *account.lock().unwrap();
    *account.lock().unwrap() = balance + 1;
}

fn main() {
    loom::model(|| {
        let account = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&account);
        let other = thread::spawn(move || deposit(&theirs));
        deposit(&account);
        other.join().unwrap();
        assert_eq!(*account.lock().unwrap(), 2, "a deposit is missing");
    });
}
