//! Every primitive under loom, which tries every interleaving and, of relaxed loads, every store that they may read. The
//! library's files are taken in again, with loom's atomics and cells below them and a futex that loom can see.
// Nobody looks before sleeping here: see `SPINS`.
#![allow(
    dead_code,
    clippy::absurd_extreme_comparisons,
    clippy::reversed_empty_ranges
)]

/// What `src/sync.rs` has, by loom.
mod sync {
    pub use loom::cell::UnsafeCell;
    pub use loom::hint::spin_loop;
    pub use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering, fence};
    pub use loom::thread::yield_now;

    // loom takes a look for a yield, and shows less with one: an Acquire in `channel_3.rs` could then be missing.
    pub const SPINS: u32 = 0;
    // Two messages fill a block.
    pub const SLOTS: usize = 2;
}

/// What `src/futex.rs` has: sleepers in order of arrival, each with the address of its word.
mod futex {
    use crate::sync::{AtomicU32, Ordering::Relaxed};
    use loom::thread::{self, Thread};
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    struct Sleeper {
        word: usize,
        thread: Thread,
        woken: Rc<Cell<bool>>,
    }

    thread_local! {
        // All threads of a model run on one thread of the system, and change places only in loom's operations.
        static SLEEPERS: RefCell<Vec<Sleeper>> = const { RefCell::new(Vec::new()) };
    }

    /// To be called at the start of a model: one that failed may have left somebody asleep.
    pub fn all_awake() {
        SLEEPERS.take();
    }

    pub fn wait(word: &AtomicU32, expected: u32) {
        // Of all loads, only an exchange reads the newest value. This one looks for a value that no word has, and changes nothing.
        // No other thread runs between it and `park`.
        const NEVER: u32 = 0xDEAD_BEEF;
        if word.compare_exchange(NEVER, NEVER, Relaxed, Relaxed) != Err(expected) {
            return;
        }
        let woken = Rc::new(Cell::new(false));
        SLEEPERS.with_borrow_mut(|sleepers| {
            sleepers.push(Sleeper {
                word: (&raw const *word).addr(),
                thread: thread::current(),
                woken: woken.clone(),
            });
        });
        while !woken.get() {
            thread::park();
        }
    }

    pub fn wake_one(word: *const AtomicU32) -> bool {
        wake(word, 1) > 0
    }

    pub fn wake_all(word: *const AtomicU32) {
        wake(word, usize::MAX);
    }

    fn wake(word: *const AtomicU32, most: usize) -> usize {
        let mut count = 0;
        SLEEPERS.with_borrow_mut(|sleepers| {
            sleepers.retain(|sleeper| {
                let wake = sleeper.word == word.addr() && count < most;
                if wake {
                    count += 1;
                    sleeper.woken.set(true);
                    sleeper.thread.unpark();
                }
                !wake
            });
        });
        count
    }
}

#[path = "../src/arc_1.rs"]
mod arc_1;
#[path = "../src/arc_2.rs"]
mod arc_2;
#[path = "../src/barrier.rs"]
mod barrier;
#[path = "../src/channel_1.rs"]
mod channel_1;
#[path = "../src/channel_2.rs"]
mod channel_2;
#[path = "../src/channel_3.rs"]
mod channel_3;
#[path = "../src/condvar_1.rs"]
mod condvar_1;
#[path = "../src/condvar_2.rs"]
mod condvar_2;
#[path = "../src/lock.rs"]
mod lock;
#[path = "../src/mcs_1.rs"]
mod mcs_1;
#[path = "../src/mcs_2.rs"]
mod mcs_2;
#[path = "../src/mutex_1.rs"]
mod mutex_1;
#[path = "../src/mutex_2.rs"]
mod mutex_2;
#[path = "../src/mutex_3.rs"]
mod mutex_3;
#[path = "../src/once.rs"]
mod once;
#[path = "../src/oneshot_1.rs"]
mod oneshot_1;
#[path = "../src/oneshot_2.rs"]
mod oneshot_2;
#[path = "../src/rwlock.rs"]
mod rwlock;
#[path = "../src/rwlock_1.rs"]
mod rwlock_1;
#[path = "../src/rwlock_2.rs"]
mod rwlock_2;
#[path = "../src/semaphore.rs"]
mod semaphore;
#[path = "../src/spin_2.rs"]
mod spin_2;
#[path = "../src/spin_3.rs"]
mod spin_3;
#[path = "../src/ticket_1.rs"]
mod ticket_1;
#[path = "../src/ticket_2.rs"]
mod ticket_2;

