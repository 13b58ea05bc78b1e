use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

// ANCHOR: timers
/// Who is to be woken when. Two alarms for one moment differ in their number.
#[derive(Default)]
struct Timers {
    alarms: BTreeMap<(Instant, u64), Waker>,
    set: u64,
}

impl Timers {
    /// Wakes everybody whose time has come, and says how long it is to the next alarm.
    fn ring(&mut self) -> Option<Duration> {
        let now = Instant::now();
        while let Some(alarm) = self.alarms.first_entry() {
            let (at, _) = *alarm.key();
            if at > now {
                return Some(at - now);
            }
            alarm.remove().wake();
        }
        None
    }
}
// ANCHOR_END: timers

// ANCHOR: sleep
struct Sleep {
    key: (Instant, u64),
    timers: Arc<Mutex<Timers>>,
}

fn sleep(timers: &Arc<Mutex<Timers>>, time: Duration) -> Sleep {
    let at = Instant::now() + time;
    let mut all = timers.lock().unwrap();
    all.set += 1;
    Sleep {
        key: (at, all.set),
        timers: Arc::clone(timers),
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.key.0 {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        self.timers.lock().unwrap().alarms.insert(self.key, waker);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.timers.lock().unwrap().alarms.remove(&self.key);
    }
}
// ANCHOR_END: sleep

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

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

struct Executor {
    ready: Sender<Arc<Task>>,
    queue: Receiver<Arc<Task>>,
    timers: Arc<Mutex<Timers>>,
}

impl Executor {
    fn new() -> Executor {
        let (ready, queue) = channel();
        Executor {
            ready,
            queue,
            timers: Arc::default(),
        }
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Task {
            work: Mutex::new(Some(Box::pin(future))),
            ready: self.ready.clone(),
        };
        Arc::new(task).wake();
    }

    // ANCHOR: run
    fn run(self) {
        drop(self.ready);
        loop {
            let next_alarm = self.timers.lock().unwrap().ring();
            let task = match next_alarm {
                Some(time) => self.queue.recv_timeout(time),
                None => self.queue.recv().map_err(RecvTimeoutError::from),
            };
            match task {
                Ok(task) => task.poll(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
    // ANCHOR_END: run
}

// ANCHOR: main
fn main() {
    let start = Instant::now();
    let executor = Executor::new();
    for (dish, millis) in [("pasta", 60), ("sauce", 40), ("salad", 20)] {
        let timers = Arc::clone(&executor.timers);
        executor.spawn(async move {
            sleep(&timers, Duration::from_millis(millis)).await;
            println!("{dish} after {} ms", start.elapsed().as_millis());
        });
    }
    executor.run();
}
// ANCHOR_END: main
