use std::sync::{Condvar, Mutex};
use std::thread;

struct Shop {
    loaves: u32,
    closed: bool,
}

static SHOP: Mutex<Shop> = Mutex::new(Shop {
    loaves: 0,
    closed: false,
});
static BELL: Condvar = Condvar::new();

fn put() {
    SHOP.lock().unwrap().loaves += 1;
    BELL.notify_one();
}

/// From now on nobody puts anything.
fn close() {
    SHOP.lock().unwrap().closed = true;
}

/// Takes a loaf; false when there is none and will be none.
fn take() -> bool {
    let mut shop = SHOP.lock().unwrap();
    while shop.loaves == 0 {
        if shop.closed {
            return false;
        }
        shop = BELL.wait(shop).unwrap();
    }
    shop.loaves -= 1;
    true
}

fn main() {
    let sold: u32 = thread::scope(|s| {
        let customers = [0, 1].map(|_| {
            s.spawn(|| {
                let mut taken: u32 = 0;
                while take() {
                    taken += 1;
                }
                taken
            })
        });
        put();
        put();
        close();
        customers
            .map(|customer| customer.join().unwrap())
            .iter()
            .sum()
    });
    println!("{sold} sold, and everybody went home");
}
