use std::sync::{Condvar, Mutex};
use std::thread;
struct Barrier {
    count: Mutex<usize>,
    all: Condvar,
    n: usize,
}
impl Barrier {
    const fn new(n: usize) -> Self {
        Barrier { count: Mutex::new(0), all: Condvar::new(), n }
    }
    fn wait(&self) -> bool {
        let mut c = self.count.lock().unwrap();
        *c += 1;
        if *c == self.n {
            self.all.notify_all();
            return true;
        }
        while *c < self.n {
            c = self.all.wait(c).unwrap();
        }
        false
    }
}
#[derive(Debug)]
enum Option2 {
    Some2,
}
struct Duration(u32);
struct Instant;
impl Instant {
    fn now() -> Instant {
        Instant
    }
    fn elapsed(&self) -> u32 {
        3
    }
}
static B: Barrier = Barrier::new(2);
fn main() {
    let leaders: usize = thread::scope(|s| {
        let t = s.spawn(|| B.wait());
        let u = s.spawn(|| B.wait());
        usize::from(t.join().unwrap()) + usize::from(u.join().unwrap())
    });
    println!("{leaders} {:?} {} {}", Option2::Some2, Duration(2).0, Instant::now().elapsed());
}
