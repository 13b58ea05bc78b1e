//! Every primitive on real threads, with more threads than cores: what loom cannot try, with the real futex.

use building_locks::lock::{Lock, RawLock};
use building_locks::rwlock::{RawRwLock, RwLock};
use building_locks::*;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const THREADS: u32 = 4;
const TURNS: u32 = 2_000;

fn counts<R: RawLock + Sync>() {
    let count = Lock::<R, u32>::new(0);
    thread::scope(|s| {
        for _ in 0..THREADS {
            s.spawn(|| {
                for _ in 0..TURNS {
                    *count.lock() += 1;
                }
            });
        }
    });
    assert_eq!(*count.lock(), THREADS * TURNS);
}

#[test]
fn every_lock_counts() {
    counts::<spin_1::Spin>();
    counts::<spin_2::Spin>();
    counts::<spin_3::Spin>();
    counts::<ticket_2::Ticket>();
    counts::<mutex_1::Futex>();
    counts::<mutex_2::Futex>();
    counts::<mutex_3::Futex>();
}

// Whoever must wait for a certain thread while all cores are taken waits for time slices: fewer turns.
#[test]
fn a_lock_with_tickets_counts() {
    let count = Lock::<ticket_1::Ticket, u32>::new(0);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..TURNS).for_each(|_| *count.lock() += 1));
        }
    });
    assert_eq!(*count.lock(), 2 * TURNS);
}

#[test]
fn queue_locks_count() {
    let count = mcs_1::Mcs::new(0);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| (0..TURNS).for_each(|_| count.with(|count| *count += 1)));
        }
    });
    assert_eq!(count.with(|count| *count), 2 * TURNS);

    let count = mcs_2::Mcs::new(0);
    thread::scope(|s| {
        for _ in 0..THREADS {
            s.spawn(|| (0..TURNS).for_each(|_| count.with(|count| *count += 1)));
        }
    });
    assert_eq!(count.with(|count| *count), THREADS * TURNS);
}

#[test]
fn a_queue_lock_survives_a_panic() {
    let lock = mcs_2::Mcs::new(0);
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| lock.with(|_| panic!("inside"))));
    assert!(panicked.is_err());
    assert_eq!(lock.with(|value| *value), 0);
}

#[test]
fn a_guard_dropped_by_a_panic_unlocks() {
    let lock = Mutex::new(1);
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
        let _guard = lock.lock();
        panic!("inside");
    }));
    assert!(panicked.is_err());
    assert_eq!(*lock.lock(), 1);
}

fn keeps_apart<R: RawRwLock + Sync>() {
    let pair = RwLock::<R, (u32, u32)>::new((0, 0));
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                for _ in 0..TURNS {
                    let mut pair = pair.write();
                    pair.0 += 1;
                    pair.1 += 1;
                }
            });
            s.spawn(|| {
                for _ in 0..TURNS {
                    let pair = pair.read();
                    assert_eq!(pair.0, pair.1);
                }
            });
        }
    });
    assert_eq!(*pair.read(), (2 * TURNS, 2 * TURNS));
}

#[test]
fn readers_never_see_half_of_a_write() {
    keeps_apart::<rwlock_1::OneQueue>();
    keeps_apart::<rwlock_2::TwoQueues>();
}

#[test]
fn readers_meet_inside() {
    let (lock, meeting) = (building_locks::RwLock::new(()), Barrier::new(2));
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let _reading = lock.read();
                meeting.wait();
            });
        }
    });
}

#[test]
fn a_writer_goes_before_new_readers() {
    let lock = building_locks::RwLock::new(0);
    let first = lock.read();
    thread::scope(|s| {
        let writer = s.spawn(|| *lock.write() = 1);
        // Once it sleeps, new readers stay behind it. However long that takes, they see what it wrote.
        thread::sleep(Duration::from_millis(100));
        let reader = s.spawn(|| *lock.read());
        thread::sleep(Duration::from_millis(50));
        assert!(!reader.is_finished());
        drop(first);
        writer.join().unwrap();
        assert_eq!(reader.join().unwrap(), 1);
    });
}

#[test]
fn no_more_inside_than_permits() {
    let (semaphore, inside, most) = (Semaphore::new(2), AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        for _ in 0..THREADS {
            s.spawn(|| {
                for _ in 0..TURNS {
                    semaphore.acquire();
                    most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                    inside.fetch_sub(1, SeqCst);
                    semaphore.release();
                }
            });
        }
    });
    assert!(most.into_inner() <= 2);
    assert!(semaphore.try_acquire() && semaphore.try_acquire() && !semaphore.try_acquire());
}

#[test]
#[should_panic(expected = "too many permits")]
fn permits_do_not_overflow() {
    Semaphore::new(65_535).release();
}

