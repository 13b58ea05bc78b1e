//! A scheduler of jobs: when each is due, what becomes of the runs that were missed, and of those that overlap.
//!
//! Time is a number of ticks since some Monday, 0:00; the jobs of the listings count minutes. [`Timetable`] decides and does
//! nothing else: it knows no clock and no thread, so that a test can ask it what it would do at any time. [`run`] is the thread
//! that does it, with a [`Clock`] that a test can turn.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Ticks since the beginning.
pub type Time = u64;

/// Minutes of a day.
pub const DAY: Time = 24 * 60;

/// When a job is due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// Once.
    At(Time),
    /// At every multiple of a period, which is not zero.
    Every(Time),
    /// At the minutes that fit, as cron has it: at this minute of the hour, this hour of the day, this day of the week.
    Fits {
        minute: Option<Time>,
        hour: Option<Time>,
        day: Option<Time>,
    },
}

impl When {
    /// The first time after this one at which the job is due.
    ///
    /// # Panics
    /// If the period is zero.
    #[must_use]
    pub fn after(self, time: Time) -> Option<Time> {
        match self {
            When::At(at) => (at > time).then_some(at),
            When::Every(period) => Some((time / period + 1) * period),
            When::Fits { .. } => (time + 1..=time + 7 * DAY).find(|&time| self.fits(time)),
        }
    }

    /// Whether the job is due at this time.
    ///
    /// # Panics
    /// If the period is zero.
    #[must_use]
    pub fn fits(self, time: Time) -> bool {
        match self {
            When::At(at) => at == time,
            When::Every(period) => time.is_multiple_of(period),
            When::Fits { minute, hour, day } => {
                minute.is_none_or(|minute| minute == time % 60)
                    && hour.is_none_or(|hour| hour == time / 60 % 24)
                    && day.is_none_or(|day| day == time / DAY % 7)
            }
        }
    }
}

/// What becomes of the runs whose time went by: the machine slept, or was busy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missed {
    /// Nothing. A run is made in its tick or not at all.
    Skip,
    /// One run stands for all of them.
    Once,
    /// Every one is made up for.
    Each,
}

/// What becomes of a run that is due while one of the same job goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Overlap {
    /// It is dropped.
    Drop,
    /// It comes after that one.
    Wait,
    /// Both run.
    Together,
}

/// A job, and what is known of it.
#[derive(Clone, Debug)]
struct Job {
    name: &'static str,
    when: When,
    missed: Missed,
    overlap: Overlap,
    next: Option<Time>,
    running: usize,
    waiting: usize,
}

/// All jobs.
#[derive(Clone, Debug, Default)]
pub struct Timetable {
    jobs: Vec<Job>,
}

/// The number of a job in its timetable.
pub type Number = usize;

impl Timetable {
    /// Adds a job, which is first due after `now`.
    pub fn add(
        &mut self,
        now: Time,
        name: &'static str,
        when: When,
        missed: Missed,
        overlap: Overlap,
    ) -> Number {
        let next = when.after(now);
        self.jobs.push(Job {
            name,
            when,
            missed,
            overlap,
            next,
            running: 0,
            waiting: 0,
        });
        self.jobs.len() - 1
    }

    /// What a job is called.
    #[must_use]
    pub fn name(&self, job: Number) -> &'static str {
        self.jobs[job].name
    }

    /// When something is due next.
    #[must_use]
    pub fn next(&self) -> Option<Time> {
        self.jobs.iter().filter_map(|job| job.next).min()
    }

    /// It is `now`: the jobs to be started, one as often as it is to be started.
    pub fn turn(&mut self, now: Time) -> Vec<Number> {
        let mut starts = Vec::new();
        for (number, job) in self.jobs.iter_mut().enumerate() {
            let mut runs = 0;
            while let Some(due) = job.next.filter(|&due| due <= now) {
                runs = match job.missed {
                    Missed::Skip => usize::from(due == now),
                    Missed::Once => 1,
                    Missed::Each => runs + 1,
                };
                job.next = job.when.after(due);
            }
            for _ in 0..runs {
                match job.overlap {
                    _ if job.running == 0 => {}
                    Overlap::Together => {}
                    Overlap::Drop => continue,
                    Overlap::Wait => {
                        job.waiting += 1;
                        continue;
                    }
                }
                job.running += 1;
                starts.push(number);
            }
        }
        starts
    }

    /// A run of this job has ended. Whether another one, which waited for that, is to be started.
    ///
    /// # Panics
    /// If it was not running.
    pub fn ended(&mut self, job: Number) -> bool {
        let job = &mut self.jobs[job];
        assert!(job.running > 0, "{} was not running", job.name);
        let goes_on = job.waiting > 0;
        if goes_on {
            job.waiting -= 1;
        } else {
            job.running -= 1;
        }
        goes_on
    }
}

