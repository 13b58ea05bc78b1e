use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Jobs top..bottom wait. The owner takes from the bottom, thieves take from the top.
static TOP: AtomicUsize = AtomicUsize::new(0);
static BOTTOM: AtomicUsize = AtomicUsize::new(2);

/// The owner's: nobody else changes the bottom.
fn pop() -> Option<usize> {
    let job = BOTTOM.load(SeqCst) - 1;
    BOTTOM.store(job, SeqCst); // claimed
    let top = TOP.load(SeqCst);
    if top > job {
        BOTTOM.store(top, SeqCst); // nothing was there
        return None;
    }
    Some(job)
}

fn steal() -> Option<usize> {
    let top = TOP.load(SeqCst);
    let bottom = BOTTOM.load(SeqCst);
    if top >= bottom {
        return None;
    }
    let claim = TOP.compare_exchange(top, top + 1, SeqCst, SeqCst);
    claim.ok()
}

fn main() {
    thread::scope(|s| {
        let thief = s.spawn(|| [steal(), steal()]);
        let owner = [pop(), pop()];
        let jobs = owner.iter().chain(&thief.join().unwrap()).flatten().count();
        println!("{jobs} jobs done");
    });
}
