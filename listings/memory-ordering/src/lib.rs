//! The litmus tests of this chapter, run for real: the very functions of the listings, a great many times, with the
//! threads let go together by a gate so that they meet.

use std::collections::BTreeMap;
use std::hint;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

use on_the_metal::{allowed_cpus, pin_to};

/// A listing that is a litmus test.
pub struct Litmus {
    /// The listing's name.
    pub name: &'static str,
    /// The outcome that the test is about, as the listing prints it.
    pub asks: &'static str,
    threads: &'static [fn(&mut Vec<u32>)],
    /// What the listing prints after the values of its threads.
    memory: &'static [&'static AtomicU32],
    /// The variables, and what each holds before the threads begin.
    initially: &'static [(&'static AtomicU32, u32)],
}

/// What was seen of a litmus test.
pub struct Seen {
    /// How often each line was what the listing would have printed.
    pub outcomes: BTreeMap<String, u64>,
    /// How many tries there were in all.
    pub tries: u64,
}

impl Litmus {
    /// Runs the threads so many times, or as many as fit in the given time. If another run is going on, it waits for it.
    ///
    /// # Panics
    /// If a thread of the test does.
    pub fn run(&self, tries: u64, at_most: Duration) -> Seen {
        /// The variables are statics: two runs of one test would disturb each other.
        static RUNNING: Mutex<()> = Mutex::new(());
        let _guard = RUNNING.lock().unwrap();
        let began = Instant::now();
        let cpus = allowed_cpus().unwrap_or_default();
        // Who waits for a thread that has no CPU of its own had better make room for it.
        let room = thread::available_parallelism().map_or(1, usize::from);
        let patience = if self.threads.len() > room { 1 } else { 256 };
        let gate = Gate::new(self.threads.len(), patience);
        let returned: Vec<Mutex<Vec<u32>>> =
            self.threads.iter().map(|_| Mutex::default()).collect();
        let counts = Mutex::new(BTreeMap::<Vec<u32>, u64>::new());
        let is_late = AtomicBool::new(false);
        self.reset();
        thread::scope(|s| {
            for (at, (body, own)) in self.threads.iter().zip(&returned).enumerate() {
                let (gate, returned, counts, is_late) = (&gate, &returned, &counts, &is_late);
                let cpu = cpus.get(at % cpus.len().max(1)).copied();
                s.spawn(move || {
                    // Threads that share a CPU do not meet. Where this cannot be asked for, the scheduler decides.
                    let _ = cpu.map(pin_to);
                    let mut dice = Dice::new(own);
                    let mut values = Vec::new();
                    for attempt in 0..tries {
                        gate.pass();
                        // All are stopped by what one of them found in the round before.
                        if is_late.load(Relaxed) {
                            break;
                        }
                        // With the variables in the caches of all, loads are quick, and stores have to wait for the others.
                        for (place, _) in self.initially {
                            place.load(Relaxed);
                        }
                        values.clear();
                        gate.pass();
                        for _ in 0..dice.throw() {
                            hint::black_box(());
                        }
                        body(&mut values);
                        own.lock().unwrap().clone_from(&values);
                        // Until the last one comes to the gate again, nobody else is beyond it.
                        if gate.pass() {
                            let mut outcome = Vec::new();
                            for values in returned {
                                outcome.extend_from_slice(&values.lock().unwrap());
                            }
                            outcome.extend(self.memory.iter().map(|place| place.load(Relaxed)));
                            *counts.lock().unwrap().entry(outcome).or_insert(0) += 1;
                            self.reset();
                            is_late.store(attempt % 64 == 0 && began.elapsed() > at_most, Relaxed);
                        }
                    }
                });
            }
        });
        let counts = counts.into_inner().unwrap();
        Seen {
            tries: counts.values().sum(),
            outcomes: counts
                .iter()
                .map(|(outcome, times)| (line(outcome), *times))
                .collect(),
        }
    }

    fn reset(&self) {
        for (place, value) in self.initially {
            place.store(*value, Relaxed);
        }
    }
}

/// The values as the listing prints them, without the line break.
fn line(values: &[u32]) -> String {
    let values: Vec<String> = values.iter().map(u32::to_string).collect();
    values.join(" ")
}

/// A gate that opens when all threads have come to it, and then closes for the next round. Waiting threads spin, so that
/// they all see it open within some tens of nanoseconds.
struct Gate {
    threads: usize,
    /// After so many looks a waiting thread offers its CPU to others.
    patience: usize,
    came: AtomicUsize,
    round: AtomicUsize,
}

impl Gate {
    fn new(threads: usize, patience: usize) -> Self {
        Gate {
            threads,
            patience,
            came: AtomicUsize::new(0),
            round: AtomicUsize::new(0),
        }
    }

    /// Waits for the others. True for the one who came last.
    fn pass(&self) -> bool {
        let round = self.round.load(Relaxed);
        // Releases what this thread did to the last one, and acquires for that one what all others did.
        if self.came.fetch_add(1, AcqRel) + 1 == self.threads {
            self.came.store(0, Relaxed);
            self.round.store(round + 1, Release);
            return true;
        }
        let mut looks = 0;
        while self.round.load(Acquire) == round {
            looks += 1;
            if looks % self.patience == 0 {
                thread::yield_now();
            } else {
                hint::spin_loop();
            }
        }
        false
    }
}

