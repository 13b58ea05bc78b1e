//! What all mutual exclusion has in common: the value inside, and the guard.

use crate::sync::UnsafeCell;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// A way to keep all threads but one out. It knows nothing of what it guards.
///
/// # Safety
///
/// Between the end of a `lock` and the beginning of the `unlock` that follows it, no other `lock` may return; and all that
/// happened before an `unlock` happens before the next `lock` returns.
pub unsafe trait RawLock: Default {
    /// Waits for its turn.
    fn lock(&self);

    /// Lets the next one in.
    ///
    /// # Safety
    ///
    /// The lock is held, and whoever holds it gives it up with this call.
    unsafe fn unlock(&self);
}

// ANCHOR: lock
/// A value that is reached through a [`Guard`] only.
#[derive(Debug, Default)]
pub struct Lock<R, T> {
    raw: R,
    value: UnsafeCell<T>,
}

// Safety: at any time one guard at most leads to the value. Threads that share the lock hand the value
// from one to the next, so it must be `Send`; no two hold it at once, so it need not be `Sync`.
unsafe impl<R: RawLock + Sync, T: Send> Sync for Lock<R, T> {}

/// The right to the value; dropping it lets the next one in.
pub struct Guard<'a, R: RawLock, T> {
    lock: &'a Lock<R, T>,
    /// Keeps the compiler from deciding by itself, from the field above, that a guard may be shared.
    decided_below: PhantomData<*mut T>,
}

// Safety: a guard leads to the value, as a `&mut T` does, and may be sent and shared where that may.
// Any thread may unlock.
unsafe impl<R: RawLock + Sync, T: Send> Send for Guard<'_, R, T> {}
unsafe impl<R: RawLock + Sync, T: Sync> Sync for Guard<'_, R, T> {}
// ANCHOR_END: lock

impl<R: RawLock, T> Lock<R, T> {
    pub fn new(value: T) -> Self {
        Self {
            raw: R::default(),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody holds the lock, and takes it.
    #[inline]
    pub fn lock(&self) -> Guard<'_, R, T> {
        self.raw.lock();
        Guard {
            lock: self,
            decided_below: PhantomData,
        }
    }
}

impl<'a, R: RawLock, T> Guard<'a, R, T> {
    /// The lock that a guard is of.
    #[inline]
    pub fn source(guard: &Self) -> &'a Lock<R, T> {
        guard.lock
    }
}

impl<R: RawLock, T> Deref for Guard<'_, R, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // Safety: this guard is the only one, and is borrowed as long as the reference lives.
        self.lock.value.with(|value| unsafe { &*value })
    }
}

impl<R: RawLock, T> DerefMut for Guard<'_, R, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // Safety: this guard is the only one, and is borrowed, for changing, as long as the reference lives.
        self.lock.value.with_mut(|value| unsafe { &mut *value })
    }
}

impl<R: RawLock, T> Drop for Guard<'_, R, T> {
    #[inline]
    fn drop(&mut self) {
        // Safety: the guard stands for the held lock, and is gone.
        unsafe { self.lock.raw.unlock() };
    }
}
