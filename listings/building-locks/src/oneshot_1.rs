//! A channel for one message, first step: misuse is found while the program runs.

use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, UnsafeCell};

const EMPTY: u32 = 0;
const WRITING: u32 = 1;
const READY: u32 = 2;
const READING: u32 = 3;

/// Room for one message.
#[derive(Debug)]
pub struct Channel<T> {
    state: AtomicU32,
    message: UnsafeCell<Option<T>>,
}

// Safety: the message goes from thread to thread. The states WRITING and READING let in one thread each, one after the other.
unsafe impl<T: Send> Sync for Channel<T> {}

impl<T> Default for Channel<T> {
    fn default() -> Self {
        Self {
            state: AtomicU32::new(EMPTY),
            message: UnsafeCell::new(None),
        }
    }
}

impl<T> Channel<T> {
    /// # Panics
    ///
    /// If something was sent before.
    pub fn send(&self, message: T) {
        // Relaxed: nobody was here before.
        let empty = self
            .state
            .compare_exchange(EMPTY, WRITING, Relaxed, Relaxed);
        assert!(empty.is_ok(), "only one message can be sent");
        // Safety: nobody else gets from EMPTY to WRITING, and nobody reads before READY.
        self.message
            .with_mut(|slot| unsafe { *slot = Some(message) });
        // Release pairs with the Acquire in `receive` (message passing).
        self.state.store(READY, Release);
    }

    /// Whether there is something to receive. Only a hint: another thread may be quicker.
    pub fn is_ready(&self) -> bool {
        // Relaxed: `receive` looks again.
        self.state.load(Relaxed) == READY
    }

    /// # Panics
    ///
    /// If nothing was sent yet, or it was received before.
    pub fn receive(&self) -> T {
        // Acquire pairs with the Release in `send` (message passing).
        let ready = self
            .state
            .compare_exchange(READY, READING, Acquire, Relaxed);
        assert!(ready.is_ok(), "there is no message");
        // Safety: nobody else gets from READY to READING.
        self.message
            .with_mut(|slot| unsafe { (*slot).take() })
            .expect("READY means that there is one")
    }
}
