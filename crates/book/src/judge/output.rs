//! Compares an output with what a contract says of it.

use crate::contract::Prints;

/// Whether a contract allows this output.
pub fn fits(prints: &Prints, output: &str) -> bool {
    match prints {
        Prints::Exactly(text) => output == text,
        Prints::OneOf(texts) => texts.iter().any(|text| output == text),
        Prints::Lines { lines, in_order } => {
            let (mut expected, mut got): (Vec<&str>, Vec<&str>) =
                (lines.iter().map(String::as_str).collect(), output.lines().collect());
            let ordered = in_order.iter().all(|list| is_ordered(list, &got));
            expected.sort_unstable();
            got.sort_unstable();
            expected == got && ordered && (output.is_empty() || output.ends_with('\n'))
        }
        Prints::Pattern(pattern) => pattern.matches(output),
        Prints::Unasked => true,
    }
}

/// Whether the lines of `list` come in its order. Lines that `list` has not are passed over.
fn is_ordered(list: &[String], got: &[&str]) -> bool {
    let mut rest = got.iter();
    list.iter().all(|line| rest.any(|other| other == line))
}
