//! A condition variable, second step: nobody calls the kernel to wake nobody.

use crate::futex;
use crate::lock::{Guard, RawLock};
use crate::sync::{AtomicU32, Ordering::Relaxed};

#[derive(Debug, Default)]
pub struct Condvar {
    notified: AtomicU32,
    waiters: AtomicU32,
}

impl Condvar {
    /// Lets the lock go, waits for a notification (or for nothing), and takes the lock again.
    pub fn wait<'a, R: RawLock, T>(&self, guard: Guard<'a, R, T>) -> Guard<'a, R, T> {
        // Relaxed, both: who changes what we wait for takes the lock after us, and so sees that we are counted,
        // and notifies after what we have seen. Without that lock this would be store buffering.
        self.waiters.fetch_add(1, Relaxed);
        let seen = self.notified.load(Relaxed);
        let lock = Guard::source(&guard);
        drop(guard);
        futex::wait(&self.notified, seen);
        // Relaxed: too late only costs a call.
        self.waiters.fetch_sub(1, Relaxed);
        lock.lock()
    }

    /// Wakes one that waits, if one does.
    #[inline]
    pub fn notify_one(&self) {
        if self.waiters.load(Relaxed) > 0 {
            self.notified.fetch_add(1, Relaxed);
            futex::wake_one(&self.notified);
        }
    }

    /// Wakes all that wait, if any do.
    #[inline]
    pub fn notify_all(&self) {
        if self.waiters.load(Relaxed) > 0 {
            self.notified.fetch_add(1, Relaxed);
            futex::wake_all(&self.notified);
        }
    }
}
