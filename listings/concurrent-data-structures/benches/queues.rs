//! The book's queues beside crossbeam's and a `VecDeque` in a mutex of std's or parking_lot's, each by itself.
//!
//! The listing `queues-compared` lets them take turns in one run, and prints ratios.

use std::collections::VecDeque;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::{mpmc, ms_queue, two_lock_queue};
use crossbeam_channel::bounded;
use crossbeam_queue::{ArrayQueue, SegQueue};
use crossbeam_utils::CachePadded;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const THREADS: [usize; 4] = [1, 2, 4, 8];
const ROOM: usize = 1024;
const PAIRS: usize = 1000;
/// Many more where threads are to meet: a system may start two threads on one core, and part them only after a while.
const MEETING: usize = 200_000;

fn main() {
    divan::main();
}

/// Puts one in and takes one out, so many times.
fn pairs<Q>(pairs: usize, queue: &Q, put: fn(&Q, usize), take: fn(&Q) -> Option<usize>) {
    for number in 0..pairs {
        put(queue, number);
        black_box(take(queue).expect("what was put before"));
    }
}

macro_rules! queues {
    ($($whose:ident: $new:expr, $put:expr, $take:expr;)*) => {
        mod one_each {
            use crate::*;
            $(
                #[divan::bench(threads = THREADS)]
                fn $whose(bencher: Bencher) {
                    bencher
                        .counter(ItemsCount::new(PAIRS))
                        .with_inputs(|| CachePadded::new($new))
                        .bench_refs(|own| pairs(PAIRS, &**own, $put, $take));
                }
            )*
        }

        mod one_for_all {
            use crate::*;
            $(
                #[divan::bench(threads = THREADS, sample_count = 10, sample_size = 1)]
                fn $whose(bencher: Bencher) {
                    let shared = $new;
                    bencher
                        .counter(ItemsCount::new(MEETING))
                        .bench(|| pairs(MEETING, &shared, $put, $take));
                }
            )*
        }
    };
}

queues! {
    book_bounded: mpmc::Queue::new(ROOM), |queue, number| queue.push(number).unwrap(), |queue| queue.pop();
    book_michael_scott: ms_queue::Queue::<usize, Epochs>::new(), |queue, number| queue.push(number), |queue| queue.pop();
    book_two_locks: two_lock_queue::Queue::new(), |queue, number| queue.push(number), |queue| queue.pop();
    crossbeam_array: ArrayQueue::new(ROOM), |queue, number| queue.push(number).unwrap(), |queue| queue.pop();
    crossbeam_seg: SegQueue::new(), |queue, number| queue.push(number), |queue| queue.pop();
    crossbeam_channel: bounded(ROOM), |queue, number| queue.0.send(number).unwrap(), |queue| queue.1.try_recv().ok();
    std_mutex: std::sync::Mutex::new(VecDeque::with_capacity(ROOM)),
        |queue, number| queue.lock().unwrap().push_back(number),
        |queue| queue.lock().unwrap().pop_front();
    parking_lot_mutex: parking_lot::Mutex::new(VecDeque::with_capacity(ROOM)),
        |queue, number| queue.lock().push_back(number),
        |queue| queue.lock().pop_front();
}
