//! Keeps account of every check, and says it in one readable summary.

use std::time::{Duration, Instant};

use crate::judge::trial::Verdict;

/// What the checks said so far.
pub struct Ledger {
    began: Instant,
    passed: usize,
    failed: Vec<String>,
    skipped: Vec<(String, String)>,
    times: Vec<(Duration, String)>,
    /// The groups of checks, when each began, and how long it took if it has ended.
    parts: Vec<(String, Instant, Option<Duration>)>,
    /// What is printed when this ledger is added to another; `None` if it prints at once.
    held: Option<Vec<String>>,
}

/// How many of the slowest are named.
const SLOWEST: usize = 8;

impl Ledger {
    /// An empty one.
    pub fn new() -> Ledger {
        Ledger {
            began: Instant::now(),
            passed: 0,
            failed: Vec::new(),
            skipped: Vec::new(),
            times: Vec::new(),
            parts: Vec::new(),
            held: None,
        }
    }

    /// One for checks that are made beside others: it prints nothing before it is added to theirs.
    pub fn aside() -> Ledger {
        Ledger { held: Some(Vec::new()), ..Ledger::new() }
    }

    /// Adds the account of checks that were made beside these, and prints what they said.
    pub fn add(&mut self, mut other: Ledger) {
        other.end_part();
        self.end_part();
        other.held.take().unwrap_or_default().into_iter().for_each(|line| self.say(line));
        self.passed += other.passed;
        self.failed.append(&mut other.failed);
        self.skipped.append(&mut other.skipped);
        self.times.append(&mut other.times);
        self.parts.append(&mut other.parts);
    }

    /// Prints a line, now or when it is time.
    pub fn say(&mut self, line: String) {
        match &mut self.held {
            Some(held) => held.push(line),
            None => println!("{line}"),
        }
    }

    fn end_part(&mut self) {
        if let Some((_, began, time @ None)) = self.parts.last_mut() {
            *time = Some(began.elapsed());
        }
    }

    /// Begins a group of checks.
    pub fn heading(&mut self, title: &str) {
        self.end_part();
        self.say(format!("\n{title}"));
        self.parts.push((title.to_owned(), Instant::now(), None));
    }

    /// Notes what a judge said of something, and prints it.
    pub fn enter(&mut self, name: &str, verdict: Verdict, time: Duration) {
        let seconds = time.as_secs_f64();
        match verdict {
            Verdict::Passed => {
                self.passed += 1;
                self.say(format!("  pass {seconds:7.2} s  {name}"));
            }
            Verdict::Failed(error) => {
                let error = error.trim_end().replace('\n', "\n      ");
                self.say(format!("  FAIL {seconds:7.2} s  {name}: {error}"));
                self.failed.push(name.to_owned());
            }
            Verdict::Skipped(reason) => {
                self.say(format!("  skip            {name}: {reason}"));
                self.skipped.push((name.to_owned(), reason));
            }
        }
        self.times.push((time, name.to_owned()));
    }

    /// Times a check and notes what it said.
    pub fn check(&mut self, name: &str, check: impl FnOnce() -> Verdict) {
        let began = Instant::now();
        let verdict = check();
        self.enter(name, verdict, began.elapsed());
    }

    /// Notes many checks that a suite made: how many passed, and which failed.
    pub fn enter_many(&mut self, passed: usize, failed: &[String]) {
        self.passed += passed;
        self.failed.extend_from_slice(failed);
    }

    /// Prints a line about checks that are counted already.
    pub fn note(&mut self, name: &str, time: Duration) {
        self.say(format!("  pass {:7.2} s  {name}", time.as_secs_f64()));
        self.times.push((time, name.to_owned()));
    }

    /// Whether nothing has failed so far.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty()
    }

    /// How many things were skipped.
    pub fn skipped(&self) -> usize {
        self.skipped.len()
    }

    /// Prints the summary; its last line is `N passed, N failed, N skipped`.
    pub fn summarize(&mut self) {
        self.times.sort_by(|a, b| b.cmp(a));
        println!("\nslowest");
        for (time, name) in self.times.iter().take(SLOWEST) {
            println!("  {:7.2} s  {name}", time.as_secs_f64());
        }
        println!("\ntime by part");
        self.end_part();
        for (title, _, time) in &self.parts {
            println!("  {:7.2} s  {title}", time.unwrap_or_default().as_secs_f64());
        }
        if !self.skipped.is_empty() {
            println!("\nskipped");
            self.skipped.iter().for_each(|(name, reason)| println!("  {name}: {reason}"));
        }
        if !self.failed.is_empty() {
            println!("\nfailed (described above)");
            self.failed.iter().for_each(|name| println!("  {name}"));
        }
        let (passed, failed, skipped) = (self.passed, self.failed.len(), self.skipped.len());
        println!("\nin {:.1} s", self.began.elapsed().as_secs_f64());
        println!("{passed} passed, {failed} failed, {skipped} skipped");
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self::new()
    }
}
