use std::collections::VecDeque;
use std::hint::black_box;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Instant;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::{mpmc, ms_queue, two_lock_queue};
use crossbeam_channel::{Receiver, Sender, bounded};
use crossbeam_queue::{ArrayQueue, SegQueue};
use crossbeam_utils::CachePadded;

const ROOM: usize = 1024;
const PAIRS: u32 = 200_000; // of a push and a pop, in all threads together
const ROUNDS: usize = 5;

trait Queue: Sync {
    fn new() -> Self;
    fn put(&self, value: u64);
    fn take(&self) -> Option<u64>;
}

macro_rules! queue {
    ($type:ty, $new:expr, $put:expr, $take:expr) => {
        impl Queue for $type {
            fn new() -> Self {
                $new
            }
            fn put(&self, value: u64) {
                $put(self, value)
            }
            fn take(&self) -> Option<u64> {
                $take(self)
            }
        }
    };
}

type Ours = mpmc::Queue<u64>;
type MichaelScott = ms_queue::Queue<u64, Epochs>;
type TwoLocks = two_lock_queue::Queue<u64>;
type Locked = Mutex<VecDeque<u64>>;
type Channel = (Sender<u64>, Receiver<u64>);

queue!(
    Ours,
    Ours::new(ROOM),
    |q: &Ours, v| q.push(v).unwrap(),
    Ours::pop
);
queue!(
    MichaelScott,
    MichaelScott::new(),
    MichaelScott::push,
    MichaelScott::pop
);
queue!(TwoLocks, TwoLocks::new(), TwoLocks::push, TwoLocks::pop);
queue!(
    ArrayQueue<u64>,
    ArrayQueue::new(ROOM),
    |q: &ArrayQueue<u64>, v| q.push(v).unwrap(),
    ArrayQueue::pop
);
queue!(
    SegQueue<u64>,
    SegQueue::new(),
    SegQueue::push,
    SegQueue::pop
);
queue!(
    Channel,
    bounded(ROOM),
    |q: &Channel, v| q.0.send(v).unwrap(),
    |q: &Channel| q.1.try_recv().ok()
);
queue!(
    Locked,
    Mutex::new(VecDeque::with_capacity(ROOM)),
    |q: &Locked, v| q.lock().unwrap().push_back(v),
    |q: &Locked| q.lock().unwrap().pop_front()
);

// ANCHOR: time
/// How long a push and a pop take, if threads have a queue each or one together.
fn time<Q: Queue>(threads: usize, shared: bool) -> f64 {
    let queues: Vec<_> = (0..threads).map(|_| CachePadded::new(Q::new())).collect();
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let start = Barrier::new(threads);
    let run = |own: usize| {
        let queue = &*queues[if shared { 0 } else { own }];
        // Left to the system, two threads may well have one core in turn, and never meet.
        if let Some(core) = cores.iter().cycle().nth(own) {
            core_affinity::set_for_current(*core);
        }
        start.wait();
        let begun = Instant::now();
        for number in 0..u64::from(PAIRS) / threads as u64 {
            queue.put(number);
            black_box(queue.take().expect("what was put before"));
        }
        (begun, Instant::now())
    };
    thread::scope(|s| {
        let run = &run;
        let threads: Vec<_> = (0..threads).map(|own| s.spawn(move || run(own))).collect();
        let times = threads.into_iter().map(|thread| thread.join().unwrap());
        let (begun, ended): (Vec<_>, Vec<_>) = times.unzip();
        let all = *ended.iter().max().unwrap() - *begun.iter().min().unwrap();
        all.as_nanos() as f64 / f64::from(PAIRS)
    })
}
// ANCHOR_END: time

fn main() {
    let all: [fn(usize, bool) -> f64; 7] = [
        time::<Ours>,
        time::<MichaelScott>,
        time::<TwoLocks>,
        time::<ArrayQueue<u64>>,
        time::<SegQueue<u64>>,
        time::<Channel>,
        time::<Locked>,
    ];
    println!(
        "              ours  M.&S.  2 locks  ArrayQ.  SegQ.  channel  Mutex   ours to the best"
    );
    for (shared, name) in [(false, "apart"), (true, "together")] {
        for threads in [1, 2, 4, 8] {
            let mut rounds = [[0.0; ROUNDS]; 7];
            for round in 0..ROUNDS {
                for (times, time) in rounds.iter_mut().zip(all) {
                    times[round] = time(threads, shared);
                }
            }
            // Where threads do not meet, whatever disturbs them only adds: the fastest counts. Where they do, the median.
            let place = if shared { ROUNDS / 2 } else { 0 };
            let ns = rounds.map(|mut times| {
                times.sort_by(f64::total_cmp);
                times[place]
            });
            let ratio = ns[0] / ns[3..].iter().copied().fold(f64::MAX, f64::min);
            let [ours, ms, two, array, seg, channel, mutex] = ns;
            println!(
                "{threads} {name:9} {ours:7.0}{ms:7.0}{two:9.0}{array:9.0}{seg:7.0}{channel:9.0}{mutex:7.0}   {ratio:.2}"
            );
        }
    }
}
