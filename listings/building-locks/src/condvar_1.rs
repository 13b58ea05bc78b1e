//! A condition variable, first step: a count of notifications, on which one sleeps.

use crate::futex;
use crate::lock::{Guard, RawLock};
use crate::sync::{AtomicU32, Ordering::Relaxed};

#[derive(Debug, Default)]
pub struct Condvar {
    notified: AtomicU32,
}

impl Condvar {
    // ANCHOR: condvar
    /// Lets the lock go, waits for a notification (or for nothing), and takes the lock again.
    pub fn wait<'a, R: RawLock, T>(&self, guard: Guard<'a, R, T>) -> Guard<'a, R, T> {
        // Relaxed: the lock orders this load before every notification that somebody gives who has seen the lock
        // free after us. It must come before the unlocking.
        let seen = self.notified.load(Relaxed);
        let lock = Guard::source(&guard);
        drop(guard);
        futex::wait(&self.notified, seen);
        lock.lock()
    }

    /// Wakes one that waits.
    pub fn notify_one(&self) {
        // Relaxed: what the waiter then looks at, it looks at under the lock.
        self.notified.fetch_add(1, Relaxed);
        futex::wake_one(&self.notified);
    }
    // ANCHOR_END: condvar

    /// Wakes all that wait.
    pub fn notify_all(&self) {
        self.notified.fetch_add(1, Relaxed);
        futex::wake_all(&self.notified);
    }
}
