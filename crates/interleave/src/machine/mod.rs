//! A thread's own computation: a compiled program, and an interpreter that runs one thread of it from request to request.
//!
//! [`capture`], [`compile`] and [`lower`] turn typed bodies into [`code`]; [`thread`] runs it; [`place`] reads and writes through
//! paths; [`intrinsic`] does what the library cannot say in Rust; [`format`] prints.

pub mod capture;
pub mod code;
mod compile;
mod derive;
pub mod format;
mod intrinsic;
mod layout;
mod lower;
mod place;
pub mod thread;
mod walk;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::request::{Init, Object, OutOfFuel, STATICS, Span, ThreadId};
use crate::syntax::{self, Refusal};
use crate::types::items::Items;
use crate::value::Value;
use code::Code;
pub use thread::Thread;

/// A program, parsed, checked and compiled.
#[derive(Debug)]
pub struct Program {
    code: Rc<Code>,
    /// Names of objects that threads have created so far.
    names: Names,
    /// Where lines begin in the source, in bytes.
    lines: Vec<usize>,
}

/// Names of created objects.
pub type Names = Rc<RefCell<HashMap<Object, Rc<str>>>>;

thread_local! {
    static LIBRARY: Items = Items::library(crate::prelude::parse());
}

/// Local steps that the initializers of all statics may take.
const STATIC_FUEL: u64 = 1_000_000;

impl Program {
    /// Makes a program of its source.
    ///
    /// # Errors
    /// Everything in it that is not supported, in the order of the source.
    pub fn new(source: &str) -> Result<Program, Vec<Refusal>> {
        let file = syntax::parse(source).map_err(|r| vec![r])?;
        let mut items = LIBRARY.with(Clone::clone);
        let mut words = std::collections::HashSet::new();
        if let Ok(tokens) = source.parse() {
            compile::Compiler::words(tokens, &mut words);
        }
        items.words = Rc::new(words);
        let mut refusals = Vec::new();
        let root = items.add_program(file, &mut refusals);
        let (mut code, statics, slots) = compile::compile(items, root, source, refusals)?;
        // The statics' initial values.
        let mut order: Vec<(u32, u32)> = statics;
        order.sort_unstable();
        for (id, function) in order {
            let global = code.items.statics[id as usize].clone();
            let constant = slots[&id] as usize;
            if global.thread_local {
                code.constants[constant] = Value::pair(Value::usize(id as usize), Value::Variant(function));
                continue;
            }
            let shared = Rc::new(code);
            let result = thread::initialize(&shared, function, &global.name, STATIC_FUEL);
            code = Rc::try_unwrap(shared).unwrap_or_else(|_| unreachable!("the initializer is over"));
            match result {
                Ok((value, inits, names)) => {
                    code.constants[constant] = value;
                    code.statics.extend(inits);
                    code.static_names.extend(names);
                }
                Err(reason) => {
                    return Err(vec![Refusal::new(
                        global.span,
                        format!("the value of `{}` cannot be computed: {reason}", global.name),
                        "",
                    )]);
                }
            }
        }
        let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Ok(Program { code: Rc::new(code), names: Names::default(), lines })
    }

    /// The compiled form.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// Where a line and a column (both from 1) are in the source, in bytes.
    fn offset(&self, line: u32, column: u32) -> usize {
        let Some(&start) = self.lines.get((line as usize).wrapping_sub(1)) else { return self.code.source.len() };
        let rest = &self.code.source[start..];
        start + rest.char_indices().nth((column as usize).wrapping_sub(1)).map_or(rest.len(), |(i, _)| i)
    }
}

impl crate::request::Program for Program {
    type Thread = Thread;

    fn statics(&self) -> &[Init] {
        &self.code.statics
    }

    fn main(&self, fuel: &mut u64) -> Result<Thread, OutOfFuel> {
        Thread::start(&self.code, &self.names, 0, self.code.main, Vec::new(), None, Value::none(), fuel)
    }

    fn spawn(&self, id: ThreadId, entry: &Value, fuel: &mut u64) -> Result<Thread, OutOfFuel> {
        // An aggregate of the function, as its variant: the closure, the thread's name, and in a scope what it has been lent.
        let function = entry.variant_index();
        let mut fields = entry.clone().into_fields();
        let lent = if fields.len() > 2 { fields.pop().map(Value::into_fields) } else { None };
        let name = fields.pop().unwrap_or(Value::Unit);
        let n = lent.as_ref().map(|l| l.len() as u32);
        let mut stack = lent.unwrap_or_default();
        stack.extend(fields);
        Thread::start(&self.code, &self.names, id, function, stack, n, name, fuel)
    }

    fn object_name(&self, object: Object) -> String {
        if object.owner == STATICS {
            return self
                .code
                .static_names
                .get(object.index as usize)
                .cloned()
                .unwrap_or_else(|| "standard output".into());
        }
        match self.names.borrow().get(&object) {
            Some(name) => name.to_string(),
            None => format!("object {} of thread {}", object.index, object.owner),
        }
    }

    fn source(&self, span: Span) -> &str {
        let (start, end) = (self.offset(span.line, span.column), self.offset(span.end_line, span.end_column));
        self.code.source.get(start..end).unwrap_or("")
    }
}
