//! Tasks, and tickets for their results.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use crate::runtime::Queue;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A future that is polled by whichever worker takes it from the queue.
pub(crate) struct Task {
    state: Mutex<State>,
    queue: Arc<Queue>,
}

/// A task is in the queue when it was woken and its work is here.
struct State {
    /// Gone while a worker polls it, and when it is done.
    work: Option<Work>,
    woken: bool,
}

impl Task {
    /// A task for this future that is in the queue already, and the ticket for its result.
    pub(crate) fn spawn<F>(future: F, queue: &Arc<Queue>) -> Ticket<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let slot = Arc::new(Mutex::new(Slot {
            result: None,
            waker: None,
        }));
        let work = put_result_into(Arc::clone(&slot), future);
        let state = State {
            work: Some(Box::pin(work)),
            woken: true,
        };
        queue.push(Arc::new(Task {
            state: Mutex::new(state),
            queue: Arc::clone(queue),
        }));
        Ticket(slot)
    }

    /// Polls the future once.
    pub(crate) fn poll(self: Arc<Self>) {
        let mut state = self.lock();
        state.woken = false;
        let Some(mut work) = state.work.take() else {
            return;
        };
        drop(state);
        let waker = Waker::from(Arc::clone(&self));
        let poll = work.as_mut().poll(&mut Context::from_waker(&waker));
        if poll.is_pending() {
            let mut state = self.lock();
            state.work = Some(work);
            if state.woken {
                drop(state);
                let queue = Arc::clone(&self.queue);
                queue.push(self);
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics with this lock")
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let mut state = self.lock();
        let was_woken = mem::replace(&mut state.woken, true);
        if !was_woken && state.work.is_some() {
            drop(state);
            let queue = Arc::clone(&self.queue);
            queue.push(self);
        }
    }
}

/// Completes the future, a panic included, and hands what came of it to the ticket.
async fn put_result_into<F: Future>(slot: Arc<Mutex<Slot<F::Output>>>, future: F) {
    let mut future = Box::pin(future);
    let result = std::future::poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await;
    drop(future);
    let mut slot = slot.lock().expect("nothing panics with this lock");
    slot.result = Some(result);
    let waker = slot.waker.take();
    drop(slot);
    if let Some(waker) = waker {
        waker.wake();
    }
}

struct Slot<T> {
    result: Option<thread::Result<T>>,
    waker: Option<Waker>,
}

/// The right to the result of a task. Dropping it stops nothing: the task goes on.
#[must_use = "a task's result and panic are lost with its ticket"]
pub struct Ticket<T>(Arc<Mutex<Slot<T>>>);

impl<T> Future for Ticket<T> {
    /// What the task returned, or the payload of its panic.
    type Output = Result<T, Box<dyn Any + Send>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut slot = self.0.lock().expect("nothing panics with this lock");
        match slot.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// Goes to the back of the queue, so that others get their turn.
pub async fn yield_now() {
    let mut asked = false;
    std::future::poll_fn(|context| {
        if asked {
            return Poll::Ready(());
        }
        asked = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
