use std::sync::{Barrier, RwLock};
use std::thread;

static PRICE: RwLock<u32> = RwLock::new(7);

fn main() {
    let both_are_inside = Barrier::new(2);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let price = PRICE.read().unwrap();
                both_are_inside.wait();
                assert_eq!(*price, 7);
            });
        }
    });
    *PRICE.write().unwrap() += 1;
    println!("{}", PRICE.read().unwrap());
}
