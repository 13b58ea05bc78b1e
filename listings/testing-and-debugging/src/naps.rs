//! `std`, with a nap before each step at which threads can meet.

use rand::RngExt;
use std::time::Duration;

/// Half of the time nothing, else a sleep of up to a fifth of a millisecond.
pub fn nap() {
    let mut random = rand::rng();
    if random.random() {
        std::thread::sleep(Duration::from_micros(random.random_range(0..200)));
    }
}

pub mod sync {
    use super::nap;
    pub use std::sync::{Arc, LockResult, MutexGuard};

    /// `std`'s mutex, taken a little later.
    pub struct Mutex<T>(std::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub fn new(value: T) -> Self {
            Self(std::sync::Mutex::new(value))
        }

        /// # Errors
        /// If the lock is poisoned.
        pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
            nap();
            self.0.lock()
        }
    }

    /// `std`'s condition variable, rung and waited for a little later.
    #[derive(Default)]
    pub struct Condvar(std::sync::Condvar);

    impl Condvar {
        #[must_use]
        pub fn new() -> Self {
            Self::default()
        }

        /// # Errors
        /// If the lock is poisoned.
        pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
            nap();
            self.0.wait(guard)
        }

        pub fn notify_one(&self) {
            nap();
            self.0.notify_one();
        }
    }

    pub mod atomic {
        use super::super::nap;
        pub use std::sync::atomic::Ordering;

        /// `std`'s atomic number, loaded and stored a little later.
        pub struct AtomicU32(std::sync::atomic::AtomicU32);

        impl AtomicU32 {
            #[must_use]
            pub const fn new(value: u32) -> Self {
                Self(std::sync::atomic::AtomicU32::new(value))
            }

            pub fn load(&self, ordering: Ordering) -> u32 {
                nap();
                self.0.load(ordering)
            }

            pub fn store(&self, value: u32, ordering: Ordering) {
                nap();
                self.0.store(value, ordering);
            }
        }

        /// `std`'s atomic flag, loaded and stored a little later.
        pub struct AtomicBool(std::sync::atomic::AtomicBool);

        impl AtomicBool {
            #[must_use]
            pub const fn new(value: bool) -> Self {
                Self(std::sync::atomic::AtomicBool::new(value))
            }

            pub fn load(&self, ordering: Ordering) -> bool {
                nap();
                self.0.load(ordering)
            }

            pub fn store(&self, value: bool, ordering: Ordering) {
                nap();
                self.0.store(value, ordering);
            }
        }
    }
}

pub mod cell {
    /// `std`'s cell, reached a little later.
    pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub const fn new(value: T) -> Self {
            Self(std::cell::UnsafeCell::new(value))
        }

        pub fn get(&self) -> *mut T {
            super::nap();
            self.0.get()
        }
    }
}

pub mod thread {
    pub use std::thread::JoinHandle;

    /// Spawns a thread that starts a little later.
    pub fn spawn<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        std::thread::spawn(move || {
            super::nap();
            body()
        })
    }
}
