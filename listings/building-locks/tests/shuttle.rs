//! The locks that loom cannot try with three threads, in some thousands of random schedules.
#![allow(dead_code)]

/// What `src/sync.rs` has, by shuttle.
mod sync {
    pub use shuttle::hint::spin_loop;
    pub use shuttle::sync::atomic::{AtomicBool, AtomicU32, Ordering};
    pub use shuttle::thread::yield_now;

    /// Of accesses that race, shuttle notices the lost updates only.
    #[derive(Debug, Default)]
    pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub fn new(value: T) -> Self {
            Self(std::cell::UnsafeCell::new(value))
        }

        pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
            read(self.0.get())
        }

        pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
            write(self.0.get())
        }
    }
}

#[path = "../src/lock.rs"]
mod lock;
#[path = "../src/spin_1.rs"]
mod spin_1;
#[path = "../src/spin_2.rs"]
mod spin_2;
#[path = "../src/spin_3.rs"]
mod spin_3;
#[path = "../src/ticket_1.rs"]
mod ticket_1;

use lock::{Lock, RawLock};
use shuttle::thread;
use std::sync::Arc;

fn counts<R: RawLock + Send + Sync + 'static>() {
    let model = || {
        let count = Arc::new(Lock::<R, u32>::new(0));
        let others = [(); 3].map(|()| {
            let count = count.clone();
            thread::spawn(move || {
                let mut count = count.lock();
                let seen = *count;
                thread::yield_now();
                *count = seen + 1;
            })
        });
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(*count.lock(), 3);
    };
    shuttle::check_random(model, 2_000);
    shuttle::check_pct(model, 2_000, 3);
}

#[test]
fn spin_1_counts() {
    counts::<spin_1::Spin>();
}

#[test]
fn spin_2_counts() {
    counts::<spin_2::Spin>();
}

#[test]
fn spin_3_counts() {
    counts::<spin_3::Spin>();
}

#[test]
fn ticket_1_counts() {
    counts::<ticket_1::Ticket>();
}