use lock::{Lock, RawLock};
use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;
use rwlock::{RawRwLock, RwLock};

/// Tries `model` in every way, or with so many preemptions at most.
fn check(preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.max_branches = 10_000;
    builder.check(move || {
        futex::all_awake();
        model();
    });
}

/// A cell that several threads may have, if something else keeps them apart. Loom sees it when nothing does.
struct Shared<T>(UnsafeCell<T>);

// Safety: none needed; loom panics at the first access that races.
unsafe impl<T> Sync for Shared<T> {}
unsafe impl<T> Send for Shared<T> {}

impl Shared<u32> {
    fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn add_one(&self) {
        self.0.with_mut(|value| unsafe { *value += 1 });
    }

    fn get(&self) -> u32 {
        self.0.with(|value| unsafe { *value })
    }
}

/// So many threads add one each, and the last one out finds them all.
fn counts<R: RawLock + Send + Sync + 'static>(threads: u32, preemptions: Option<usize>) {
    check(preemptions, move || {
        let count = Arc::new(Lock::<R, u32>::new(0));
        let others: Vec<_> = (1..threads)
            .map(|_| {
                let count = count.clone();
                thread::spawn(move || *count.lock() += 1)
            })
            .collect();
        *count.lock() += 1;
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(*count.lock(), threads);
    });
}

macro_rules! counts {
    ($($name:ident: $lock:ty;)*) => {$(
        mod $name {
            #[test]
            fn two_threads() {
                super::counts::<$lock>(2, None);
            }

            #[test]
            fn three_threads() {
                super::counts::<$lock>(3, Some(2));
            }
        }
    )*};
}

counts! {
    ticket_2_counts: crate::ticket_2::Ticket;
    mutex_1_counts: crate::mutex_1::Futex;
    mutex_2_counts: crate::mutex_2::Futex;
    mutex_3_counts: crate::mutex_3::Futex;
}

// Of loops that look at what others go past again and again, loom follows more rounds than it can bear: three threads are left to
// shuttle, and so is `spin_1`, which stores in every round.
#[test]
fn locks_that_spin_count() {
    counts::<spin_2::Spin>(2, None);
    counts::<spin_3::Spin>(2, None);
    counts::<ticket_1::Ticket>(2, None);
}

macro_rules! queue_counts {
    ($($name:ident: $module:ident;)*) => {$(
        #[test]
        fn $name() {
            for (threads, preemptions) in [(2, None), (3, Some(2))] {
                check(preemptions, move || {
                    let count = Arc::new($module::Mcs::new(0));
                    let others: Vec<_> = (1..threads)
                        .map(|_| {
                            let count = count.clone();
                            thread::spawn(move || count.with(|count| *count += 1))
                        })
                        .collect();
                    count.with(|count| *count += 1);
                    for other in others {
                        other.join().unwrap();
                    }
                    assert_eq!(count.with(|count| *count), threads);
                });
            }
        }
    )*};
}

queue_counts! {
    mcs_1_counts: mcs_1;
    mcs_2_counts: mcs_2;
}

