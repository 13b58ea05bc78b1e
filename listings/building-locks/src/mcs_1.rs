//! The queue lock of Mellor-Crummey and Scott: everybody waits at a place of its own.

use crate::sync::{
    AtomicBool, AtomicPtr,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
    UnsafeCell, spin_loop,
};
use std::ptr;

/// A value that one thread at a time may use; they come in the order of asking.
#[derive(Debug)]
pub struct Mcs<T> {
    /// The place of whoever came last, or null.
    last: AtomicPtr<Place>,
    value: UnsafeCell<T>,
}

// Safety: `with` gives the value to one thread at a time; see `Lock`.
unsafe impl<T: Send> Sync for Mcs<T> {}

/// A place in the queue, on the stack of the thread that stands there.
#[derive(Debug)]
struct Place {
    waits: AtomicBool,
    /// The place of whoever came next, or null.
    next: AtomicPtr<Place>,
}

impl<T> Mcs<T> {
    pub fn new(value: T) -> Self {
        Self {
            last: AtomicPtr::new(ptr::null_mut()),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits for its turn, and calls `f` with the value.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let place = Place {
            waits: AtomicBool::new(true),
            next: AtomicPtr::new(ptr::null_mut()),
        };
        self.lock(&place);
        let _held = Held {
            lock: self,
            place: &place,
        };
        // Safety: between `lock` and the drop of `_held`, nobody else is here.
        self.value.with_mut(|value| f(unsafe { &mut *value }))
    }

    // ANCHOR: lock
    fn lock(&self, place: &Place) {
        // Release pairs with the Acquire of the next one's swap: it finds a finished place (message passing).
        // Acquire pairs with the Release of the one before, and with that of an `unlock` that left the queue empty.
        let before = self.last.swap(ptr::from_ref(place).cast_mut(), AcqRel);
        // Safety: whoever stands before us cannot leave without seeing `next`: its `unlock` takes the queue to be empty
        // only if `last` is still its own place.
        if let Some(before) = unsafe { before.as_ref() } {
            // Release pairs with the Acquire in `unlock`.
            before.next.store(ptr::from_ref(place).cast_mut(), Release);
            // Acquire pairs with the Release at the end of `unlock` (message passing).
            while place.waits.load(Acquire) {
                spin_loop();
            }
        }
    }

    fn unlock(&self, place: &Place) {
        let mut next = place.next.load(Acquire);
        if next.is_null() {
            let me = ptr::from_ref(place).cast_mut();
            // Release pairs with the Acquire of the next swap in `lock` (message passing).
            if self
                .last
                .compare_exchange(me, ptr::null_mut(), Release, Relaxed)
                .is_ok()
            {
                return;
            }
            // Somebody has come, and is about to say so. Acquire pairs with the Release in `lock`.
            next = place.next.load(Acquire);
            while next.is_null() {
                spin_loop();
                next = place.next.load(Acquire);
            }
        }
        // Safety: the next one waits, and its place lives, until this store; nobody looks at it afterwards.
        // Release pairs with the Acquire in `lock` (message passing).
        unsafe { (*next).waits.store(false, Release) };
    }
    // ANCHOR_END: lock
}

/// Unlocks when dropped, after a panic too.
struct Held<'a, T> {
    lock: &'a Mcs<T>,
    place: &'a Place,
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        self.lock.unlock(self.place);
    }
}
