use std::collections::HashSet;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

// ANCHOR: task
struct Task {
    state: Mutex<State>,
    ready: Sender<Arc<Task>>,
}

/// A task is in the queue when it was woken and its work is here.
struct State {
    /// Gone while a worker polls it, and when it is done.
    work: Option<Work>,
    woken: bool,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let mut state = self.state.lock().unwrap();
        let was_woken = std::mem::replace(&mut state.woken, true);
        if !was_woken && state.work.is_some() {
            drop(state);
            self.line_up();
        }
    }
}

impl Task {
    fn line_up(self: Arc<Self>) {
        let ready = self.ready.clone();
        let _ = ready.send(self); // unless nobody polls any more
    }

    fn poll(self: Arc<Self>) {
        let mut state = self.state.lock().unwrap();
        state.woken = false;
        let Some(mut work) = state.work.take() else {
            return;
        };
        drop(state);
        let waker = Waker::from(Arc::clone(&self));
        let poll = work.as_mut().poll(&mut Context::from_waker(&waker));
        if poll.is_pending() {
            let mut state = self.state.lock().unwrap();
            state.work = Some(work);
            if state.woken {
                drop(state);
                self.line_up();
            }
        }
    }
}
// ANCHOR_END: task

struct Executor {
    ready: Sender<Arc<Task>>,
    queue: Receiver<Arc<Task>>,
}

impl Executor {
    fn new() -> Executor {
        let (ready, queue) = channel();
        Executor { ready, queue }
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let state = State {
            work: Some(Box::pin(future)),
            woken: false,
        };
        let task = Task {
            state: Mutex::new(state),
            ready: self.ready.clone(),
        };
        Arc::new(task).wake();
    }

    // ANCHOR: run
    fn run(self, workers: u32) {
        drop(self.ready);
        let queue = Mutex::new(self.queue);
        let work = || {
            loop {
                let next = queue.lock().unwrap().recv();
                let Ok(task) = next else { return };
                task.poll();
            }
        };
        thread::scope(|s| {
            for _ in 0..workers {
                s.spawn(work);
            }
        });
    }
    // ANCHOR_END: run
}

async fn yield_now() {
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

// ANCHOR: main
async fn wander(name: char) {
    let mut polled_by = HashSet::new();
    for _ in 0..20_000 {
        polled_by.insert(thread::current().id());
        yield_now().await;
    }
    println!("task {name} has been on {} threads", polled_by.len());
}

fn main() {
    let executor = Executor::new();
    for name in ['a', 'b', 'c'] {
        executor.spawn(wander(name));
    }
    executor.run(2);
}
// ANCHOR_END: main
