//! A TOML file whose every entry knows its line.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, Problems, line_of};

/// A key, and where it stands.
pub type Key<'a> = Spanned<Cow<'a, str>>;
/// A value, and where it stands.
pub type Value<'a> = Spanned<DeValue<'a>>;

/// The entries of a table as they stand in the file.
pub fn in_order<'a, 'b>(table: &'b DeTable<'a>) -> Vec<(&'b Key<'a>, &'b Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// One file, and what is wrong with it.
pub struct Source<'s> {
    /// Relative to the book's root.
    pub file: &'s Path,
    /// What is in it.
    pub text: &'s str,
    /// What was found wrong in it so far.
    pub problems: &'s mut Problems,
}

impl Source<'_> {
    /// Notes what is wrong with the bytes `at`.
    pub fn problem(&mut self, at: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        let line = line_of(self.text, at.start);
        self.problems.push(Problem::new(self.file, line, what, mend));
    }

    /// The line on which the bytes `at` begin.
    pub fn line(&self, at: Range<usize>) -> usize {
        line_of(self.text, at.start)
    }

    /// The table that a key names; anything else is a problem.
    pub fn table<'a, 'b>(&mut self, key: &Key<'a>, value: &'b Value<'a>) -> Option<&'b DeTable<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.problem(
                key.span(),
                format!("`{}` stands outside a listing's table", key.get_ref()),
                "put it below the line `[NAME]` of its listing",
            );
        }
        table
    }
}

/// A list of strings.
pub fn strings(value: &Value) -> Option<Vec<String>> {
    let list = value.get_ref().as_array()?;
    list.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect()
}

/// A whole number.
pub fn integer(value: &Value) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// `500ms`, `10s`, `2min`: more than nothing, and an hour at most.
pub fn duration(text: &str) -> Option<Duration> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let millis = match unit.trim() {
        "ms" => number,
        "s" => number.checked_mul(1000)?,
        "min" => number.checked_mul(60_000)?,
        _ => return None,
    };
    (1..=3_600_000).contains(&millis).then(|| Duration::from_millis(millis))
}
