//! What a page can ask, as text: a verb, perhaps with an argument; a line for each field; an empty line; and the program.
//!
//! ```text
//! explore
//! model rc11
//! time 5000
//!
//! fn main() { … }
//! ```
//!
//! | request | fields | answer |
//! |---|---|---|
//! | `check`: is this a program that can be explored? | | accepted or refused |
//! | `explore`: what can it do under this model? | `model`; `spurious yes`: waiting threads wake up for nothing; `count no`: without counting executions; `time` in milliseconds, `states`, `memory` in bytes: budgets | explored |
//! | `open`: begin to step through it, perhaps at the end of a schedule | `model`, `spurious`, `schedule` | view |
//! | `take TOKEN`, `undo`, `redo`, `restart`, `replay SCHEDULE` | | view |
//! | `why THREAD`: what can this thread not do now? | | why |
//!
//! JSON would do as well, but what reads it would be a twentieth of the module.

use std::str;

/// A request, in pieces.
pub struct Request<'a> {
    pub verb: &'a str,
    /// What follows the verb; often nothing.
    pub argument: &'a str,
    fields: &'a str,
    pub program: &'a str,
}

fn halves(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

impl<'a> Request<'a> {
    /// Takes a request apart.
    ///
    /// # Errors
    /// If it is no text.
    pub fn read(request: &'a [u8]) -> Result<Self, &'static str> {
        let request = str::from_utf8(request).map_err(|_| "a request is text in UTF-8")?;
        let (head, program) = request.split_once("\n\n").unwrap_or((request, ""));
        let (first, fields) = head.split_once('\n').unwrap_or((head, ""));
        let (verb, argument) = halves(first);
        Ok(Self { verb, argument, fields, program })
    }

    /// The value of a field, if it is there.
    pub fn field(&self, name: &str) -> Option<&'a str> {
        self.fields.split('\n').map(halves).find_map(|(field, value)| (field == name).then_some(value))
    }

    /// The value of a field that is a whole number.
    ///
    /// # Errors
    /// If it is something else.
    pub fn number(&self, name: &str) -> Result<Option<u64>, String> {
        let number = |text: &str| text.parse().map_err(|_| format!("{name} needs a whole number, not {text:?}"));
        self.field(name).map(number).transpose()
    }
}
