//! A value that is made once, by whoever comes first.

use crate::futex;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, UnsafeCell};

const EMPTY: u32 = 0;
const BUSY: u32 = 1;
/// Busy, and somebody may be asleep.
const WAITED_FOR: u32 = 2;
const READY: u32 = 3;

/// A value that is not there yet, or there for good.
#[derive(Debug)]
pub struct Once<T> {
    state: AtomicU32,
    value: UnsafeCell<Option<T>>,
}

// Safety: `get` shares the value, hence `Sync`; it may be made in one thread and dropped in another, hence `Send`.
unsafe impl<T: Send + Sync> Sync for Once<T> {}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self {
            state: AtomicU32::new(EMPTY),
            value: UnsafeCell::new(None),
        }
    }
}

impl<T> Once<T> {
    // ANCHOR: get
    /// The value, if it is there.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // Acquire pairs with the Release in `Attempt::drop`: who sees READY sees the value (message passing).
        if self.state.load(Acquire) == READY {
            // Safety: after READY nobody writes any more.
            self.value.with(|value| unsafe { (*value).as_ref() })
        } else {
            None
        }
    }
    // ANCHOR_END: get

    // ANCHOR: init
    /// The value. Whoever comes first makes it, and the others wait. If `make` panics, the next one tries; if it asks for the
    /// value itself, it waits for ever.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        loop {
            if let Some(value) = self.get() {
                return value;
            }
            // Acquire pairs with the Release of an attempt that panicked: this `make` sees what that one left behind (message passing).
            match self.state.compare_exchange(EMPTY, BUSY, Acquire, Relaxed) {
                Ok(_) => {
                    let mut attempt = Attempt {
                        once: self,
                        leaves: EMPTY,
                    };
                    let made = make();
                    // Safety: between BUSY and the end of the attempt the cell is ours.
                    self.value.with_mut(|value| unsafe { *value = Some(made) });
                    attempt.leaves = READY;
                    break;
                }
                Err(READY) => {}
                // Relaxed: only an announcement. If it fails, the sleep returns at once.
                Err(_) => {
                    let _ = self
                        .state
                        .compare_exchange(BUSY, WAITED_FOR, Relaxed, Relaxed);
                    futex::wait(&self.state, WAITED_FOR);
                }
            }
        }
        self.get().expect("made just now")
    }
    // ANCHOR_END: init
}

/// Whoever makes the value holds one of these, and leaves the state as it says, even by a panic.
struct Attempt<'a, T> {
    once: &'a Once<T>,
    leaves: u32,
}

impl<T> Drop for Attempt<'_, T> {
    fn drop(&mut self) {
        // Release pairs with both Acquires above (message passing).
        if self.once.state.swap(self.leaves, Release) == WAITED_FOR {
            futex::wake_all(&self.once.state);
        }
    }
}
