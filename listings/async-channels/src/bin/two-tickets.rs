use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// A fair lock: whoever asks takes a number, and the numbers come in in their order.
struct FairLock {
    numbers: Mutex<(u32, u32)>, // the next to be handed out, the one that is in
    changed: Condvar,
}

impl FairLock {
    fn number(&self) -> u32 {
        let mut numbers = self.numbers.lock().unwrap();
        numbers.0 += 1;
        numbers.0 - 1
    }
    fn is_in(&self, number: u32) -> bool {
        self.numbers.lock().unwrap().1 == number
    }
    fn wait_for(&self, number: u32) {
        let mut numbers = self.numbers.lock().unwrap();
        while numbers.1 != number {
            numbers = self.changed.wait(numbers).unwrap();
        }
    }
    fn unlock(&self) {
        self.numbers.lock().unwrap().1 += 1;
        self.changed.notify_all();
    }
}

fn main() {
    let lock = Arc::new(FairLock {
        numbers: Mutex::new((0, 0)),
        changed: Condvar::new(),
    });
    lock.wait_for(lock.number()); // number 0 is in
    let holder = thread::spawn({
        let lock = Arc::clone(&lock);
        move || lock.unlock()
    });

    let first = lock.number(); // `first` is polled, and is in the queue
    if lock.is_in(first) {
        println!("number {first}");
        lock.unlock();
    } else {
        // The other branch: nobody looks after `first` any more.
        let second = lock.number();
        lock.wait_for(second);
        println!("number {second}");
        lock.unlock();
    }
    holder.join().unwrap();
}
