//! The book's locks and channel beside those of std, parking_lot and crossbeam, each by itself.
//!
//! The listing of the same name lets them take turns in one run, and prints ratios.

use std::sync::mpsc;
use std::thread;

use crossbeam_utils::CachePadded;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

const THREADS: [usize; 4] = [1, 2, 4, 8];
const STEPS: usize = 1000;
/// Many more where threads are to meet: a system may start two threads on one core, and part them only after a while.
const MEETING: usize = 500_000;

fn main() {
    divan::main();
}

/// Every thread has one of its own.
fn apart<T>(bencher: Bencher, new: fn() -> T, step: fn(&T, usize)) {
    bencher
        .counter(ItemsCount::new(STEPS))
        .with_inputs(|| CachePadded::new(new()))
        .bench_refs(|own| (0..STEPS).for_each(|n| step(own, n)));
}

/// All threads have one.
fn together<T: Sync>(bencher: Bencher, new: fn() -> T, step: fn(&T, usize)) {
    let shared = new();
    bencher
        .counter(ItemsCount::new(MEETING))
        .bench(|| (0..MEETING).for_each(|n| step(&shared, n)));
}

macro_rules! locks {
    ($($kind:ident { $($whose:ident: $new:expr, $step:expr;)* })*) => {$(
        mod $kind {
            mod one_each {
                use crate::*;
                $(
                    #[divan::bench(threads = THREADS)]
                    fn $whose(bencher: Bencher) {
                        apart(bencher, || $new, $step);
                    }
                )*
            }

            mod one_for_all {
                use crate::*;
                $(
                    #[divan::bench(threads = THREADS, sample_count = 10, sample_size = 1)]
                    fn $whose(bencher: Bencher) {
                        together(bencher, || $new, $step);
                    }
                )*
            }
        }
    )*};
}

/// Every tenth step writes.
macro_rules! read_or_write {
    ($($unwrap:tt)*) => {
        |lock, n| {
            if n % 10 == 0 {
                *lock.write()$($unwrap)* += n;
            } else {
                black_box(*lock.read()$($unwrap)*);
            }
        }
    };
}

locks! {
    mutex {
        book: building_locks::Mutex::new(0), |lock, n| *lock.lock() += n;
        std: ::std::sync::Mutex::new(0), |lock, n| *lock.lock().unwrap() += n;
        parking_lot: ::parking_lot::Mutex::new(0), |lock, n| *lock.lock() += n;
    }
    rwlock {
        book: building_locks::RwLock::new(0), read_or_write!();
        std: ::std::sync::RwLock::new(0), read_or_write!(.unwrap());
        parking_lot: ::parking_lot::RwLock::new(0), read_or_write!();
    }
}

macro_rules! channels {
    ($($whose:ident: $new:expr, $receive:ident;)*) => {
        mod channel {
            mod one_each {
                use crate::*;
                $(
                    #[divan::bench(threads = THREADS)]
                    fn $whose(bencher: Bencher) {
                        bencher
                            .counter(ItemsCount::new(STEPS))
                            .with_inputs(|| $new)
                            .bench_refs(|(sender, receiver)| {
                                for n in 0..STEPS {
                                    sender.send(n).unwrap();
                                    black_box(receiver.$receive().unwrap());
                                }
                            });
                    }
                )*
            }

            /// So many senders and one receiver, from their start to their end.
            mod one_for_all {
                use crate::*;
                $(
                    #[divan::bench(args = THREADS, sample_count = 10, sample_size = 1)]
                    fn $whose(bencher: Bencher, senders: usize) {
                        bencher.counter(ItemsCount::new(MEETING)).bench(|| {
                            #[allow(unused_mut)]
                            let (sender, mut receiver) = $new;
                            thread::scope(|s| {
                                for _ in 0..senders {
                                    let sender = sender.clone();
                                    s.spawn(move || (0..MEETING / senders).for_each(|n| sender.send(n).unwrap()));
                                }
                                for _ in 0..MEETING {
                                    black_box(receiver.$receive().unwrap());
                                }
                            });
                        });
                    }
                )*
            }
        }
    };
}

channels! {
    book: building_locks::channel(), receive;
    std: mpsc::channel(), recv;
    crossbeam: crossbeam_channel::unbounded(), recv;
}