macro_rules! wakes {
    ($($name:ident: $module:ident;)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn one() {
                check(Some(3), || {
                    let door = Arc::new((Lock::<mutex_2::Futex, bool>::new(false), $module::Condvar::default()));
                    let waiter = {
                        let door = door.clone();
                        thread::spawn(move || {
                            let mut open = door.0.lock();
                            while !*open {
                                open = door.1.wait(open);
                            }
                        })
                    };
                    *door.0.lock() = true;
                    door.1.notify_one();
                    waiter.join().unwrap();
                });
            }

            #[test]
            fn all() {
                check(Some(2), || {
                    let door = Arc::new((Lock::<mutex_2::Futex, bool>::new(false), $module::Condvar::default()));
                    let waiters = [(); 2].map(|()| {
                        let door = door.clone();
                        thread::spawn(move || {
                            let mut open = door.0.lock();
                            while !*open {
                                open = door.1.wait(open);
                            }
                        })
                    });
                    *door.0.lock() = true;
                    door.1.notify_all();
                    for waiter in waiters {
                        waiter.join().unwrap();
                    }
                });
            }
        }
    )*};
}

wakes! {
    condvar_1_wakes: condvar_1;
    condvar_2_wakes: condvar_2;
}

/// Writers add one, readers look; all in every order.
fn reads_and_writes<R: RawRwLock + Send + Sync + 'static>(
    readers: u32,
    writers: u32,
    preemptions: Option<usize>,
) {
    check(preemptions, move || {
        let count = Arc::new(RwLock::<R, u32>::new(0));
        let mut others = Vec::new();
        for _ in 0..readers {
            let count = count.clone();
            others.push(thread::spawn(move || assert!(*count.read() <= writers)));
        }
        for _ in 1..writers {
            let count = count.clone();
            others.push(thread::spawn(move || *count.write() += 1));
        }
        *count.write() += 1;
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(*count.read(), writers);
    });
}

macro_rules! reads_and_writes {
    ($($name:ident: $lock:ty;)*) => {$(
        mod $name {
            #[test]
            fn a_reader_and_a_writer() {
                super::reads_and_writes::<$lock>(1, 1, None);
            }

            #[test]
            fn two_readers() {
                super::reads_and_writes::<$lock>(2, 1, Some(2));
            }

            #[test]
            fn two_writers() {
                super::reads_and_writes::<$lock>(1, 2, Some(2));
            }

            #[test]
            fn three_writers() {
                super::reads_and_writes::<$lock>(0, 3, Some(2));
            }
        }
    )*};
}

reads_and_writes! {
    rwlock_1_keeps_apart: crate::rwlock_1::OneQueue;
    rwlock_2_keeps_apart: crate::rwlock_2::TwoQueues;
}

#[test]
fn a_semaphore_hands_over() {
    check(None, || {
        let shared = Arc::new((semaphore::Semaphore::new(0), Shared::new()));
        let other = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.1.add_one();
                shared.0.release();
            })
        };
        shared.0.acquire();
        assert_eq!(shared.1.get(), 1);
        other.join().unwrap();
    });
}

#[test]
fn a_semaphore_wakes_as_many_as_it_has_permits() {
    check(Some(2), || {
        let semaphore = Arc::new(semaphore::Semaphore::new(0));
        let waiters = [(); 2].map(|()| {
            let semaphore = semaphore.clone();
            thread::spawn(move || semaphore.acquire())
        });
        semaphore.release();
        semaphore.release();
        for waiter in waiters {
            waiter.join().unwrap();
        }
        assert!(!semaphore.try_acquire());
    });
}

#[test]
fn a_semaphore_of_one_is_a_lock() {
    check(Some(2), || {
        let shared = Arc::new((semaphore::Semaphore::new(1), Shared::new()));
        let others = [(); 2].map(|()| {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.0.acquire();
                shared.1.add_one();
                shared.0.release();
            })
        });
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(shared.1.get(), 2);
    });
}

/// Round after round, each writes before the barrier, and the other reads after it.
fn meets(threads: u32, rounds: u32, preemptions: Option<usize>) {
    check(preemptions, move || {
        let places: Vec<_> = (0..threads).map(|_| Shared::new()).collect();
        let shared = Arc::new((barrier::Barrier::new(threads), places));
        let all: Vec<_> = (0..threads as usize)
            .map(|me| {
                let shared = shared.clone();
                thread::spawn(move || {
                    let mut last = 0;
                    for round in 1..=rounds {
                        shared.1[me].add_one();
                        last += u32::from(shared.0.wait());
                        for place in &shared.1 {
                            assert_eq!(place.get(), round);
                        }
                        last += u32::from(shared.0.wait());
                    }
                    last
                })
            })
            .collect();
        let last: u32 = all.into_iter().map(|one| one.join().unwrap()).sum();
        assert_eq!(last, 2 * rounds);
    });
}

