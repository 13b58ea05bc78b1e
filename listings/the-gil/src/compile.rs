//! From a tree to bytecode.
//!
//! A name that a function assigns to is local to it unless it says `global`; all others are global.
//! Functions stand in the program itself, not within each other.

use std::sync::Arc;

use crate::Error;
use crate::builtins::Builtin;
use crate::bytecode::{Code, Constant, Op, Program, fuse};
use crate::parse::parse;
use crate::syntax::{Expression, Kind, Literal, Statement};

/// The bytecode of a program.
///
/// # Errors
/// If the text is no program of our slice of Python.
pub fn compile(source: &str) -> Result<Program, Error> {
    let mut globals = Names::default();
    let mut compiler = Compiler {
        code: new_code("<module>"),
        locals: None,
        globals: &mut globals,
        line: 0,
        loops: Vec::new(),
    };
    compiler.block(&parse(source)?)?;
    compiler.return_none();
    let mut main = compiler.code;
    fuse(&mut main.ops);
    Ok(Program {
        main,
        globals: globals.0,
    })
}

fn new_code(name: &str) -> Code {
    Code {
        name: name.to_string(),
        keywords: vec![Vec::new()],
        ..Code::default()
    }
}

/// Names with the numbers that instructions use for them.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let at = self
            .0
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.0.push(name.to_string());
                self.0.len() - 1
            });
        at as u32
    }
}

/// A loop that is being compiled.
struct Loop {
    start: u32,
    /// Jumps to its end, which is not known yet.
    breaks: Vec<usize>,
    /// A `for` has its iterator on the stack, which `break` and `return` must take away.
    iterator: bool,
}

struct Compiler<'a> {
    code: Code,
    /// The local names; none in the program itself.
    locals: Option<Names>,
    globals: &'a mut Names,
    line: u32,
    loops: Vec<Loop>,
}

