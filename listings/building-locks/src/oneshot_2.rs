//! A channel for one message, second step: misuse does not compile, and the receiver sleeps.

use crate::arc_2::Arc;
use crate::futex;
use crate::sync::{AtomicU32, Ordering::Acquire, Ordering::Relaxed, Ordering::Release, UnsafeCell};

const OPEN: u32 = 0;
/// Open, and the receiver may be asleep.
const WAITED_FOR: u32 = 1;
/// The sender is gone. If it has sent something, the message is there.
const DONE: u32 = 2;

#[derive(Debug)]
struct Shared<T> {
    state: AtomicU32,
    message: UnsafeCell<Option<T>>,
}

// Safety: the message goes from thread to thread. Until DONE only the sender uses it, from then on only the receiver.
unsafe impl<T: Send> Sync for Shared<T> {}

// ANCHOR: types
/// The right to send one message.
#[derive(Debug)]
pub struct Sender<T>(Arc<Shared<T>>);

/// The right to receive it.
#[derive(Debug)]
pub struct Receiver<T>(Arc<Shared<T>>);

/// A channel for one message.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        state: AtomicU32::new(OPEN),
        message: UnsafeCell::new(None),
    });
    (Sender(shared.clone()), Receiver(shared))
}

impl<T> Sender<T> {
    /// Sends it, and uses the sender up.
    pub fn send(self, message: T) {
        // Safety: there is one sender, and the receiver waits for DONE, which comes with its drop.
        self.0
            .message
            .with_mut(|slot| unsafe { *slot = Some(message) });
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // Release pairs with the Acquire in `receive` (message passing).
        if self.0.state.swap(DONE, Release) == WAITED_FOR {
            futex::wake_one(&self.0.state);
        }
    }
}

impl<T> Receiver<T> {
    /// Waits for the message; `None` if the sender was dropped without one.
    pub fn receive(self) -> Option<T> {
        // Acquire pairs with the Release of the sender's drop (message passing).
        while self.0.state.load(Acquire) != DONE {
            // Relaxed: only an announcement. If it fails, the sleep returns at once.
            let _ = self
                .0
                .state
                .compare_exchange(OPEN, WAITED_FOR, Relaxed, Relaxed);
            futex::wait(&self.0.state, WAITED_FOR);
        }
        // Safety: there is one receiver, and the sender is gone.
        self.0.message.with_mut(|slot| unsafe { (*slot).take() })
    }
}
// ANCHOR_END: types