#[test]
fn two_meet_twice() {
    meets(2, 1, Some(3));
}

#[test]
fn three_meet_twice() {
    meets(3, 1, Some(1));
}

#[test]
fn once_is_made_once() {
    check(Some(3), || {
        let shared = Arc::new((once::Once::default(), Shared::new()));
        let others = [(); 2].map(|()| {
            let shared = shared.clone();
            thread::spawn(move || {
                *shared.0.get_or_init(|| {
                    shared.1.add_one();
                    7
                })
            })
        });
        assert!(matches!(shared.0.get(), None | Some(7)));
        assert_eq!(others.map(|other| other.join().unwrap()), [7, 7]);
        assert_eq!(shared.1.get(), 1);
    });
}

#[test]
fn the_next_one_sees_what_a_panic_left_behind() {
    check(None, || {
        let shared = Arc::new((once::Once::default(), Shared::new()));
        let other = {
            let shared = shared.clone();
            thread::spawn(move || {
                let make = || {
                    shared.1.add_one();
                    // Like a panic, without its message.
                    std::panic::resume_unwind(Box::new(()))
                };
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    shared.0.get_or_init(make);
                }));
            })
        };
        shared.0.get_or_init(|| shared.1.add_one());
        other.join().unwrap();
        assert!([1, 2].contains(&shared.1.get()));
    });
}

#[test]
fn a_message_for_one_arrives_1() {
    check(None, || {
        let channel = Arc::new(oneshot_1::Channel::default());
        let other = {
            let channel = channel.clone();
            thread::spawn(move || channel.send(7))
        };
        if channel.is_ready() {
            assert_eq!(channel.receive(), 7);
        }
        other.join().unwrap();
    });
}

#[test]
fn a_message_for_one_arrives_2() {
    check(None, || {
        let (sender, receiver) = oneshot_2::channel();
        let other = thread::spawn(move || sender.send(7));
        assert_eq!(receiver.receive(), Some(7));
        other.join().unwrap();
    });
}

#[test]
fn a_sender_goes_without_a_message() {
    check(None, || {
        let (sender, receiver) = oneshot_2::channel::<u32>();
        let other = thread::spawn(move || drop(sender));
        assert_eq!(receiver.receive(), None);
        other.join().unwrap();
    });
}

#[test]
fn a_channel_delivers_1() {
    check(Some(2), || {
        let channel = Arc::new(channel_1::Channel::default());
        let others = [1, 2].map(|message| {
            let channel = channel.clone();
            thread::spawn(move || channel.send(message))
        });
        assert_eq!(channel.receive() + channel.receive(), 3);
        for other in others {
            other.join().unwrap();
        }
    });
}

macro_rules! channel_with_ends {
    ($($module:ident: $delivers:ident, $order:ident, $goes:ident;)*) => {$(
#[test]
fn $delivers() {
    check(Some(2), || {
        let (sender, mut receiver) = $module::channel();
        let others = [1, 2].map(|message| {
            let sender = sender.clone();
            thread::spawn(move || sender.send(message).unwrap())
        });
        drop(sender);
        let (a, b) = (receiver.receive().unwrap(), receiver.receive().unwrap());
        assert_eq!(a + b, 3);
        assert_eq!(receiver.receive(), None);
        for other in others {
            other.join().unwrap();
        }
    });
}

#[test]
fn $order() {
    check(Some(2), || {
        let (sender, mut receiver) = $module::channel();
        let other = thread::spawn(move || {
            for message in 1..=3 {
                sender.send(message).unwrap();
            }
        });
        for message in 1..=3 {
            assert_eq!(receiver.receive(), Some(message));
        }
        assert_eq!(receiver.receive(), None);
        other.join().unwrap();
    });
}

#[test]
fn $goes() {
    check(Some(3), || {
        let (sender, receiver) = $module::channel();
        let other = thread::spawn(move || drop(receiver));
        let _ = sender.send(1);
        other.join().unwrap();
        assert_eq!(sender.send(2), Err(2));
    });
}
    )*};
}

