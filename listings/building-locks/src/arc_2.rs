//! Shared ownership, second step: with references that do not keep the value alive.

use crate::sync::{
    AtomicUsize, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, UnsafeCell, fence,
    spin_loop,
};
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::process;
use std::ptr::NonNull;

struct Shared<T> {
    /// How many `Arc`s there are. At zero the value is dropped.
    owners: AtomicUsize,
    /// How many `Weak`s, and one more for all `Arc`s together. At zero the memory is freed. [`LOCKED`] while `get_mut` counts.
    references: AtomicUsize,
    value: UnsafeCell<ManuallyDrop<T>>,
}

const LOCKED: usize = usize::MAX;
/// Whoever forgets so many could make a count wrap around, and free what is in use.
const MANY: usize = usize::MAX / 2;

/// One of the owners of a value; the last one drops it.
pub struct Arc<T> {
    shared: NonNull<Shared<T>>,
}

/// A reference to a value that may be gone.
pub struct Weak<T> {
    shared: NonNull<Shared<T>>,
}

// Safety: owners share the value, hence `Sync`; the last one drops it, wherever it is, hence `Send`. A `Weak` can become an owner.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
unsafe impl<T: Send + Sync> Sync for Arc<T> {}
unsafe impl<T: Send + Sync> Send for Weak<T> {}
unsafe impl<T: Send + Sync> Sync for Weak<T> {}

impl<T> Arc<T> {
    pub fn new(value: T) -> Self {
        Self {
            shared: NonNull::from(Box::leak(Box::new(Shared {
                owners: AtomicUsize::new(1),
                references: AtomicUsize::new(1),
                value: UnsafeCell::new(ManuallyDrop::new(value)),
            }))),
        }
    }

    fn shared(&self) -> &Shared<T> {
        // Safety: it lives as long as there is a reference, and all owners have one together.
        unsafe { self.shared.as_ref() }
    }

    // ANCHOR: downgrade
    /// A reference that does not keep the value alive.
    pub fn downgrade(this: &Self) -> Weak<T> {
        let mut references = this.shared().references.load(Relaxed);
        loop {
            if references == LOCKED {
                spin_loop();
                references = this.shared().references.load(Relaxed);
                continue;
            }
            if references > MANY {
                process::abort();
            }
            // Acquire pairs with the Release at the end of `get_mut`. Who downgrades may then drop its owner, and `get_mut`, which
            // counted before it unlocked, must not have seen that (load buffering).
            match this.shared().references.compare_exchange_weak(
                references,
                references + 1,
                Acquire,
                Relaxed,
            ) {
                Ok(_) => {
                    return Weak {
                        shared: this.shared,
                    };
                }
                Err(now) => references = now,
            }
        }
    }
    // ANCHOR_END: downgrade

    // ANCHOR: get-mut
    /// The value, for changing, if there is no other owner and no [`Weak`].
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        let shared = this.shared();
        // Two counts cannot be read in one step. Locking one of them keeps new `Weak`s away meanwhile.
        // Acquire pairs with the Release in the drop of a `Weak`: if it was an owner for a time, its clones are counted (message passing).
        shared
            .references
            .compare_exchange(1, LOCKED, Acquire, Relaxed)
            .ok()?;
        // Acquire pairs with the Release in the drop of an `Arc`: what the others did with the value comes before (message passing).
        let alone = shared.owners.load(Acquire) == 1;
        // Release pairs with the Acquire in `downgrade` (load buffering).
        shared.references.store(1, Release);
        // Safety: nobody else can reach the value, or come to reach it except through us.
        alone.then(|| shared.value.with_mut(|value| unsafe { &mut **value }))
    }
    // ANCHOR_END: get-mut
}

impl<T> Weak<T> {
    fn shared(&self) -> &Shared<T> {
        // Safety: it lives as long as there is a reference.
        unsafe { self.shared.as_ref() }
    }

    // ANCHOR: upgrade
    /// One owner more, unless the value is gone.
    pub fn upgrade(&self) -> Option<Arc<T>> {
        // Relaxed: no data come with the count. Whoever made the `Weak` and gave it to us has given us the value with it.
        let mut owners = self.shared().owners.load(Relaxed);
        loop {
            if owners == 0 {
                return None;
            }
            if owners > MANY {
                process::abort();
            }
            match self
                .shared()
                .owners
                .compare_exchange_weak(owners, owners + 1, Relaxed, Relaxed)
            {
                Ok(_) => {
                    return Some(Arc {
                        shared: self.shared,
                    });
                }
                Err(now) => owners = now,
            }
        }
    }
    // ANCHOR_END: upgrade
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // Safety: while there are two owners or more nobody changes the value.
        self.shared().value.with(|value| unsafe { &**value })
    }
}

impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        // Relaxed: an owner exists, and so the count cannot fall to zero meanwhile; no data come with it.
        if self.shared().owners.fetch_add(1, Relaxed) > MANY {
            process::abort();
        }
        Self {
            shared: self.shared,
        }
    }
}

impl<T> Clone for Weak<T> {
    fn clone(&self) -> Self {
        // Relaxed: a `Weak` exists, and so nobody can have locked the count, and it cannot fall to zero.
        if self.shared().references.fetch_add(1, Relaxed) > MANY {
            process::abort();
        }
        Self {
            shared: self.shared,
        }
    }
}

// ANCHOR: drop
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // Release pairs with the fence of the last owner, and with `get_mut`: it drops after we have read (message passing).
        if self.shared().owners.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // Even if dropping the value panics, the memory is freed.
            let _references = Weak {
                shared: self.shared,
            };
            // Safety: there is no owner any more, and never will be.
            self.shared()
                .value
                .with_mut(|value| unsafe { ManuallyDrop::drop(&mut *value) });
        }
    }
}

impl<T> Drop for Weak<T> {
    fn drop(&mut self) {
        // Release pairs with the fence of the last reference (message passing).
        if self.shared().references.fetch_sub(1, Release) == 1 {
            fence(Acquire);
            // Safety: there is no reference any more, and it came out of a `Box`.
            drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
        }
    }
}
// ANCHOR_END: drop

impl<T: fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
