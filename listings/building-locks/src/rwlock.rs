//! What all readers-writer locks have in common: the value inside, and two kinds of guards.

use crate::sync::UnsafeCell;
use std::ops::{Deref, DerefMut};

/// A way to keep writers apart from everybody else.
///
/// # Safety
///
/// Between the end of a `write` and the beginning of its `unlock_write` no other `read` or `write` may return; and what happened
/// before an unlocking happens before every later locking that it kept waiting.
pub unsafe trait RawRwLock: Default {
    /// Waits until no writer is inside.
    fn read(&self);

    /// Waits until nobody is inside.
    fn write(&self);

    /// Leaves.
    ///
    /// # Safety
    ///
    /// It belongs to a `read`, and to no other `unlock_read`.
    unsafe fn unlock_read(&self);

    /// Leaves.
    ///
    /// # Safety
    ///
    /// It belongs to a `write`, and to no other `unlock_write`.
    unsafe fn unlock_write(&self);
}

/// A value that several may read, or one may write.
#[derive(Debug, Default)]
pub struct RwLock<R, T> {
    raw: R,
    value: UnsafeCell<T>,
}

// Safety: writers hand the value from thread to thread, hence `Send`; readers share it, hence `Sync`.
unsafe impl<R: RawRwLock + Sync, T: Send + Sync> Sync for RwLock<R, T> {}

/// The right to read. It may be sent and shared where the lock may be shared, for then `T` is `Sync`.
pub struct ReadGuard<'a, R: RawRwLock, T> {
    lock: &'a RwLock<R, T>,
}

/// The right to write. It may be sent and shared where the lock may be shared, for then `T` is `Send` and `Sync`.
pub struct WriteGuard<'a, R: RawRwLock, T> {
    lock: &'a RwLock<R, T>,
}

impl<R: RawRwLock, T> RwLock<R, T> {
    pub fn new(value: T) -> Self {
        Self {
            raw: R::default(),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until no writer is inside.
    #[inline]
    pub fn read(&self) -> ReadGuard<'_, R, T> {
        self.raw.read();
        ReadGuard { lock: self }
    }

    /// Waits until nobody is inside.
    #[inline]
    pub fn write(&self) -> WriteGuard<'_, R, T> {
        self.raw.write();
        WriteGuard { lock: self }
    }
}

impl<R: RawRwLock, T> Deref for ReadGuard<'_, R, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // Safety: while there is a guard for reading, there is none for writing.
        self.lock.value.with(|value| unsafe { &*value })
    }
}

impl<R: RawRwLock, T> Deref for WriteGuard<'_, R, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // Safety: this guard is the only one, and is borrowed as long as the reference lives.
        self.lock.value.with(|value| unsafe { &*value })
    }
}

impl<R: RawRwLock, T> DerefMut for WriteGuard<'_, R, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // Safety: this guard is the only one, and is borrowed, for changing, as long as the reference lives.
        self.lock.value.with_mut(|value| unsafe { &mut *value })
    }
}

impl<R: RawRwLock, T> Drop for ReadGuard<'_, R, T> {
    #[inline]
    fn drop(&mut self) {
        // Safety: the guard stands for one `read`, and is gone.
        unsafe { self.lock.raw.unlock_read() };
    }
}

impl<R: RawRwLock, T> Drop for WriteGuard<'_, R, T> {
    #[inline]
    fn drop(&mut self) {
        // Safety: the guard stands for one `write`, and is gone.
        unsafe { self.lock.raw.unlock_write() };
    }
}
