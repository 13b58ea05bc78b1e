//! An unbounded channel, second step: ends that can hang up, and a receiver that fetches all there is at once.

use crate::arc_2::Arc;
use crate::condvar_2::Condvar;
use crate::lock::Lock;
use crate::mutex_3::Futex;
use crate::sync::{AtomicBool, Ordering::Relaxed, SPINS, spin_loop, yield_now};
use std::collections::VecDeque;
use std::mem;

#[derive(Debug)]
struct Shared<T> {
    mail: Lock<Futex, Mail<T>>,
    /// Mail has come, or the last sender has gone.
    changed: Condvar,
    /// A hint to the receiver that it need not sleep.
    filled: AtomicBool,
}

#[derive(Debug)]
struct Mail<T> {
    letters: VecDeque<T>,
    senders: usize,
    receiver_gone: bool,
}

/// The sending end; there may be several.
#[derive(Debug)]
pub struct Sender<T>(Arc<Shared<T>>);

/// The receiving end. There is one.
#[derive(Debug)]
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// What was fetched and not yet received.
    fetched: VecDeque<T>,
}

/// A queue between threads, without a bound.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        mail: Lock::new(Mail {
            letters: VecDeque::new(),
            senders: 1,
            receiver_gone: false,
        }),
        changed: Condvar::default(),
        filled: AtomicBool::new(false),
    });
    let receiver = Receiver {
        shared: shared.clone(),
        fetched: VecDeque::new(),
    };
    (Sender(shared), receiver)
}

impl<T> Sender<T> {
    // ANCHOR: send
    /// Sends it, or gives it back if nobody will ever receive it.
    pub fn send(&self, message: T) -> Result<(), T> {
        let mut mail = self.0.mail.lock();
        if mail.receiver_gone {
            return Err(message);
        }
        mail.letters.push_back(message);
        // Relaxed, as everywhere: only a hint, changed under the lock. Seldom a store, which would take the line away from the receiver.
        if !self.0.filled.load(Relaxed) {
            self.0.filled.store(true, Relaxed);
        }
        drop(mail);
        self.0.changed.notify_one();
        Ok(())
    }
    // ANCHOR_END: send
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.mail.lock().senders += 1;
        Self(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut mail = self.0.mail.lock();
        mail.senders -= 1;
        let last = mail.senders == 0;
        drop(mail);
        if last {
            self.0.changed.notify_one();
        }
    }
}

impl<T> Receiver<T> {
    // ANCHOR: receive
    /// Waits for a message; `None` if there is none and all senders have gone.
    pub fn receive(&mut self) -> Option<T> {
        if self.fetched.is_empty() {
            self.look();
            let mut mail = self.shared.mail.lock();
            while mail.letters.is_empty() && mail.senders > 0 {
                mail = self.shared.changed.wait(mail);
            }
            // One lock for all that has come. The empty queue goes back, with its room.
            mem::swap(&mut mail.letters, &mut self.fetched);
            self.shared.filled.store(false, Relaxed);
        }
        self.fetched.pop_front()
    }

    /// Looks for mail for a while. To sleep and to be woken takes longer than most senders.
    fn look(&self) {
        for looks in 1..=SPINS {
            if self.shared.filled.load(Relaxed) {
                return;
            }
            if looks % 10 == 0 {
                yield_now();
            } else {
                spin_loop();
            }
        }
    }
    // ANCHOR_END: receive
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut mail = self.shared.mail.lock();
        mail.receiver_gone = true;
        let letters = mem::take(&mut mail.letters);
        // A message's own drop may do anything, and must not find the lock held.
        drop(mail);
        drop(letters);
    }
}
