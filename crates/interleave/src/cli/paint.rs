//! Colours and columns. What is written here goes through [`anstream`], which leaves colours out where nobody sees them.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

pub const PLAIN: Style = Style::new();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default().bold();
pub const WARN: Style = AnsiColor::Yellow.on_default();
pub const LINK: Style = AnsiColor::Cyan.on_default();

/// How wide the terminal is; a comfortable width where there is none.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.or(asked).unwrap_or(100).clamp(40, 200)
}

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text in so many columns: cut with an ellipsis, or filled up with spaces.
pub fn fit(text: &str, width: usize) -> String {
    let cut = cut(text, width);
    let fill = width - columns(&cut);
    format!("{cut}{:fill$}", "")
}

/// A text in at most so many columns.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_string();
    }
    let mut cut = String::new();
    for character in text.chars() {
        let mut longer = cut.clone();
        longer.push(character);
        if columns(&longer) + 1 > width {
            break;
        }
        cut = longer;
    }
    cut + "…"
}

/// A text in lines of at most so many columns, broken between words where that is possible.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![];
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word.to_string();
        while columns(&line) + usize::from(!line.is_empty()) + columns(&word) > width {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                continue;
            }
            let mut head = cut(&word, width + 1);
            head.pop();
            if head.is_empty() {
                break;
            }
            word = word[head.len()..].to_string();
            lines.push(head);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A paragraph, indented.
pub fn paragraph(text: &str, indent: usize) -> String {
    let lines = wrap(text, width().saturating_sub(indent).max(30));
    lines.iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
}

/// Output on one line: `a⏎b`, without its last line's end.
pub fn on_one_line(output: &str) -> String {
    let output = output.strip_suffix('\n').unwrap_or(output);
    if output.is_empty() {
        return "(nothing)".into();
    }
    output
        .chars()
        .map(|c| match c {
            '\n' => '⏎',
            c if c.is_control() => '·',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, fit, on_one_line, wrap};

    #[test]
    fn texts_fit() {
        assert_eq!(fit("ab", 4), "ab  ");
        assert_eq!(fit("abcdef", 4), "abc…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(on_one_line("a\nb\n"), "a⏎b");
        assert_eq!(on_one_line("\n"), "(nothing)");
    }
}