channel_with_ends! {
    channel_2: a_channel_delivers_2, a_channel_keeps_a_senders_order_2, a_receiver_goes_2;
    channel_3: a_channel_delivers_3, a_channel_keeps_a_senders_order_3, a_receiver_goes_3;
}

#[test]
fn the_last_message_comes_before_the_end() {
    check(None, || {
        let (sender, mut receiver) = channel_3::channel();
        let other = thread::spawn(move || sender.send(1).unwrap());
        assert_eq!(receiver.receive(), Some(1));
        assert_eq!(receiver.receive(), None);
        other.join().unwrap();
    });
}

#[test]
fn senders_find_the_next_block() {
    check(Some(3), || {
        let (sender, mut receiver) = channel_3::channel();
        let another = sender.clone();
        let others = [
            thread::spawn(move || [1, 2].map(|message| sender.send(message).unwrap())),
            thread::spawn(move || [another.send(4).unwrap(), another.send(8).unwrap()]),
        ];
        for other in others {
            other.join().unwrap();
        }
        let mut sum = 0;
        while let Some(message) = receiver.receive() {
            sum += message;
        }
        assert_eq!(sum, 15);
    });
}

/// Counts drops, in a cell: loom sees it when a value is dropped while somebody may still read it.
struct Dropped(std::sync::Arc<std::sync::atomic::AtomicU32>, Shared<u32>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.1.add_one();
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

fn dropped() -> (Dropped, impl Fn() -> u32) {
    let drops = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let count = drops.clone();
    (Dropped(drops, Shared::new()), move || {
        count.load(std::sync::atomic::Ordering::Relaxed)
    })
}

macro_rules! last_one_drops {
    ($($name:ident: $module:ident;)*) => {$(
        #[test]
        fn $name() {
            check(None, || {
                let (value, drops) = dropped();
                let first = $module::Arc::new(value);
                let others = [(); 2].map(|()| {
                    let owner = first.clone();
                    thread::spawn(move || owner.1.get())
                });
                assert_eq!(first.1.get(), 0);
                drop(first);
                for other in others {
                    other.join().unwrap();
                }
                assert_eq!(drops(), 1);
            });
        }
    )*};
}

last_one_drops! {
    the_last_owner_drops_1: arc_1;
    the_last_owner_drops_2: arc_2;
}

#[test]
fn whoever_is_alone_may_change_1() {
    check(None, || {
        let mut first = arc_1::Arc::new(Shared::new());
        let second = first.clone();
        let other = thread::spawn(move || second.get());
        if let Some(value) = arc_1::Arc::get_mut(&mut first) {
            value.add_one();
        }
        other.join().unwrap();
    });
}

#[test]
fn whoever_is_alone_may_change_2() {
    check(None, || {
        let mut first = arc_2::Arc::new(Shared::new());
        let weak = arc_2::Arc::downgrade(&first);
        let other = thread::spawn(move || {
            if let Some(owner) = weak.upgrade() {
                drop(weak);
                owner.get();
            }
        });
        if let Some(value) = arc_2::Arc::get_mut(&mut first) {
            value.add_one();
        }
        other.join().unwrap();
    });
}

#[test]
fn a_weak_reference_finds_the_value_or_nothing() {
    check(None, || {
        let (value, drops) = dropped();
        let owner = arc_2::Arc::new(value);
        let weak = arc_2::Arc::downgrade(&owner);
        let other = thread::spawn(move || {
            if let Some(owner) = weak.upgrade() {
                assert_eq!(owner.1.get(), 0);
            }
        });
        drop(owner);
        other.join().unwrap();
        assert_eq!(drops(), 1);
    });
}
