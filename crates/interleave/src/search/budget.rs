//! How much a search may take, and what it says when that is used up.

use std::fmt;

/// A clock: milliseconds since whenever. The library has none of its own.
pub type Clock<'c> = &'c dyn Fn() -> f64;

/// How much an exploration may take.
#[derive(Clone, Copy)]
pub struct Budget<'c> {
    /// States or graphs visited.
    pub states: u64,
    /// Complete executions.
    pub executions: u64,
    /// Bytes.
    pub memory: usize,
    /// How many bytes are in use, measured; without it, they are estimated.
    pub gauge: Option<&'c dyn Fn() -> usize>,
    /// Milliseconds by the clock, for everything that answers one question.
    pub time: Option<(f64, Clock<'c>)>,
}

impl Default for Budget<'_> {
    fn default() -> Self {
        Self { states: 50_000_000, executions: 50_000_000, memory: 2 << 30, gauge: None, time: None }
    }
}

impl fmt::Debug for Budget<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Budget")
            .field("states", &self.states)
            .field("executions", &self.executions)
            .field("memory", &self.memory)
            .field("time", &self.time.map(|(limit, _)| limit))
            .finish()
    }
}

/// A schedule is made out for each outcome; nobody reads more.
const MOST_OUTCOMES: usize = 10_000;

/// What has been used of a budget.
pub struct Meter<'c> {
    budget: Budget<'c>,
    pub states: u64,
    pub executions: u64,
    exceeded: Option<String>,
}

impl<'c> Meter<'c> {
    /// Nothing yet. The budget's clock counts from 0: several searches may share it.
    #[must_use]
    pub fn new(budget: Budget<'c>) -> Self {
        Self { budget, states: 0, executions: 0, exceeded: None }
    }

    /// Counts one state or graph; whether the search may go on. `bytes` is asked now and then.
    #[inline]
    pub fn state(&mut self, bytes: impl FnOnce() -> usize) -> bool {
        self.states += 1;
        if self.states.is_multiple_of(16)
            || self.states > self.budget.states
            || self.executions > self.budget.executions
        {
            let used = self.budget.gauge.map_or_else(bytes, |gauge| gauge());
            self.exceeded = self.exceeded.take().or_else(|| self.check(used));
        }
        self.exceeded.is_none()
    }

    fn check(&self, bytes: usize) -> Option<String> {
        let what = if self.states > self.budget.states {
            format!("the budget of {} states was used up", self.budget.states)
        } else if self.executions > self.budget.executions {
            format!("the budget of {} executions was used up", self.budget.executions)
        } else if bytes > self.budget.memory {
            format!("the memory budget of {} MB was used up", self.budget.memory >> 20)
        } else if let Some((limit, clock)) = self.budget.time
            && clock() > limit
        {
            out_of_time(limit)
        } else {
            return None;
        };
        Some(format!("{what}, after {} states and {} executions", self.states, self.executions))
    }

    /// Whether so many different outcomes may still be told.
    #[inline]
    pub fn outcomes(&mut self, outcomes: usize) -> bool {
        if outcomes > MOST_OUTCOMES {
            self.exceeded.get_or_insert_with(|| format!("there are more than {MOST_OUTCOMES} outcomes"));
        }
        outcomes <= MOST_OUTCOMES
    }

    /// Whether there is time left, for what comes after a search.
    pub fn in_time(&mut self) -> bool {
        if let (None, Some((limit, clock))) = (&self.exceeded, self.budget.time)
            && clock() > limit
        {
            self.exceeded = Some(out_of_time(limit));
        }
        self.exceeded.is_none()
    }

    /// Which budget was hit, and how far the search got.
    #[must_use]
    pub fn exceeded(&self) -> Option<&str> {
        self.exceeded.as_deref()
    }
}

fn out_of_time(limit: f64) -> String {
    let limit = limit as u64;
    let (limit, unit) = if limit.is_multiple_of(1000) { (limit / 1000, "s") } else { (limit, "ms") };
    format!("the time budget of {limit} {unit} was used up")
}