impl Compiler<'_> {
    fn error<T>(&self, message: &str) -> Result<T, Error> {
        Err(Error::new(self.line, format!("SyntaxError: {message}")))
    }

    fn emit(&mut self, op: Op) -> usize {
        self.code.ops.push(op);
        self.code.lines.push(self.line);
        self.code.ops.len() - 1
    }

    fn here(&self) -> u32 {
        self.code.ops.len() as u32
    }

    /// Lets an earlier jump go to where the next instruction will be.
    fn land(&mut self, jump: usize) {
        let here = self.here();
        match &mut self.code.ops[jump] {
            Op::JumpForward(to)
            | Op::PopJumpIfFalse(to)
            | Op::JumpIfFalseOrPop(to)
            | Op::JumpIfTrueOrPop(to)
            | Op::ForIter(to) => *to = here,
            other => unreachable!("{other:?} is no forward jump"),
        }
    }

    fn constant(&mut self, constant: Constant) {
        self.code.constants.push(constant);
        self.emit(Op::LoadConst(self.code.constants.len() as u32 - 1));
    }

    fn return_none(&mut self) {
        self.constant(Constant::Literal(Literal::None));
        self.emit(Op::ReturnValue);
    }

    fn block(&mut self, block: &[Statement]) -> Result<(), Error> {
        block.iter().try_for_each(|statement| {
            self.line = statement.line;
            self.statement(&statement.kind)
        })
    }

    fn statement(&mut self, kind: &Kind) -> Result<(), Error> {
        match kind {
            Kind::Import { module, names } => {
                for name in names {
                    let Some(builtin) = Builtin::named(module, name) else {
                        return self.error(&format!("there is no {name} in our {module}"));
                    };
                    self.constant(Constant::Builtin(builtin));
                    self.store_name(name);
                }
            }
            Kind::Define {
                name,
                parameters,
                body,
            } => {
                let function = self.function(name, parameters, body)?;
                self.constant(Constant::Function(Arc::new(function)));
                self.store_name(name);
            }
            // Heeded where the function's local names are collected.
            Kind::Global(_) | Kind::Pass => {}
            Kind::Assign { target, value } => {
                self.expression(value)?;
                self.store(target)?;
            }
            Kind::Update {
                target,
                operator,
                value,
            } => {
                if let Expression::Subscript(parts) = target {
                    self.expression(&parts.0)?;
                    self.expression(&parts.1)?;
                    self.emit(Op::DupTwo);
                    self.emit(Op::LoadSubscript);
                    self.expression(value)?;
                    self.emit(Op::Binary(*operator));
                    self.emit(Op::RotThree);
                    self.emit(Op::StoreSubscript);
                } else {
                    self.expression(target)?;
                    self.expression(value)?;
                    self.emit(Op::Binary(*operator));
                    self.store(target)?;
                }
            }
            Kind::Expression(expression) => {
                self.expression(expression)?;
                self.emit(Op::PopTop);
            }
            Kind::If {
                condition,
                then,
                otherwise,
            } => {
                self.expression(condition)?;
                let if_false = self.emit(Op::PopJumpIfFalse(0));
                self.block(then)?;
                if otherwise.is_empty() {
                    self.land(if_false);
                } else {
                    let over = self.emit(Op::JumpForward(0));
                    self.land(if_false);
                    self.block(otherwise)?;
                    self.land(over);
                }
            }
            Kind::While { condition, body } => {
                let start = self.here();
                self.expression(condition)?;
                let end = self.emit(Op::PopJumpIfFalse(0));
                self.looped(start, end, body, false)?;
            }
            Kind::For {
                variable,
                iterable,
                body,
            } => {
                self.expression(iterable)?;
                self.emit(Op::GetIter);
                let start = self.here();
                let end = self.emit(Op::ForIter(0));
                self.store(variable)?;
                self.looped(start, end, body, true)?;
            }
            Kind::Break => {
                let Some(innermost) = self.loops.last() else {
                    return self.error("'break' outside loop");
                };
                if innermost.iterator {
                    self.emit(Op::PopTop);
                }
                let jump = self.emit(Op::JumpForward(0));
                self.loops.last_mut().unwrap().breaks.push(jump);
            }
            Kind::Continue => {
                let Some(innermost) = self.loops.last() else {
                    return self.error("'continue' not properly in loop");
                };
                self.emit(Op::JumpBackward(innermost.start));
            }
            Kind::Return(value) => {
                if self.locals.is_none() {
                    return self.error("'return' outside function");
                }
                match value {
                    Some(value) => self.expression(value)?,
                    None => self.constant(Constant::Literal(Literal::None)),
                }
                self.emit(Op::ReturnValue);
            }
        }
        Ok(())
    }

    fn looped(
        &mut self,
        start: u32,
        end: usize,
        body: &[Statement],
        iterator: bool,
    ) -> Result<(), Error> {
        self.loops.push(Loop {
            start,
            breaks: Vec::new(),
            iterator,
        });
        self.block(body)?;
        self.emit(Op::JumpBackward(start));
        self.land(end);
        for jump in self.loops.pop().unwrap().breaks {
            self.land(jump);
        }
        Ok(())
    }

    fn function(
        &mut self,
        name: &str,
        parameters: &[String],
        body: &[Statement],
    ) -> Result<Code, Error> {
        if self.locals.is_some() {
            return self.error("a function within a function is not in this slice of Python");
        }
        let mut locals = Names(parameters.to_vec());
        let mut globals = Vec::new();
        collect(body, &mut locals, &mut globals);
        locals.0.retain(|local| !globals.contains(local));
        let mut inner = Compiler {
            code: new_code(name),
            locals: Some(locals),
            globals: self.globals,
            line: self.line,
            loops: Vec::new(),
        };
        inner.block(body)?;
        inner.return_none();
        fuse(&mut inner.code.ops);
        let locals = inner.locals.map(|names| names.0).unwrap_or_default();
        Ok(Code {
            parameters: parameters.len(),
            locals,
            ..inner.code
        })
    }

    fn store(&mut self, target: &Expression) -> Result<(), Error> {
        match target {
            Expression::Name(name) => self.store_name(name),
            Expression::Subscript(parts) => {
                self.expression(&parts.0)?;
                self.expression(&parts.1)?;
                self.emit(Op::StoreSubscript);
            }
            _ => return self.error("cannot assign to this expression"),
        }
        Ok(())
    }

    fn local(&self, name: &str) -> Option<u32> {
        let at = self
            .locals
            .as_ref()?
            .0
            .iter()
            .position(|local| local == name)?;
        Some(at as u32)
    }

    fn store_name(&mut self, name: &str) {
        let op = match self.local(name) {
            Some(local) => Op::StoreFast(local),
            None => Op::StoreGlobal(self.globals.number(name)),
        };
        self.emit(op);
    }

    fn expression(&mut self, expression: &Expression) -> Result<(), Error> {
        match expression {
            Expression::Literal(literal) => self.constant(Constant::Literal(literal.clone())),
            Expression::Name(name) => {
                let op = match self.local(name) {
                    Some(local) => Op::LoadFast(local),
                    None => Op::LoadGlobal(self.globals.number(name)),
                };
                self.emit(op);
            }
            Expression::List(items) => {
                self.expressions(items)?;
                self.emit(Op::BuildList(items.len() as u32));
            }
            Expression::Binary(operator, sides) => {
                self.expression(&sides.0)?;
                self.expression(&sides.1)?;
                self.emit(Op::Binary(*operator));
            }
            Expression::Not(inner) => {
                self.expression(inner)?;
                self.emit(Op::Not);
            }
            Expression::And(sides) | Expression::Or(sides) => {
                self.expression(&sides.0)?;
                let op = if matches!(expression, Expression::And(_)) {
                    Op::JumpIfFalseOrPop(0)
                } else {
                    Op::JumpIfTrueOrPop(0)
                };
                let over = self.emit(op);
                self.expression(&sides.1)?;
                self.land(over);
            }
            Expression::Subscript(parts) => {
                self.expression(&parts.0)?;
                self.expression(&parts.1)?;
                self.emit(Op::LoadSubscript);
            }
            Expression::Call {
                function,
                arguments,
                keywords,
            } => {
                self.expression(function)?;
                self.expressions(arguments)?;
                let mut list = 0;
                if !keywords.is_empty() {
                    list = self.code.keywords.len() as u32;
                    self.code
                        .keywords
                        .push(keywords.iter().map(|(name, _)| name.clone()).collect());
                    keywords
                        .iter()
                        .try_for_each(|(_, value)| self.expression(value))?;
                }
                self.emit(Op::Call {
                    arguments: arguments.len() as u16,
                    keywords: list,
                });
            }
            Expression::Method {
                object,
                name,
                arguments,
            } => {
                self.expression(object)?;
                self.expressions(arguments)?;
                self.code.names.push(name.clone());
                self.emit(Op::CallMethod {
                    arguments: arguments.len() as u16,
                    name: self.code.names.len() as u32 - 1,
                });
            }
        }
        Ok(())
    }

    fn expressions(&mut self, expressions: &[Expression]) -> Result<(), Error> {
        expressions
            .iter()
            .try_for_each(|expression| self.expression(expression))
    }
}

/// The names that a function assigns to, and those that it declares global.
fn collect(block: &[Statement], assigned: &mut Names, globals: &mut Vec<String>) {
    for statement in block {
        match &statement.kind {
            Kind::Global(names) => globals.extend_from_slice(names),
            Kind::Assign {
                target: Expression::Name(name),
                ..
            }
            | Kind::Update {
                target: Expression::Name(name),
                ..
            } => {
                assigned.number(name);
            }
            Kind::If {
                then, otherwise, ..
            } => {
                collect(then, assigned, globals);
                collect(otherwise, assigned, globals);
            }
            Kind::While { body, .. } => collect(body, assigned, globals),
            Kind::For { variable, body, .. } => {
                if let Expression::Name(name) = variable {
                    assigned.number(name);
                }
                collect(body, assigned, globals);
            }
            Kind::Import { names, .. } => {
                for name in names {
                    assigned.number(name);
                }
            }
            _ => {}
        }
    }
}
