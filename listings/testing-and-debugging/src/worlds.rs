//! What stands for `std` where a tool is a library.

/// Loom's, with a cell that tells it of each access.
pub mod loom {
    pub use ::loom::{sync, thread};

    pub mod cell {
        /// A cell of loom's, with the method of `std`'s.
        pub struct UnsafeCell<T>(::loom::cell::UnsafeCell<T>);

        impl<T> UnsafeCell<T> {
            pub fn new(value: T) -> Self {
                Self(::loom::cell::UnsafeCell::new(value))
            }

            /// For loom this is a write, which ends at once; whoever asks writes right after.
            pub fn get(&self) -> *mut T {
                self.0.with_mut(|inside| inside)
            }
        }
    }
}

/// Shuttle's. It has no cell: it does not watch memory.
pub mod shuttle {
    pub use ::shuttle::{sync, thread};
    pub use std::cell;
}

/// `parking_lot`'s locks, and naps before them.
pub mod parking {
    pub use crate::naps::{cell, thread};

    pub mod sync {
        use crate::naps::nap;
        pub use crate::naps::sync::atomic;
        use std::convert::Infallible;
        pub use std::sync::Arc;

        pub struct Mutex<T>(parking_lot::Mutex<T>);

        impl<T> Mutex<T> {
            pub const fn new(value: T) -> Self {
                Self(parking_lot::Mutex::new(value))
            }

            pub fn lock(&self) -> Result<parking_lot::MutexGuard<'_, T>, Infallible> {
                nap();
                Ok(self.0.lock())
            }
        }

        #[derive(Default)]
        pub struct Condvar(parking_lot::Condvar);

        impl Condvar {
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            pub fn wait<'a, T>(
                &self,
                mut guard: parking_lot::MutexGuard<'a, T>,
            ) -> Result<parking_lot::MutexGuard<'a, T>, Infallible> {
                nap();
                self.0.wait(&mut guard);
                Ok(guard)
            }

            pub fn notify_one(&self) {
                nap();
                self.0.notify_one();
            }
        }
    }
}
