//! The explorer as a page uses it: a request in JSON, an answer in JSON, and nothing else crosses the border.
//!
//! [`Session`] answers; it is plain Rust, so that the module can be held to it, answer by answer. The module itself (`abi`) adds a
//! buffer of bytes in its memory that both sides write to:
//!
//! ```text
//! room(n)    → where to write a request of n bytes
//! ask()      → answers it; the length of the answer
//! answer()   → where the answer is
//! ```
//!
//! It imports one function, `clock`, which gives milliseconds. An instance keeps at most one stepper. An exploration is best given an instance of
//! its own: memory that WebAssembly has taken it gives back only as a whole.

#[cfg(target_arch = "wasm32")]
mod abi;

use std::fmt::Display;
use std::rc::Rc;

use interleave::report::Exploration;
use interleave::search::budget::Budget;
use interleave::stepper::{Refused, View};
use interleave::{Model, Options, Program, Refusal, Rules, Stepper};
use serde::{Deserialize, Serialize};

/// What a page can ask.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "snake_case")]
enum Request {
    /// Is this a program that can be explored? [`Answer::Accepted`] or [`Answer::Refused`].
    Check {
        source: String,
    },
    /// What can it do under this model? [`Answer::Explored`].
    Explore(Explore),
    /// Begin to step through it, perhaps at the end of a schedule. This and what follows, up to [`Request::Why`]: [`Answer::View`].
    Open {
        source: String,
        model: String,
        #[serde(default)]
        spurious: bool,
        #[serde(default)]
        schedule: String,
    },
    /// Take the step of this token.
    Take(String),
    Undo,
    Redo,
    Restart,
    /// Follow a schedule from the start.
    Replay(String),
    /// What can this thread not do now? [`Answer::Why`].
    Why(u32),
}

#[derive(Deserialize, Debug)]
struct Explore {
    source: String,
    model: String,
    /// Condition variables wake up without a reason.
    #[serde(default)]
    spurious: bool,
    /// Count executions too.
    #[serde(default = "yes")]
    count: bool,
    /// Milliseconds.
    time: Option<f64>,
    states: Option<u64>,
    /// Bytes.
    memory: Option<usize>,
}

const fn yes() -> bool {
    true
}

/// What a page gets.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Accepted,
    Refused(Vec<Complaint>),
    Explored(Box<Exploration>),
    View(Box<View>),
    Why(Vec<Refused>),
    /// The request cannot be fulfilled: why not. Nothing has changed.
    Wrong(String),
}

/// Where a program is refused, and why.
#[derive(Serialize)]
struct Complaint {
    line: u32,
    column: u32,
    reason: String,
    rewrite: String,
}

impl From<Vec<Refusal>> for Answer {
    fn from(refusals: Vec<Refusal>) -> Self {
        let complaint =
            |Refusal { line, column, reason, rewrite }: Refusal| Complaint { line, column, reason, rewrite };
        Self::Refused(refusals.into_iter().map(complaint).collect())
    }
}

fn wrong(error: impl Display) -> Answer {
    Answer::Wrong(error.to_string())
}

/// One page's explorer: what it is asked, it answers.
pub struct Session {
    clock: fn() -> f64,
    gauge: Option<fn() -> usize>,
    stepper: Option<Stepper<Program>>,
}

impl Session {
    /// A session that measures time with `clock` (milliseconds since whenever) and memory with `gauge` (bytes in use).
    #[must_use]
    pub const fn new(clock: fn() -> f64, gauge: Option<fn() -> usize>) -> Self {
        Self { clock, gauge, stepper: None }
    }

    /// Answers a request. Whatever is wrong with it is an answer too.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let answer = match serde_json::from_slice(request) {
            Ok(request) => self.fulfil(request).unwrap_or_else(|answer| answer),
            Err(error) => wrong(error),
        };
        serde_json::to_string(&answer).unwrap_or_else(|error| unreachable!("strings, numbers and lists: {error}"))
    }

    fn fulfil(&mut self, request: Request) -> Result<Answer, Answer> {
        match request {
            Request::Check { source } => Ok(interleave::parse(&source).map_or_else(Answer::from, |_| Answer::Accepted)),
            Request::Explore(request) => self.explore(&request),
            Request::Open { source, model, spurious, schedule } => {
                let program = interleave::parse(&source).map_err(Answer::from)?;
                let rules = Rules { spurious, ..Rules::default() };
                let mut stepper = Stepper::new(Rc::new(program), model.parse().map_err(wrong)?, rules);
                stepper.replay(&schedule).map_err(wrong)?;
                self.stepper = Some(stepper);
                self.step(|_| Ok(()))
            }
            Request::Take(token) => self.step(|stepper| {
                let number = stepper.choices().iter().position(|choice| choice.token == token);
                let number = number.ok_or_else(|| format!("{token:?} is not a step that can be taken now"))?;
                stepper.take(number).map_err(|error| error.to_string())
            }),
            Request::Undo => {
                self.step(|stepper| stepper.undo().then_some(()).ok_or_else(|| "this is the start".into()))
            }
            Request::Redo => {
                self.step(|stepper| stepper.redo().then_some(()).ok_or_else(|| "nothing was taken back".into()))
            }
            Request::Restart => self.step(|stepper| {
                stepper.restart();
                Ok(())
            }),
            Request::Replay(schedule) => {
                self.step(|stepper| stepper.replay(&schedule).map_err(|error| error.to_string()))
            }
            Request::Why(thread) => Ok(Answer::Why(self.stepper()?.refused(thread))),
        }
    }

    fn explore(&self, request: &Explore) -> Result<Answer, Answer> {
        let model: Model = request.model.parse().map_err(wrong)?;
        let clock = self.clock;
        let limits = Budget::default();
        let options = Options {
            count: request.count,
            rules: Rules { spurious: request.spurious, ..Rules::default() },
            budget: Budget {
                states: request.states.unwrap_or(limits.states),
                memory: request.memory.unwrap_or(limits.memory),
                gauge: self.gauge.as_ref().map(|gauge| gauge as &dyn Fn() -> usize),
                time: request.time.map(|limit| (limit, &clock as &dyn Fn() -> f64)),
                ..limits
            },
            ..Options::default()
        };
        let mut report = interleave::explore(&request.source, &[model], &options).map_err(Answer::from)?;
        Ok(Answer::Explored(Box::new(report.models.remove(0))))
    }

    fn stepper(&mut self) -> Result<&mut Stepper<Program>, Answer> {
        self.stepper.as_mut().ok_or_else(|| wrong("no program is open"))
    }

    fn step(&mut self, go: impl FnOnce(&mut Stepper<Program>) -> Result<(), String>) -> Result<Answer, Answer> {
        let stepper = self.stepper()?;
        go(stepper).map_err(wrong)?;
        Ok(Answer::View(Box::new(stepper.view())))
    }
}
