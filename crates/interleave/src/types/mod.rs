//! From a syntax tree to a typed one.
//!
//! [`items`] knows what is declared and resolves paths; [`ty`] has the types and their unification; [`check`] walks a body
//! and gives every expression its type, as rustc does it: in one pass from top to bottom, with what is expected of an
//! expression as a hint; [`select`] finds methods and impls. The result is a [`tree`].
//!
//! Generic functions are checked once for each set of type arguments, when those are known (as C++ does it with templates),
//! so a body never meets an unknown parameter, and every call in it leads to one function.

pub mod check;
pub mod items;
mod macros;
mod pattern;
pub mod select;
pub mod tree;
pub mod ty;

use std::collections::HashMap;
use std::rc::Rc;

use crate::request::Span;
use crate::syntax::Refusal;
use items::Items;
use tree::{Body, Closure};
use ty::{FnId, Infer, Ty, Tys};

/// What all bodies of a program share while they are checked.
#[derive(Debug)]
pub struct Context {
    pub items: Items,
    pub infer: Infer,
    pub closures: Vec<Closure>,
    pub refusals: Vec<Refusal>,
    /// Refusals that may be consequences of others: they count only if there are no others.
    pub consequences: Vec<Refusal>,
    /// The place in the program for whose sake a library function is being checked.
    pub site: Span,
    pub pending: Vec<select::Obligation>,
    bodies: HashMap<(FnId, Tys), Rc<Body>>,
    /// Nested blocks that declare items, by where they begin.
    blocks: HashMap<(u32, u32), items::ModuleId>,
    /// How many functions are being checked for the sake of each other.
    depth: u32,
}

impl Context {
    /// Nothing checked yet.
    #[must_use]
    pub fn new(items: Items) -> Context {
        Context {
            items,
            infer: Infer::default(),
            closures: Vec::new(),
            refusals: Vec::new(),
            consequences: Vec::new(),
            site: Span::default(),
            pending: Vec::new(),
            bodies: HashMap::new(),
            blocks: HashMap::new(),
            depth: 0,
        }
    }

    /// Notes a refusal, once.
    pub fn refuse(&mut self, span: Span, reason: impl Into<String>, rewrite: impl Into<String>) {
        let span = if span.line == 0 { self.site } else { span };
        let refusal = Refusal::new(span, reason, rewrite);
        if !self.refusals.contains(&refusal) {
            self.refusals.push(refusal);
        }
    }

    /// Notes a refusal of something whose type is not known: perhaps because of another refusal.
    pub fn refuse_unknown(&mut self, span: Span, reason: impl Into<String>, rewrite: impl Into<String>) {
        let span = if span.line == 0 { self.site } else { span };
        let refusal = Refusal::new(span, reason, rewrite);
        if !self.consequences.contains(&refusal) {
            self.consequences.push(refusal);
        }
    }

    /// A type in Rust's words.
    #[must_use]
    pub fn show(&self, ty: &Ty) -> String {
        self.items.show(&self.infer.resolve(ty))
    }
}