/// What tells the time, and lets a thread wait for it.
pub trait Clock: Sync {
    fn now(&self) -> Time;

    /// Waits until it is `until`, or for ever, or until the bell rings; may return earlier.
    fn wait<'a, T>(
        &self,
        bell: &Condvar,
        guard: MutexGuard<'a, T>,
        until: Option<Time>,
    ) -> MutexGuard<'a, T>;
}

/// The clock on the wall, with ticks of this length.
pub struct Wall {
    start: Instant,
    tick: Duration,
}

impl Wall {
    #[must_use]
    pub fn new(tick: Duration) -> Self {
        Self {
            start: Instant::now(),
            tick,
        }
    }
}

impl Clock for Wall {
    fn now(&self) -> Time {
        let ticks = self.start.elapsed().as_nanos() / self.tick.as_nanos();
        Time::try_from(ticks).unwrap_or(Time::MAX)
    }

    fn wait<'a, T>(
        &self,
        bell: &Condvar,
        guard: MutexGuard<'a, T>,
        until: Option<Time>,
    ) -> MutexGuard<'a, T> {
        let Some(until) = until else {
            return bell.wait(guard).unwrap_or_else(PoisonError::into_inner);
        };
        let until = self.tick * u32::try_from(until).unwrap_or(u32::MAX);
        let left = until.saturating_sub(self.start.elapsed());
        let woken = bell.wait_timeout(guard, left);
        woken.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// A clock that stands still until somebody turns its hands.
#[derive(Default)]
pub struct Hands(Mutex<Time>);

impl Clock for Hands {
    fn now(&self) -> Time {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a, T>(
        &self,
        bell: &Condvar,
        guard: MutexGuard<'a, T>,
        _until: Option<Time>,
    ) -> MutexGuard<'a, T> {
        bell.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }
}

/// A timetable, the bell that calls its thread, and whether it is to stop.
#[derive(Default)]
pub struct Scheduler {
    table: Mutex<(Timetable, bool)>,
    bell: Condvar,
}

impl Scheduler {
    fn table(&self) -> MutexGuard<'_, (Timetable, bool)> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the timetable, and calls the thread: something may be due earlier now.
    pub fn change<R>(&self, change: impl FnOnce(&mut Timetable) -> R) -> R {
        let result = change(&mut self.table().0);
        self.bell.notify_all();
        result
    }

    /// Turns the hands of a clock, and calls the thread to look at it.
    pub fn turn(&self, clock: &Hands, now: Time) {
        // Under the lock of the table: the thread has not yet looked, or sleeps already.
        let _table = self.table();
        *clock.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
        self.bell.notify_all();
    }

    /// Makes [`Scheduler::run`] return.
    pub fn stop(&self) {
        self.table().1 = true;
        self.bell.notify_all();
    }

    /// Starts what is due when it is due, until it is stopped. `start` must not wait for the job: it hands it to a pool, say,
    /// whose worker calls [`Timetable::ended`] by [`Scheduler::change`], and starts the job again if that says so.
    pub fn run(&self, clock: &impl Clock, start: impl Fn(Number)) {
        let mut table = self.table();
        while !table.1 {
            let starts = table.0.turn(clock.now());
            if starts.is_empty() {
                let until = table.0.next();
                table = clock.wait(&self.bell, table, until);
            } else {
                drop(table);
                starts.into_iter().for_each(&start);
                table = self.table();
            }
        }
    }
}
