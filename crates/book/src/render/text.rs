//! Small pieces of HTML and Markdown.

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::markup::parser;

/// Text for HTML, in an element or an attribute. A line break becomes a character reference, so that no empty line ends
/// the HTML block around it.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// One paragraph of Markdown as HTML, without the paragraph around it.
pub fn inline(markdown: &str) -> String {
    let events =
        parser(markdown).filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    let mut page = String::new();
    html::push_html(&mut page, events);
    page.trim().replace('\n', " ")
}

/// Code between fences that are longer than any in it.
pub fn fence(info: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("\n{fence}{info}\n{}\n{fence}\n\n", code.trim_end_matches('\n'))
}

/// A whole number with commas: `10,000`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with so many significant digits; without, whole and large numbers are whole, and others have three digits.
pub fn number(value: f64, digits: Option<usize>) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let whole = value.fract() == 0.0 && value.abs() < 1e15;
    let digits = match digits {
        None if whole || value.abs() >= 1000.0 => return signed_thousands(value.round()),
        None => 3,
        Some(digits) => digits,
    };
    if value == 0.0 {
        return "0".to_owned();
    }
    // Rounding first, because it may add a digit: 9.96 to two digits is 10.
    let rounded: f64 = format!("{value:.*e}", digits - 1).parse().expect("a formatted number is a number");
    let magnitude = rounded.abs().log10().floor() as i32;
    let decimals = (digits as i32 - 1 - magnitude).max(0) as usize;
    if decimals == 0 {
        return signed_thousands(rounded);
    }
    let fixed = format!("{:.decimals$}", rounded.abs());
    let (integer, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let integer = thousands(integer.parse().expect("digits"));
    format!("{}{integer}.{fraction}", if rounded < 0.0 { "−" } else { "" })
}

fn signed_thousands(value: f64) -> String {
    format!("{}{}", if value < 0.0 { "−" } else { "" }, thousands(value.abs() as u64))
}

/// `2026-11-20` as a reader's date: `20 November 2026`. Anything else stays as it is.
pub fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = iso.split('-').collect();
    let [year, month, day] = parts[..] else { return iso.to_owned() };
    match (month.parse::<usize>(), day.parse::<u32>()) {
        (Ok(month @ 1..=12), Ok(day)) => format!("{day} {} {year}", MONTHS[month - 1]),
        _ => iso.to_owned(),
    }
}

/// "1 run", "2 runs".
pub fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(10_000.0, None), "10,000");
        assert_eq!(number(0.0714, Some(2)), "0.071");
        assert_eq!(number(9.96, Some(2)), "10");
        assert_eq!(number(12_345.6, None), "12,346");
        assert_eq!(number(12_345.6, Some(2)), "12,000");
        assert_eq!(number(1.8349, None), "1.83");
        assert_eq!(number(1.8, None), "1.80");
        assert_eq!(number(-0.5, Some(1)), "−0.5");
        assert_eq!(number(93.12, Some(3)), "93.1");
    }

    #[test]
    fn inline_markdown_has_no_paragraph() {
        assert_eq!(inline("Two *threads* and `a < b`"), "Two <em>threads</em> and <code>a &lt; b</code>");
    }

    #[test]
    fn a_fence_is_longer_than_its_contents() {
        assert!(fence("text", "a ```` b").starts_with("\n`````text\n"));
    }

    #[test]
    fn dates_are_read_by_people() {
        assert_eq!(date("2026-11-20"), "20 November 2026");
        assert_eq!(date("soon"), "soon");
    }
}
