use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::hazards::Hazards;
use concurrent_data_structures::rcu::Rcu;
use concurrent_data_structures::reclaim::Reclaim;

static ALIVE: AtomicUsize = AtomicUsize::new(0);

struct Version([u64; 8]);

impl Version {
    fn new() -> Self {
        ALIVE.fetch_add(1, SeqCst);
        Version([0; 8])
    }
}

impl Drop for Version {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, SeqCst);
    }
}

/// How many versions are alive after 10,000 updates, while one reader looks at the first.
fn alive<R: Reclaim>() -> usize {
    let before = ALIVE.load(SeqCst);
    let value = Rcu::<Version, R>::new(Version::new());
    let (begin, end) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|s| {
        s.spawn(|| {
            let look = value.read();
            begin.wait();
            end.wait();
            look.0[0]
        });
        begin.wait();
        for _ in 0..10_000 {
            value.update(|_| Version::new());
        }
        let alive = ALIVE.load(SeqCst) - before;
        end.wait();
        alive
    })
}

fn main() {
    println!("hazard pointers: {} alive", alive::<Hazards>());
    println!("epochs: {} alive", alive::<Epochs>());
}
