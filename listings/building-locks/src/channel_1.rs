//! An unbounded channel, first step: a queue, a mutex, a bell.

use crate::condvar_1::Condvar;
use crate::lock::Lock;
use crate::mutex_3::Futex;
use std::collections::VecDeque;

/// A queue that any number of threads may send into and receive from.
#[derive(Debug)]
pub struct Channel<T> {
    queue: Lock<Futex, VecDeque<T>>,
    filled: Condvar,
}

impl<T> Default for Channel<T> {
    fn default() -> Self {
        Self {
            queue: Lock::new(VecDeque::new()),
            filled: Condvar::default(),
        }
    }
}

impl<T> Channel<T> {
    // ANCHOR: channel
    /// Never waits for room.
    pub fn send(&self, message: T) {
        self.queue.lock().push_back(message);
        self.filled.notify_one();
    }

    /// Waits for a message.
    pub fn receive(&self) -> T {
        let mut queue = self.queue.lock();
        loop {
            if let Some(message) = queue.pop_front() {
                return message;
            }
            queue = self.filled.wait(queue);
        }
    }
    // ANCHOR_END: channel
}
