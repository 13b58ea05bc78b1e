//! Workers who poll tasks, and a thread that waits for the world.

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::net::{Listener, Stream};
use crate::reactor::Reactor;
use crate::task::{Task, Ticket};
use crate::timers::{Sleep, Timers};

/// The tasks that are to be polled.
#[derive(Default)]
pub(crate) struct Queue {
    ready: Mutex<Ready>,
    changed: Condvar,
}

#[derive(Default)]
struct Ready {
    tasks: VecDeque<Arc<Task>>,
    closed: bool,
}

impl Queue {
    /// Puts a task at the end of the queue. Drops it if nobody polls any more.
    pub(crate) fn push(&self, task: Arc<Task>) {
        let mut ready = self.lock();
        if ready.closed {
            drop(ready);
            return;
        }
        ready.tasks.push_back(task);
        drop(ready);
        self.changed.notify_one();
    }

    /// Waits for a task. None if the queue is closed.
    fn next(&self) -> Option<Arc<Task>> {
        let idle = |ready: &mut Ready| ready.tasks.is_empty() && !ready.closed;
        let mut ready = self
            .changed
            .wait_while(self.lock(), idle)
            .expect("nothing panics with this lock");
        if ready.closed {
            return None;
        }
        ready.tasks.pop_front()
    }

    fn close(&self) {
        let mut ready = self.lock();
        ready.closed = true;
        let dropped = std::mem::take(&mut ready.tasks);
        drop(ready);
        drop(dropped);
        self.changed.notify_all();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Ready> {
        self.ready.lock().expect("nothing panics with this lock")
    }
}

/// A runtime: what tasks need to run. Dropping it drops the tasks that are not done.
pub struct Runtime {
    handle: Handle,
    workers: Vec<JoinHandle<()>>,
}

/// The way to a runtime's services, for its tasks.
#[derive(Clone)]
pub struct Handle {
    queue: Arc<Queue>,
    timers: Arc<Timers>,
    reactor: Arc<Reactor>,
}

impl Runtime {
    /// A runtime with so many workers.
    ///
    /// # Errors
    /// If the kernel gives no poller.
    pub fn new(workers: usize) -> io::Result<Self> {
        let handle = Handle {
            queue: Arc::default(),
            timers: Arc::default(),
            reactor: Arc::new(Reactor::new()?),
        };
        let worker = |_| {
            let queue = Arc::clone(&handle.queue);
            thread::spawn(move || {
                while let Some(task) = queue.next() {
                    task.poll();
                }
            })
        };
        let workers = (0..workers).map(worker).collect();
        Ok(Runtime { handle, workers })
    }

    /// What tasks need to spawn, to sleep, and to talk.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Completes the future on this thread, which meanwhile waits for sockets and alarms on behalf of all tasks.
    pub fn block_on<F: Future>(&mut self, future: F) -> F::Output {
        let mut future = pin!(future);
        let main = Arc::new(Main {
            woken: AtomicBool::new(true),
            reactor: Arc::clone(&self.handle.reactor),
        });
        let waker = Waker::from(Arc::clone(&main));
        let mut context = Context::from_waker(&waker);
        loop {
            // Pairs with the store in `wake`.
            if main.woken.swap(false, SeqCst)
                && let Poll::Ready(value) = future.as_mut().poll(&mut context)
            {
                return value;
            }
            let next_alarm = self.handle.timers.ring();
            self.handle.reactor.wait(next_alarm);
        }
    }
}

/// The future that `block_on` polls, as one to be woken.
struct Main {
    woken: AtomicBool,
    reactor: Arc<Reactor>,
}

impl Wake for Main {
    fn wake(self: Arc<Self>) {
        // Pairs with the swap in `block_on`. First the note, then the call: the reactor remembers the call.
        self.woken.store(true, SeqCst);
        self.reactor.notify();
    }
}

impl Handle {
    /// Starts a task.
    pub fn spawn<F>(&self, future: F) -> Ticket<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        Task::spawn(future, &self.queue)
    }

    /// Ready after so long.
    #[must_use]
    pub fn sleep(&self, time: Duration) -> Sleep {
        Sleep::new(time, &self.timers, &self.reactor)
    }

    /// Listens at an address.
    ///
    /// # Errors
    /// As [`std::net::TcpListener::bind`].
    pub fn listen(&self, address: impl ToSocketAddrs) -> io::Result<Listener> {
        Listener::bind(address, &self.reactor)
    }

    /// Connects, and blocks meanwhile.
    ///
    /// # Errors
    /// As [`std::net::TcpStream::connect`].
    pub fn connect(&self, address: SocketAddr) -> io::Result<Stream> {
        Stream::connect(address, &self.reactor)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.handle.queue.close();
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker survives its tasks");
        }
        // Tasks that wait are held by their wakers, and hold the runtime: whoever has a waker forgets it.
        self.handle.timers.clear();
        self.handle.reactor.clear();
    }
}
