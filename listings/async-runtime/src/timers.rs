//! Who is to be woken when.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::reactor::Reactor;

/// The alarms that are set.
#[derive(Default)]
pub(crate) struct Timers {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    alarms: BTreeMap<Key, Waker>,
    made: u64,
}

/// When it rings, and a number, since two may ring at one moment.
type Key = (Instant, u64);

impl Timers {
    /// Wakes everybody whose time has come, and says how long it is to the next alarm.
    pub(crate) fn ring(&self) -> Option<Duration> {
        let now = Instant::now();
        loop {
            let mut all = self.lock();
            let alarm = all.alarms.first_entry()?;
            let (at, _) = *alarm.key();
            if at > now {
                return Some(at - now);
            }
            let waker = alarm.remove();
            drop(all);
            waker.wake();
        }
    }

    /// Forgets all alarms.
    pub(crate) fn clear(&self) {
        // The wakers may be the last to hold a task, whose futures unset alarms: not under the lock.
        let alarms = std::mem::take(&mut self.lock().alarms);
        drop(alarms);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, All> {
        self.all.lock().expect("nothing panics with this lock")
    }
}

/// Ready when its time has come. Dropping it unsets its alarm.
pub struct Sleep {
    key: Key,
    timers: Arc<Timers>,
    reactor: Arc<Reactor>,
}

impl Sleep {
    pub(crate) fn new(time: Duration, timers: &Arc<Timers>, reactor: &Arc<Reactor>) -> Self {
        let mut all = timers.lock();
        all.made += 1;
        Sleep {
            key: (Instant::now() + time, all.made),
            timers: Arc::clone(timers),
            reactor: Arc::clone(reactor),
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.key.0 {
            return Poll::Ready(());
        }
        let mut all = self.timers.lock();
        let replaced = all.alarms.insert(self.key, context.waker().clone());
        let first = all
            .alarms
            .first_key_value()
            .is_some_and(|(key, _)| *key == self.key);
        drop(all);
        drop(replaced);
        if first {
            // Whoever sleeps until the next alarm, sleeps until a later one.
            self.reactor.notify();
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let unset = self.timers.lock().alarms.remove(&self.key);
        drop(unset);
    }
}
