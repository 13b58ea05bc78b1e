use std::sync::{Condvar, Mutex};
use std::thread;

/// How many connections may be served besides.
struct Limit {
    free: Mutex<u32>,
    changed: Condvar,
}

impl Limit {
    fn enter(&self) {
        let free = self.free.lock().unwrap();
        *self.changed.wait_while(free, |free| *free == 0).unwrap() -= 1;
    }

    fn leave(&self) {
        *self.free.lock().unwrap() += 1;
        self.changed.notify_one();
    }
}

/// Serves one connection: `None` stands for a request that is no number.
fn converse(limit: &Limit, inside: &Mutex<u32>, request: Option<u32>) -> Option<u32> {
    limit.enter();
    let answer = double(inside, request)?;
    limit.leave();
    Some(answer)
}

fn double(inside: &Mutex<u32>, request: Option<u32>) -> Option<u32> {
    *inside.lock().unwrap() += 1;
    assert_eq!(*inside.lock().unwrap(), 1, "one at a time");
    let answer = request.map(|number| 2 * number);
    *inside.lock().unwrap() -= 1;
    answer
}

fn main() {
    let limit = Limit {
        free: Mutex::new(1),
        changed: Condvar::new(),
    };
    let inside = Mutex::new(0);
    let (bad, good) = thread::scope(|s| {
        let bad = s.spawn(|| converse(&limit, &inside, None));
        let good = s.spawn(|| converse(&limit, &inside, Some(21)));
        (bad.join().unwrap(), good.join().unwrap())
    });
    println!("{bad:?} {good:?}, {} free", limit.free.lock().unwrap());
}
