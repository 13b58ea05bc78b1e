//! What the structures are made of: the standard library's, in the form that loom's has too.

pub use std::hint::spin_loop;
pub use std::sync::atomic;
pub use std::sync::{Arc, Mutex, MutexGuard};
pub use std::thread::yield_now;

/// `std`'s cell, with loom's methods: an access is a closure, so that loom sees where it begins and ends.
pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    /// A cell with this value.
    pub const fn new(value: T) -> Self {
        UnsafeCell(std::cell::UnsafeCell::new(value))
    }

    /// Gives the closure a pointer for reading.
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    /// Gives the closure a pointer for writing.
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}
