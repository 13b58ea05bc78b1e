//! From text to a syntax tree: `syn` parses, [`limits`] keeps it from recursing too deep, [`span`] says where things stand.

pub mod limits;
pub mod span;

use crate::request::Span;

/// Something in a program that the explorer does not take, and what to write instead.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Refusal {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is not supported, and why.
    pub reason: String,
    /// What to write instead; empty where there is nothing to say.
    pub rewrite: String,
}

impl Refusal {
    /// A refusal of what stands at `span`.
    #[must_use]
    pub fn new(span: Span, reason: impl Into<String>, rewrite: impl Into<String>) -> Refusal {
        Refusal { line: span.line.max(1), column: span.column.max(1), reason: reason.into(), rewrite: rewrite.into() }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.reason)?;
        if !self.rewrite.is_empty() {
            write!(f, "; {}", self.rewrite)?;
        }
        Ok(())
    }
}

/// Parses a file.
///
/// # Errors
/// A syntax error, or a text too large or nested too deep.
pub fn parse(source: &str) -> Result<syn::File, Refusal> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    limits::check_size(source)?;
    let tokens: proc_macro2::TokenStream = source.parse().map_err(|e: proc_macro2::LexError| {
        let span = span::of(e.span());
        let reason = limits::unbalanced(source)
            .unwrap_or_else(|| (span, "this is not Rust: it cannot be split into tokens".into()));
        Refusal::new(reason.0, reason.1, "make it compile with rustc first")
    })?;
    limits::check_depth(&tokens)?;
    syn::parse2(tokens).map_err(|e| {
        Refusal::new(span::of(e.span()), format!("this is not Rust: {e}"), "make it compile with rustc first")
    })
}