#[test]
fn nobody_is_a_round_ahead() {
    let (barrier, rounds) = (Barrier::new(THREADS), AtomicU32::new(0));
    let last: u32 = thread::scope(|s| {
        let all: Vec<_> = (0..THREADS)
            .map(|_| {
                s.spawn(|| {
                    let mut last = 0;
                    for round in 0..300 {
                        rounds.fetch_add(1, Relaxed);
                        last += u32::from(barrier.wait());
                        assert_eq!(rounds.load(Relaxed), (round + 1) * THREADS);
                        barrier.wait();
                    }
                    last
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(last, 300);
}

// 65,536 rounds, and the number of the round begins again.
#[test]
fn a_barrier_outlives_its_numbers() {
    let barrier = Barrier::new(1);
    assert!((0..70_000).all(|_| barrier.wait()));
}

#[test]
fn made_once_for_all() {
    for _ in 0..200 {
        let (once, made) = (Once::default(), AtomicU32::new(0));
        thread::scope(|s| {
            for _ in 0..THREADS {
                s.spawn(|| {
                    let value = once.get_or_init(|| {
                        made.fetch_add(1, Relaxed);
                        String::from("made")
                    });
                    assert_eq!(value, "made");
                });
            }
        });
        assert_eq!(made.into_inner(), 1);
    }
}

#[test]
fn after_a_panic_the_next_one_makes_it() {
    let once = Once::default();
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
        once.get_or_init(|| panic!("no luck"));
    }));
    assert!(panicked.is_err());
    assert_eq!(once.get(), None);
    assert_eq!(*once.get_or_init(|| 7), 7);
}

#[test]
fn one_message_is_received_once() {
    for _ in 0..200 {
        let (sender, receiver) = oneshot_2::channel();
        thread::scope(|s| {
            s.spawn(|| assert_eq!(receiver.receive().as_deref(), Some("hello")));
            s.spawn(|| sender.send(String::from("hello")));
        });
    }
    let channel = oneshot_1::Channel::default();
    assert!(!channel.is_ready());
    channel.send(1);
    assert!(channel.is_ready());
    assert_eq!(channel.receive(), 1);
}

#[test]
#[should_panic(expected = "only one message")]
fn a_second_message_panics() {
    let channel = oneshot_1::Channel::default();
    channel.send(1);
    channel.send(2);
}

#[test]
fn every_message_arrives_in_its_senders_order() {
    let (sender, mut receiver) = channel();
    thread::scope(|s| {
        for me in 0..THREADS {
            let sender = sender.clone();
            s.spawn(move || (0..TURNS).for_each(|n| sender.send((me, n)).unwrap()));
        }
        drop(sender);
        let mut next = [0; THREADS as usize];
        while let Some((from, n)) = receiver.receive() {
            assert_eq!(n, next[from as usize]);
            next[from as usize] += 1;
        }
        assert_eq!(next, [TURNS; THREADS as usize]);
    });
}

#[test]
fn a_message_that_nobody_receives_is_dropped_once() {
    struct Counted<'a>(&'a AtomicU32);
    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, Relaxed);
        }
    }
    let drops = AtomicU32::new(0);
    let (sender, mut receiver) = channel();
    for _ in 0..3 {
        assert!(sender.send(Counted(&drops)).is_ok());
    }
    drop(receiver.receive());
    assert_eq!(drops.load(Relaxed), 1);
    drop(receiver);
    assert!(sender.send(Counted(&drops)).is_err());
    drop(sender);
    assert_eq!(drops.load(Relaxed), 4);
}

#[test]
fn owners_come_and_go() {
    let gone = AtomicBool::new(false);
    struct Value<'a>(&'a AtomicBool);
    impl Drop for Value<'_> {
        fn drop(&mut self) {
            assert!(!self.0.swap(true, SeqCst), "dropped twice");
        }
    }
    let first = Arc::new(Value(&gone));
    let weak = Arc::downgrade(&first);
    thread::scope(|s| {
        for _ in 0..THREADS {
            let (owner, weak) = (first.clone(), weak.clone());
            s.spawn(move || {
                for _ in 0..TURNS {
                    drop(owner.clone());
                    assert!(!weak.upgrade().expect("there is an owner").0.load(SeqCst));
                    drop(Arc::downgrade(&owner));
                }
            });
        }
    });
    assert!(!gone.load(SeqCst));
    drop(first);
    assert!(gone.load(SeqCst));
    assert!(weak.upgrade().is_none());
}

#[test]
fn the_portable_futex_wakes() {
    use building_locks::futex::portable;
    let word = AtomicU32::new(0);
    portable::wait(&word, 1);
    thread::scope(|s| {
        s.spawn(|| {
            while word.load(SeqCst) == 0 {
                portable::wait(&word, 0);
            }
        });
        thread::sleep(Duration::from_millis(20));
        word.store(1, SeqCst);
        portable::wake_one(&word);
    });
}
