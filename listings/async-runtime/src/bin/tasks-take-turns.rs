use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: task
type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A future, and the queue to join when it should be polled.
struct Task {
    work: Mutex<Option<Work>>,
    ready: Sender<Arc<Task>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let ready = self.ready.clone();
        let _ = ready.send(self); // unless nobody polls any more
    }
}

impl Task {
    fn poll(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        let mut context = Context::from_waker(&waker);
        let mut work = self.work.lock().unwrap();
        if let Some(future) = work.as_mut()
            && future.as_mut().poll(&mut context).is_ready()
        {
            *work = None;
        }
    }
}
// ANCHOR_END: task

// ANCHOR: executor
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
        let task = Task {
            work: Mutex::new(Some(Box::pin(future))),
            ready: self.ready.clone(),
        };
        Arc::new(task).wake();
    }

    fn run(self) {
        drop(self.ready);
        for task in self.queue {
            task.poll();
        }
    }
}
// ANCHOR_END: executor

// ANCHOR: yield
/// Pending once, and woken at once: to the back of the queue.
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
// ANCHOR_END: yield

// ANCHOR: main
async fn count_down(name: char, from: u32) {
    for left in (1..=from).rev() {
        println!("{name} {left}");
        yield_now().await;
    }
}

fn main() {
    let executor = Executor::new();
    executor.spawn(count_down('a', 3));
    executor.spawn(count_down('b', 2));
    executor.spawn(std::future::pending());
    executor.run();
}
// ANCHOR_END: main
