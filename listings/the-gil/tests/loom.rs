//! The lock and the biased count, in every execution that loom finds: the library's own files, with loom's atomics and locks in `sync`.

#[path = "../src/count.rs"]
#[allow(dead_code, reason = "only the biased count is looked at here")]
mod count;
#[path = "../src/gil.rs"]
#[allow(dead_code, reason = "not all of it is needed here")]
mod gil;

mod sync {
    use std::cell::Cell;
    use std::ops::{Deref, DerefMut};
    use std::time::Duration;

    pub use loom::sync::atomic::{
        AtomicBool, AtomicIsize, AtomicU32, AtomicUsize, Ordering, fence,
    };

    loom::thread_local! {
        static NUMBER: Cell<u32> = Cell::new(0);
    }

    pub fn set_thread_number(number: u32) {
        NUMBER.with(|cell| cell.set(number));
    }

    pub fn thread_number() -> u32 {
        NUMBER.with(Cell::get)
    }

    /// parking_lot's `Mutex`, as far as it is used.
    pub struct Mutex<T>(loom::sync::Mutex<T>);

    pub struct MutexGuard<'a, T>(&'a Mutex<T>, Option<loom::sync::MutexGuard<'a, T>>);

    impl<T> Mutex<T> {
        pub fn new(value: T) -> Self {
            Self(loom::sync::Mutex::new(value))
        }

        pub fn lock(&self) -> MutexGuard<'_, T> {
            MutexGuard(self, Some(self.0.lock().unwrap()))
        }
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.1.as_ref().unwrap()
        }
    }

    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.1.as_mut().unwrap()
        }
    }

    pub struct Condvar(loom::sync::Condvar);

    pub struct TimedOut;

    impl TimedOut {
        pub fn timed_out(&self) -> bool {
            true
        }
    }

    impl Condvar {
        pub fn new() -> Self {
            Self(loom::sync::Condvar::new())
        }

        pub fn notify_one(&self) {
            self.0.notify_one();
        }

        pub fn notify_all(&self) {
            self.0.notify_all();
        }

        pub fn wait<T>(&self, guard: &mut MutexGuard<T>) {
            let inner = guard.1.take().unwrap();
            guard.1 = Some(self.0.wait(inner).unwrap());
        }

        /// Loom knows no time. Every interval is over at once, which is the most impatient that a thread can be.
        pub fn wait_for<T>(&self, guard: &mut MutexGuard<T>, _: Duration) -> TimedOut {
            guard.1 = None;
            loom::thread::yield_now();
            guard.1 = Some(guard.0.0.lock().unwrap());
            TimedOut
        }
    }
}

use std::time::Duration;

use count::{Biased, Count, Left};
use gil::Gil;
use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use loom::sync::{Arc, Mutex};
use loom::thread;

/// An object with a biased count. Loom sees to it that no use of `data` is concurrent with its end.
struct Object {
    count: Biased,
    data: UnsafeCell<u32>,
    freed: AtomicUsize,
    asked: Mutex<Vec<u32>>,
}

impl Object {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            count: Biased::one(),
            data: UnsafeCell::new(0),
            freed: AtomicUsize::new(0),
            asked: Mutex::new(Vec::new()),
        })
    }

    /// Uses the object for the last time, and gives a reference back.
    fn give_back(&self) {
        self.data.with(|_| ());
        match self.count.decrement() {
            Left::Some => {}
            Left::None => self.free(),
            Left::AskOwner(owner) => self.asked.lock().unwrap().push(owner),
        }
    }

    fn settle(&self) {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        for owner in asked {
            assert_eq!(owner, 1);
            if self.count.settle() {
                self.free();
            }
        }
    }

    fn free(&self) {
        self.data.with_mut(|_| ());
        self.freed.fetch_add(1, SeqCst);
    }
}

/// The owner makes references for others, who make and give back their own; whatever the order, the object is freed once.
fn given_to(others: usize, more: bool) {
    let mut model = loom::model::Builder::new();
    // With three threads there is no end to it otherwise.
    model.preemption_bound = (others > 1).then_some(2);
    model.check(move || {
        sync::set_thread_number(1);
        let object = Object::new();
        let threads: Vec<_> = (0..others)
            .map(|other| {
                object.count.increment();
                let object = Arc::clone(&object);
                thread::spawn(move || {
                    sync::set_thread_number(other as u32 + 2);
                    if more {
                        object.count.increment();
                        object.give_back();
                    }
                    object.give_back();
                })
            })
            .collect();
        object.give_back();
        object.settle();
        for thread in threads {
            thread.join().unwrap();
        }
        object.settle();
        assert_eq!(object.freed.load(SeqCst), 1);
    });
}

#[test]
fn one_other_gives_back() {
    given_to(1, false);
}

#[test]
fn one_other_counts_too() {
    given_to(1, true);
}

#[test]
fn two_others_give_back() {
    given_to(2, false);
}

/// A reference stands in a place with a lock, a list say. The other makes one of its own from it, if it is still there; the owner
/// empties the place, and counts to zero while the other's reference lives.
#[test]
fn found_in_a_place() {
    loom::model(|| {
        sync::set_thread_number(1);
        let object = Object::new();
        let place = Arc::new(Mutex::new(true));
        let other = {
            let (object, place) = (Arc::clone(&object), Arc::clone(&place));
            thread::spawn(move || {
                sync::set_thread_number(2);
                let place = place.lock().unwrap();
                if *place {
                    object.count.increment();
                    drop(place);
                    object.give_back();
                }
            })
        };
        *place.lock().unwrap() = false;
        object.give_back();
        other.join().unwrap();
        object.settle();
        assert_eq!(object.freed.load(SeqCst), 1);
    });
}

/// The owner gives its only reference away, and is asked.
#[test]
fn a_gift_comes_back_as_a_question() {
    loom::model(|| {
        sync::set_thread_number(1);
        let object = Object::new();
        let gift = Arc::clone(&object);
        let other = thread::spawn(move || {
            sync::set_thread_number(2);
            gift.give_back();
        });
        object.settle();
        other.join().unwrap();
        object.settle();
        assert_eq!(object.freed.load(SeqCst), 1);
    });
}

/// Two threads that check between two uses: never both inside, and both come to their end.
#[test]
fn the_gil_lets_in_one() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let shared = Arc::new((Gil::new(Duration::ZERO), UnsafeCell::new(0)));
        let work = |number: u32, shared: &(Gil, UnsafeCell<u32>)| {
            sync::set_thread_number(number);
            let (gil, counter) = shared;
            // SAFETY: under the GIL; loom fails the test if it is not.
            let add_one = || counter.with_mut(|counter| unsafe { *counter += 1 });
            gil.take();
            add_one();
            gil.check();
            add_one();
            gil.release();
        };
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || work(2, &shared))
        };
        work(1, &shared);
        other.join().unwrap();
        // SAFETY: the other thread has ended.
        assert_eq!(shared.1.with(|counter| unsafe { *counter }), 4);
    });
}
