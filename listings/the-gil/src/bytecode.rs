//! What the compiler makes and the evaluation loop executes: instructions for a machine with a stack.

use std::fmt;
use std::sync::Arc;

use crate::builtins::Builtin;
use crate::syntax::{Literal, Operator};

/// One instruction. A number names a constant, a local or global variable, or the instruction to jump to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    LoadConst(u32),
    LoadFast(u32),
    StoreFast(u32),
    LoadGlobal(u32),
    StoreGlobal(u32),
    /// Takes two values and leaves one.
    Binary(Operator),
    Not,
    PopTop,
    DupTwo,
    /// The top value goes below the next two.
    RotThree,
    JumpForward(u32),
    /// The end of a loop's body: the only jump that goes back.
    JumpBackward(u32),
    PopJumpIfFalse(u32),
    JumpIfFalseOrPop(u32),
    JumpIfTrueOrPop(u32),
    GetIter,
    /// Leaves the iterator's next value, or takes the iterator away and jumps.
    ForIter(u32),
    BuildList(u32),
    /// Takes object and index.
    LoadSubscript,
    /// Takes value, object and index.
    StoreSubscript,
    /// Takes a function, its arguments and then the values of as many keywords as the numbered list has names.
    Call {
        arguments: u16,
        keywords: u32,
    },
    /// Takes an object and the arguments of the method with that name.
    CallMethod {
        arguments: u16,
        name: u32,
    },
    ReturnValue,
    /// A `LoadFast` that does the work of the `LoadConst` behind it as well, and goes on behind that.
    LoadFastAndConst(u32),
    /// A `Binary` that does the work of the `PopJumpIfFalse` behind it as well.
    BinaryAndJump(Operator),
}

/// Lets pairs of instructions that often come together be executed in one go. The second of a pair stays where it is, so that
/// jumps still find what they look for.
pub fn fuse(ops: &mut [Op]) {
    for at in 1..ops.len() {
        match (ops[at - 1], ops[at]) {
            (Op::LoadFast(local), Op::LoadConst(_)) => ops[at - 1] = Op::LoadFastAndConst(local),
            (Op::Binary(operator), Op::PopJumpIfFalse(_)) => {
                ops[at - 1] = Op::BinaryAndJump(operator)
            }
            _ => {}
        }
    }
}

/// What a `LoadConst` may load.
#[derive(Clone, Debug)]
pub enum Constant {
    Literal(Literal),
    Builtin(Builtin),
    Function(Arc<Code>),
}

/// A function, or the program itself, compiled.
#[derive(Debug, Default)]
pub struct Code {
    pub name: String,
    pub parameters: usize,
    pub ops: Vec<Op>,
    /// The line of each instruction.
    pub lines: Vec<u32>,
    pub constants: Vec<Constant>,
    /// Names of the local variables, parameters first.
    pub locals: Vec<String>,
    /// Names of methods.
    pub names: Vec<String>,
    /// Names of keyword arguments, one list for each `Call` that has some; the first is empty.
    pub keywords: Vec<Vec<String>>,
}

/// A compiled program.
#[derive(Debug)]
pub struct Program {
    pub main: Code,
    /// Names of the global variables.
    pub globals: Vec<String>,
}

impl Program {
    /// The instructions of a function, one to a line, as Python's `dis` shows them; nothing if there is no such function.
    pub fn disassemble(&self, function: &str) -> String {
        let codes = self
            .main
            .constants
            .iter()
            .filter_map(|constant| match constant {
                Constant::Function(code) => Some(&**code),
                _ => None,
            });
        let mut text = String::new();
        for code in codes.filter(|code| code.name == function) {
            for (at, op) in code.ops.iter().enumerate() {
                text += &format!("{at:3} {}\n", self.describe(code, *op));
            }
        }
        text
    }

    fn describe(&self, code: &Code, op: Op) -> String {
        let named = |what: &str, operand: &dyn fmt::Display| format!("{what:<20} {operand}");
        match op {
            Op::LoadConst(constant) => named("LOAD_CONST", &code.constants[constant as usize]),
            Op::LoadFast(local) => named("LOAD_FAST", &code.locals[local as usize]),
            Op::StoreFast(local) => named("STORE_FAST", &code.locals[local as usize]),
            Op::LoadGlobal(global) => named("LOAD_GLOBAL", &self.globals[global as usize]),
            Op::StoreGlobal(global) => named("STORE_GLOBAL", &self.globals[global as usize]),
            Op::Binary(operator) => named("BINARY_OP", &operator.sign()),
            Op::Not => "UNARY_NOT".to_string(),
            Op::PopTop => "POP_TOP".to_string(),
            Op::DupTwo => "DUP_TOP_TWO".to_string(),
            Op::RotThree => "ROT_THREE".to_string(),
            Op::JumpForward(to) => named("JUMP_FORWARD", &to),
            Op::JumpBackward(to) => named("JUMP_BACKWARD", &to),
            Op::PopJumpIfFalse(to) => named("POP_JUMP_IF_FALSE", &to),
            Op::JumpIfFalseOrPop(to) => named("JUMP_IF_FALSE_OR_POP", &to),
            Op::JumpIfTrueOrPop(to) => named("JUMP_IF_TRUE_OR_POP", &to),
            Op::GetIter => "GET_ITER".to_string(),
            Op::ForIter(to) => named("FOR_ITER", &to),
            Op::BuildList(items) => named("BUILD_LIST", &items),
            Op::LoadSubscript => "BINARY_SUBSCR".to_string(),
            Op::StoreSubscript => "STORE_SUBSCR".to_string(),
            Op::Call { arguments, .. } => named("CALL", &arguments),
            Op::CallMethod { name, .. } => named("CALL_METHOD", &code.names[name as usize]),
            Op::ReturnValue => "RETURN_VALUE".to_string(),
            Op::LoadFastAndConst(local) => named("LOAD_FAST+", &code.locals[local as usize]),
            Op::BinaryAndJump(operator) => named("BINARY_OP+", &operator.sign()),
        }
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Literal(Literal::None) => write!(f, "None"),
            Self::Literal(Literal::Bool(true)) => write!(f, "True"),
            Self::Literal(Literal::Bool(false)) => write!(f, "False"),
            Self::Literal(Literal::Int(number)) => write!(f, "{number}"),
            Self::Literal(Literal::Float(number)) => write!(f, "{number:?}"),
            Self::Literal(Literal::Str(string)) => write!(f, "'{string}'"),
            Self::Builtin(builtin) => write!(f, "{builtin:?}"),
            Self::Function(code) => write!(f, "<{}>", code.name),
        }
    }
}
