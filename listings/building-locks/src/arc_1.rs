//! Shared ownership, first step: a value and a count.

use crate::sync::{AtomicUsize, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, fence};
use std::ops::Deref;
use std::process;
use std::ptr::NonNull;

struct Shared<T> {
    owners: AtomicUsize,
    value: T,
}

/// One of the owners of a value; the last one drops it.
pub struct Arc<T> {
    shared: NonNull<Shared<T>>,
}

// Safety: owners share the value, hence `Sync`; the last one drops it, wherever it is, hence `Send`.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
unsafe impl<T: Send + Sync> Sync for Arc<T> {}

impl<T> Arc<T> {
    pub fn new(value: T) -> Self {
        Self {
            shared: NonNull::from(Box::leak(Box::new(Shared {
                owners: AtomicUsize::new(1),
                value,
            }))),
        }
    }

    fn shared(&self) -> &Shared<T> {
        // Safety: it lives as long as there is an owner.
        unsafe { self.shared.as_ref() }
    }

    // ANCHOR: get-mut
    /// The value, for changing, if there is no other owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        // Acquire pairs with the Release in `drop`: what the others did with the value comes before (message passing).
        if this.shared().owners.load(Acquire) == 1 {
            // Safety: nobody else can reach the value, or become an owner except through us.
            Some(unsafe { &mut this.shared.as_mut().value })
        } else {
            None
        }
    }
    // ANCHOR_END: get-mut
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared().value
    }
}

// ANCHOR: clone-drop
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        // Relaxed: an owner exists, and so the count cannot fall to zero meanwhile; no data come with it.
        if self.shared().owners.fetch_add(1, Relaxed) > usize::MAX / 2 {
            // Whoever forgets so many clones could make the count wrap around, and free what is in use.
            process::abort();
        }
        Self {
            shared: self.shared,
        }
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // Release pairs with the fence of the last owner: it frees after we have read (message passing).
        if self.shared().owners.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // Safety: nobody else owns it any more, and it came out of a `Box`.
            drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
        }
    }
}
// ANCHOR_END: clone-drop
