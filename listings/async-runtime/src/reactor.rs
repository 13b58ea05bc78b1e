//! Who waits for which socket.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::sync::Mutex;
use std::task::{Poll, Waker};
use std::time::Duration;

use polling::{Event, Events, Poller};

/// Where one thread waits for all sockets.
pub(crate) struct Reactor {
    poller: Poller,
    waiting: Mutex<BTreeMap<usize, Waker>>,
}

impl Reactor {
    /// A reactor of no sockets.
    ///
    /// # Errors
    /// If the kernel gives no poller.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Reactor {
            poller: Poller::new()?,
            waiting: Mutex::default(),
        })
    }

    /// Sleeps until a socket is ready, somebody notifies, or the time is up; and wakes those who waited for the socket.
    pub(crate) fn wait(&self, limit: Option<Duration>) {
        let mut events = Events::new();
        self.poller
            .wait(&mut events, limit)
            .expect("the poller is open, and signals are dealt with");
        for event in events.iter() {
            let waker = self.lock().remove(&event.key);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }

    /// Ends the current or else the next [`wait`](Self::wait).
    pub(crate) fn notify(&self) {
        self.poller.notify().expect("the poller is open");
    }

    /// Lets the poller know the socket.
    ///
    /// # Errors
    /// Of the kernel.
    ///
    /// # Safety
    /// [`delete`](Self::delete) is called while the socket is still open.
    pub(crate) unsafe fn add(&self, socket: &impl AsRawFd, key: usize) -> io::Result<()> {
        // SAFETY: the caller's promise is the poller's condition.
        unsafe { self.poller.add(socket, Event::none(key)) }
    }

    /// Lets the poller forget the socket, and everybody else who waits for it.
    pub(crate) fn delete(&self, socket: &impl AsFd, key: usize) {
        let _ = self.poller.delete(socket);
        let forgotten = self.lock().remove(&key);
        drop(forgotten);
    }

    /// Waits, as a future, until the socket may be ready for it.
    ///
    /// # Errors
    /// Of the kernel.
    pub(crate) async fn ready(&self, socket: &impl AsFd, interest: Event) -> io::Result<()> {
        let mut asked = false;
        std::future::poll_fn(|context| {
            if asked {
                return Poll::Ready(Ok(()));
            }
            asked = true;
            let replaced = self.lock().insert(interest.key, context.waker().clone());
            drop(replaced);
            match self.poller.modify(socket, interest) {
                Ok(()) => Poll::Pending,
                Err(error) => Poll::Ready(Err(error)),
            }
        })
        .await
    }

    /// Forgets everybody who waits.
    pub(crate) fn clear(&self) {
        let waiting = std::mem::take(&mut *self.lock());
        drop(waiting);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<usize, Waker>> {
        self.waiting.lock().expect("nothing panics with this lock")
    }
}