/// How long a thread tarries after the gate, so that it is now the first and now the last: xorshift, as good as it must be.
struct Dice(u64);

impl Dice {
    /// Dice of its own for each thread: the address is all that distinguishes them.
    fn new<T>(seed: &T) -> Self {
        Dice(std::ptr::from_ref(seed) as u64 | 1)
    }

    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % 64
    }
}

/// What a thread of a litmus test returns.
trait Returned {
    fn push_to(self, values: &mut Vec<u32>);
}

impl Returned for () {
    fn push_to(self, _: &mut Vec<u32>) {}
}

impl Returned for u32 {
    fn push_to(self, values: &mut Vec<u32>) {
        values.push(self);
    }
}

impl Returned for (u32, u32) {
    fn push_to(self, values: &mut Vec<u32>) {
        values.extend([self.0, self.1]);
    }
}

/// Takes the listings in as modules, each with its functions and its variables, and makes a [`Litmus`] of each.
macro_rules! litmus_tests {
    ($($module:ident = $name:literal asks $asks:literal:
        $($thread:ident)||+ $(then $($memory:ident)+)?; $($place:ident = $initially:literal),+)*) => {
        $(
            // Its `main` is for those who run it.
            #[allow(dead_code)]
            mod $module {
                include!(concat!("bin/", $name, ".rs"));

                pub const LITMUS: super::Litmus = super::Litmus {
                    name: $name,
                    asks: $asks,
                    threads: &[$(|values| super::Returned::push_to($thread(), values)),+],
                    memory: &[$($(&$memory),+)?],
                    initially: &[$((&$place, $initially)),+],
                };
            }
        )*

        /// Every litmus test of the chapter, in the order of its table.
        pub const LITMUS_TESTS: &[Litmus] = &[$($module::LITMUS),*];
    };
}

litmus_tests! {
    sb = "store-buffering" asks "0 0": left || right; X = 0, Y = 0
    sb_release = "store-buffering-release" asks "0 0": left || right; X = 0, Y = 0
    sb_fence = "store-buffering-fence" asks "0 0": left || right; X = 0, Y = 0
    sb_seqcst = "store-buffering-seqcst" asks "0 0": left || right; X = 0, Y = 0
    mp = "message-passing" asks "1 0": send || receive; DATA = 0, READY = 0
    mp_fence = "message-passing-fence" asks "1 0": send || receive; DATA = 0, READY = 0
    mp_release = "message-passing-release" asks "1 0": send || receive; DATA = 0, READY = 0
    corr = "coherence" asks "2 1": write || reader; X = 0
    lb = "load-buffering" asks "1 1": left || right; X = 0, Y = 0
    lb_release = "load-buffering-release" asks "1 1": left || right; X = 0, Y = 0
    s = "write-after-message" asks "1 2": left || right then X; X = 0, Y = 0
    s_release = "write-after-message-release" asks "1 2": left || right then X; X = 0, Y = 0
    r = "last-write-and-read" asks "0 2": left || right then Y; X = 0, Y = 0
    r_seqcst = "last-write-and-read-seqcst" asks "0 2": left || right then Y; X = 0, Y = 0
    ww = "two-orders-of-writes" asks "1 1": left || right then X Y; X = 0, Y = 0
    ww_seqcst = "two-orders-of-writes-seqcst" asks "1 1": left || right then X Y; X = 0, Y = 0
    last = "who-is-last-release" asks "0 1": left || right; A = 0, B = 0, LEFT = 2
    last_acqrel = "who-is-last" asks "0 1": left || right; A = 0, B = 0, LEFT = 2
    wrc = "hearsay" asks "1 1 0": write || tell || last; X = 0, Y = 0
    wrc_release = "hearsay-release" asks "1 1 0": write || tell || last; X = 0, Y = 0
    isa2 = "chain" asks "1 1 0": write || tell || last; X = 0, Y = 0, Z = 0
    isa2_release = "chain-release" asks "1 1 0": write || tell || last; X = 0, Y = 0, Z = 0
    rwc = "read-to-write" asks "1 0 0": write || reader || right; X = 0, Y = 0
    rwc_seqcst = "read-to-write-seqcst" asks "1 0 0": write || reader || right; X = 0, Y = 0
    rs = "release-sequence-broken" asks "2 0": send || bump || receive; DATA = 0, READY = 0
    rs_rmw = "release-sequence" asks "2 0": send || bump || receive; DATA = 0, READY = 0
    iriw = "independent-readers" asks "1 0 1 0": write_x || write_y || reader || other_reader; X = 0, Y = 0
    iriw_seqcst = "independent-readers-seqcst" asks "1 0 1 0": write_x || write_y || reader || other_reader; X = 0, Y = 0
    oota = "out-of-thin-air" asks "1 1": left || right; X = 0, Y = 0
}
