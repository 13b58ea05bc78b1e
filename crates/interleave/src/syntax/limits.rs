//! Bounds on what the parser is given. `syn`, and all that walks its trees, recurses; so the depth of a tree is bounded before it is
//! built, from its tokens: a tree is at most as deep as the brackets that are open, plus, in each of them, the tokens since its last
//! separator (`a + a + a …` and `!!!…a` are as deep as they are long).

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{Refusal, span};
use crate::request::Span;

/// Longest text, in bytes.
const SIZE: usize = 256 * 1024;
/// Most brackets open at once.
const BRACKETS: usize = 48;
/// Most tokens on the way from the root of the tree to a leaf.
const TOKENS: usize = 480;
/// Most digits (with signs between them) of a number.
const DIGITS: usize = 300;

/// Refuses a text that is too long to be a listing.
pub(super) fn check_size(source: &str) -> Result<(), Refusal> {
    if source.len() <= SIZE {
        return check_brackets(source);
    }
    let what = format!("the text has {} KiB; at most {} KiB are explored", source.len() / 1024, SIZE / 1024);
    Err(Refusal::new(
        Span { line: 1, column: 1, end_line: 1, end_column: 1 },
        what,
        "explore one small program at a time",
    ))
}

/// Walks the brackets of the text outside comments and literals; `visit` gets each with its position.
fn brackets(source: &str, mut visit: impl FnMut(char, Span) -> bool) {
    let mut chars = source.chars().peekable();
    let (mut line, mut column) = (1, 0);
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        column += 1;
        match c {
            '\n' => (line, column) = (line + 1, 0),
            '/' if chars.peek() == Some(&'/') => {
                while chars.next_if(|&c| c != '\n').is_some() {
                    column += 1;
                }
            }
            '"' => {
                let mut escaped = false;
                for c in chars.by_ref() {
                    column += 1;
                    if c == '\n' {
                        (line, column) = (line + 1, 0);
                    }
                    if c == '"' && !escaped {
                        break;
                    }
                    escaped = c == '\\' && !escaped;
                }
            }
            // A character literal of a bracket, not a lifetime.
            '(' | ')' | '[' | ']' | '{' | '}' if previous == '\'' && chars.peek() == Some(&'\'') => {}
            '(' | ')' | '[' | ']' | '{' | '}'
                if !visit(c, Span { line, column, end_line: line, end_column: column + 1 }) =>
            {
                return;
            }
            _ => {}
        }
        previous = c;
    }
}

/// A first look at the raw text: not even the lexer gets a megabyte of braces.
fn check_brackets(source: &str) -> Result<(), Refusal> {
    let mut depth = 0usize;
    let mut too_deep = None;
    brackets(source, |c, span| {
        if "([{".contains(c) {
            depth += 1
        } else {
            depth = depth.saturating_sub(1)
        }
        if depth > 4 * BRACKETS {
            too_deep = Some(span);
        }
        too_deep.is_none()
    });
    too_deep.map_or(Ok(()), |span| Err(deep(span)))
}

/// Where brackets do not match, if that is what is wrong.
pub(super) fn unbalanced(source: &str) -> Option<(Span, String)> {
    let mut open: Vec<(char, Span)> = Vec::new();
    let mut wrong = None;
    brackets(source, |c, span| {
        if "([{".contains(c) {
            open.push((c, span));
            return true;
        }
        match open.pop() {
            Some(('(', _)) if c == ')' => {}
            Some(('[', _)) if c == ']' => {}
            Some(('{', _)) if c == '}' => {}
            Some((o, at)) => wrong = Some((span, format!("this `{c}` does not close the `{o}` of line {}", at.line))),
            None => wrong = Some((span, format!("nothing is open that this `{c}` could close"))),
        }
        wrong.is_none()
    });
    wrong.or_else(|| open.pop().map(|(c, span)| (span, format!("this `{c}` is never closed"))))
}

fn deep(span: Span) -> Refusal {
    Refusal::new(span, "the program is nested too deep here", "give parts of it a name: a `let` or a function")
}

/// Refuses a token stream whose tree would be too deep.
pub(super) fn check_depth(tokens: &TokenStream) -> Result<(), Refusal> {
    struct Open {
        rest: proc_macro2::token_stream::IntoIter,
        /// Tokens since the last separator.
        run: usize,
        /// The last token was a block, after which a statement may end.
        after_block: bool,
    }
    let open = |tokens: &TokenStream| Open { rest: tokens.clone().into_iter(), run: 0, after_block: false };
    let mut stack = vec![open(tokens)];
    let mut total = 0;
    while let Some(top) = stack.last_mut() {
        let Some(token) = top.rest.next() else {
            total -= top.run;
            stack.pop();
            continue;
        };
        let goes_on = match &token {
            TokenTree::Punct(p) => !matches!(p.as_char(), '#' | '&' | '*' | '|'),
            TokenTree::Ident(i) => i == "else" || i == "as",
            TokenTree::Group(g) => g.delimiter() != Delimiter::Brace,
            TokenTree::Literal(_) => false,
        };
        let separates = matches!(&token, TokenTree::Punct(p) if matches!(p.as_char(), ';' | ','));
        if separates || (top.after_block && !goes_on) {
            total -= top.run;
            top.run = 0;
        }
        top.run += 1;
        total += 1;
        top.after_block = false;
        if total > TOKENS {
            return Err(deep(span::of(token.span())));
        }
        // `syn` computes the value of a number in a time that grows with the square of its digits.
        if let TokenTree::Literal(literal) = &token {
            let text = literal.to_string();
            if text.len() > DIGITS && text.starts_with(|c: char| c.is_ascii_digit()) {
                let what = format!("a number of {} digits", text.len());
                return Err(Refusal::new(span::of(token.span()), what, "no integer type has more than 39"));
            }
        }
        if let TokenTree::Group(group) = token {
            top.after_block = group.delimiter() == Delimiter::Brace;
            if stack.len() > BRACKETS {
                return Err(deep(span::of(group.span_open())));
            }
            stack.push(open(&group.stream()));
        }
    }
    Ok(())
}
