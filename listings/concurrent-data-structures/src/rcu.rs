//! Read, copy, update.

use std::marker::PhantomData;
use std::ops::Deref;

use crate::reclaim::{Guard, Reclaim};
use crate::sync::Mutex;
use crate::sync::atomic::AtomicPtr;
use crate::sync::atomic::Ordering::{Relaxed, Release};

/// A value that is read as it is, and replaced as a whole.
pub struct Rcu<T, R: Reclaim> {
    current: AtomicPtr<T>,
    /// One update at a time.
    writer: Mutex<()>,
    reclaim: R,
    owns: PhantomData<T>,
}

// SAFETY: many threads read one value at the same time (`Sync`), and the last of them may be the one to drop it (`Send`).
unsafe impl<T: Send + Sync, R: Reclaim> Sync for Rcu<T, R> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync, R: Reclaim> Send for Rcu<T, R> {}

/// A look at the value that was current when the look began.
pub struct Look<'a, T, R: Reclaim + 'a> {
    value: *const T,
    /// Keeps the value.
    _guard: R::Guard<'a>,
    lives: PhantomData<&'a T>,
}

impl<T, R: Reclaim> Deref for Look<'_, T, R> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: never null; the guard protects it, and nobody changes a value that has been published.
        unsafe { &*self.value }
    }
}

impl<T: Send + Sync + 'static, R: Reclaim> Rcu<T, R> {
    /// Begins with this value.
    pub fn new(value: T) -> Self {
        Rcu {
            current: AtomicPtr::new(Box::into_raw(Box::new(value))),
            writer: Mutex::new(()),
            reclaim: R::default(),
            owns: PhantomData,
        }
    }

    // ANCHOR: read
    /// The value as it is now, and stays for who looks, whatever others publish meanwhile.
    pub fn read(&self) -> Look<'_, T, R> {
        let guard = self.reclaim.guard();
        let value = guard.protect(0, &self.current);
        Look {
            value,
            _guard: guard,
            lives: PhantomData,
        }
    }
    // ANCHOR_END: read

    // ANCHOR: update
    /// Publishes what the closure makes of the current value.
    pub fn update(&self, change: impl FnOnce(&T) -> T) {
        let _alone = self.writer.lock().unwrap();
        let guard = self.reclaim.guard();
        // SAFETY: only updates replace the value, one at a time: it stays while we copy.
        let new = change(unsafe { &*self.current.load(Relaxed) });
        let new = Box::into_raw(Box::new(new));
        // Release: who finds the new value finds it complete. Pairs with the acquire in `protect`. (The old one was
        // published under the same lock, so that there is nothing to acquire.)
        let old = self.current.swap(new, Release);
        // SAFETY: no pointer leads to it any more, and only the update that took it out retires it.
        unsafe { guard.retire(old) };
    }
    // ANCHOR_END: update
}

impl<T, R: Reclaim> Drop for Rcu<T, R> {
    fn drop(&mut self) {
        // SAFETY: looks borrow `self`, and there are none any more. (Who has it alone has acquired all that others did.)
        drop(unsafe { Box::from_raw(self.current.load(Relaxed)) });
    }
}
