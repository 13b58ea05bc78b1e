use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

struct State {
    arrived: u32,
    round: u32,
}

/// Lets nobody through before `of` threads have arrived; as often as you like.
struct CyclicBarrier {
    of: u32,
    state: Mutex<State>,
    all_here: Condvar,
}

impl CyclicBarrier {
    const fn new(of: u32) -> CyclicBarrier {
        CyclicBarrier {
            of,
            state: Mutex::new(State {
                arrived: 0,
                round: 0,
            }),
            all_here: Condvar::new(),
        }
    }

    fn wait(&self) {
        let mut state = self.state.lock().unwrap();
        let round = state.round;
        state.arrived += 1;
        if state.arrived == self.of {
            state.arrived = 0;
            state.round += 1;
            self.all_here.notify_all();
        }
        while state.round == round {
            state = self.all_here.wait(state).unwrap();
        }
    }
}

static BARRIER: CyclicBarrier = CyclicBarrier::new(2);
static LAPS: AtomicU32 = AtomicU32::new(0);

fn run() {
    for lap in 1..=2 {
        LAPS.fetch_add(1, SeqCst);
        BARRIER.wait();
        assert!(LAPS.load(SeqCst) >= 2 * lap);
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(run);
        s.spawn(run);
    });
    println!("{} laps", LAPS.load(SeqCst));
}
