//! The pool that the chapter builds, with all its steps in place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that do jobs. Dropping it waits until all jobs are done.
pub struct Pool {
    /// Gone only while the pool is being dropped.
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    /// A pool of so many workers, who all wait for their first job.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        let (jobs, queue) = channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || work(&queue))
        };
        Pool {
            jobs: Some(jobs),
            workers: (0..workers).map(worker).collect(),
        }
    }

    /// Puts a job in the queue and returns at once.
    pub fn submit<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Ticket<T> {
        let (result, ticket) = channel();
        let job = move || {
            let done = catch_unwind(AssertUnwindSafe(job));
            let _ = result.send(done); // unless the ticket was thrown away
        };
        let jobs = self.jobs.as_ref().expect("the pool is open");
        jobs.send(Box::new(job)).expect("the workers wait for jobs");
        Ticket(ticket)
    }

    /// Does one thing to each of many values, and returns the results in their order.
    ///
    /// # Panics
    /// If one of the jobs panicked: with its panic, and when those before it are done.
    pub fn map<A, B>(&self, values: Vec<A>, act: impl Fn(A) -> B + Send + Sync + 'static) -> Vec<B>
    where
        A: Send + 'static,
        B: Send + 'static,
    {
        let act = Arc::new(act);
        let submit = |value| {
            let act = Arc::clone(&act);
            self.submit(move || act(value))
        };
        let tickets: Vec<_> = values.into_iter().map(submit).collect();
        let unwrap = |ticket: Ticket<B>| match ticket.wait() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        tickets.into_iter().map(unwrap).collect()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker survives its jobs");
        }
    }
}

/// Does jobs until there are none, and nobody is left who could submit one.
fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(job) = next else { return };
        job();
    }
}

/// The right to the result of a job.
#[must_use = "a job's result, error and panic are lost with its ticket"]
pub struct Ticket<T>(Receiver<thread::Result<T>>);

impl<T> Ticket<T> {
    /// Waits until the job is done.
    ///
    /// # Errors
    /// The payload of its panic.
    #[expect(
        clippy::missing_panics_doc,
        reason = "every job that was submitted is done, and sends what came of it"
    )]
    pub fn wait(self) -> thread::Result<T> {
        self.0.recv().expect("a job sends what came of it")
    }

    /// Waits for some time, or until the job is done.
    ///
    /// # Errors
    /// The ticket, if the time is up. The job goes on.
    #[expect(clippy::missing_panics_doc, reason = "as for `wait`")]
    pub fn wait_timeout(self, time: Duration) -> Result<thread::Result<T>, Self> {
        match self.0.recv_timeout(time) {
            Ok(done) => Ok(done),
            Err(RecvTimeoutError::Timeout) => Err(self),
            Err(RecvTimeoutError::Disconnected) => panic!("a job sends what came of it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    #[test]
    fn results_come_in_order() {
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(20 - n));
            n
        };
        assert_eq!(
            Pool::new(4).map((0..20).collect(), slow_first),
            (0..20).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_panic_costs_no_worker() {
        let pool = Pool::new(1);
        assert!(pool.submit(|| panic!("a test's panic")).wait().is_err());
        assert_eq!(pool.submit(|| 7).wait().ok(), Some(7));
    }

    #[test]
    fn dropping_finishes_what_was_submitted() {
        static DONE: AtomicU32 = AtomicU32::new(0);
        let pool = Pool::new(2);
        for _ in 0..100 {
            let _unasked = pool.submit(|| DONE.fetch_add(1, SeqCst));
        }
        drop(pool);
        assert_eq!(DONE.load(SeqCst), 100);
    }

    #[test]
    fn a_time_out_gives_the_ticket_back() {
        let pool = Pool::new(1);
        let (go, gone) = channel::<()>();
        let ticket = pool.submit(move || gone.recv());
        let Err(ticket) = ticket.wait_timeout(Duration::from_millis(1)) else {
            panic!("too early")
        };
        go.send(()).unwrap();
        assert!(ticket.wait().is_ok());
    }
}
