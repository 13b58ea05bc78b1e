//! The explorer as a page uses it: a request as text, an answer in JSON, and nothing else crosses the border.
//!
//! A request ([`Request`]) has a head of lines and, after an empty line, the program. [`Session`] answers; it is plain Rust, so that the
//! module can be held to it, answer by answer. The module itself (`abi`) adds a buffer of bytes in its memory that both sides write to:
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
mod request;

use std::fmt::Display;
use std::rc::Rc;

use interleave::report::Exploration;
use interleave::search::budget::Budget;
use interleave::stepper::{Refused, View};
use interleave::{Model, Options, Program, Refusal, Rules, Stepper};
use request::Request;
use serde::Serialize;

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

fn model(request: &Request<'_>) -> Result<Model, Answer> {
    request.field("model").unwrap_or_default().parse().map_err(wrong)
}

fn rules(request: &Request<'_>) -> Rules {
    Rules { spurious: request.field("spurious") == Some("yes"), ..Rules::default() }
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
        let answer = Request::read(request).map_err(wrong).and_then(|request| self.fulfil(&request));
        let answer = answer.unwrap_or_else(|answer| answer);
        serde_json::to_string(&answer).unwrap_or_else(|error| unreachable!("strings, numbers and lists: {error}"))
    }

    fn fulfil(&mut self, request: &Request<'_>) -> Result<Answer, Answer> {
        match request.verb {
            "check" => Ok(interleave::parse(request.program).map_or_else(Answer::from, |_| Answer::Accepted)),
            "explore" => self.explore(request),
            "open" => {
                let program = interleave::parse(request.program).map_err(Answer::from)?;
                let mut stepper = Stepper::new(Rc::new(program), model(request)?, rules(request));
                stepper.replay(request.field("schedule").unwrap_or_default()).map_err(wrong)?;
                self.stepper = Some(stepper);
                self.step(|_| Ok(()))
            }
            "take" => self.step(|stepper| {
                let number = stepper.choices().iter().position(|choice| choice.token == request.argument);
                let number =
                    number.ok_or_else(|| format!("{:?} is not a step that can be taken now", request.argument))?;
                stepper.take(number).map_err(|error| error.to_string())
            }),
            "undo" => self.step(|stepper| stepper.undo().then_some(()).ok_or_else(|| "this is the start".into())),
            "redo" => self.step(|stepper| stepper.redo().then_some(()).ok_or_else(|| "nothing was taken back".into())),
            "restart" => self.step(|stepper| {
                stepper.restart();
                Ok(())
            }),
            "replay" => self.step(|stepper| stepper.replay(request.argument).map_err(|error| error.to_string())),
            "why" => {
                let thread = request.argument.parse().map_err(|_| wrong("why needs the number of a thread"))?;
                Ok(Answer::Why(self.stepper()?.refused(thread)))
            }
            other => Err(wrong(format_args!("there is no request {other:?}"))),
        }
    }

    fn explore(&self, request: &Request<'_>) -> Result<Answer, Answer> {
        let clock = self.clock;
        let limits = Budget::default();
        let options = Options {
            count: request.field("count") != Some("no"),
            rules: rules(request),
            budget: Budget {
                states: request.number("states").map_err(wrong)?.unwrap_or(limits.states),
                memory: request.number("memory").map_err(wrong)?.map_or(limits.memory, |bytes| bytes as usize),
                gauge: self.gauge.as_ref().map(|gauge| gauge as &dyn Fn() -> usize),
                time: request.number("time").map_err(wrong)?.map(|limit| (limit as f64, &clock as &dyn Fn() -> f64)),
                ..limits
            },
            ..Options::default()
        };
        let mut report = interleave::explore(request.program, &[model(request)?], &options).map_err(Answer::from)?;
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
