//! The typed tree: what a body means, with every name resolved and every method found.

use std::rc::Rc;

use super::ty::{AdtId, ClosureId, FnId, Ty, Tys};
use crate::request::Span;
use crate::value::{Arith, Value};

/// A variable of a body; those of the closures in it count along.
pub type LocalId = u32;
/// A loop or labelled block of a body.
pub type LoopId = u32;

/// An expression with its type, in which variables may still have to be resolved.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: Kind,
    pub ty: Ty,
    pub span: Span,
}

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// What kind of expression.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Refused.
    Error,
    /// A literal; an integer gets its type from the expression's.
    Literal(Value),
    Local(LocalId),
    Static(u32),
    Const(u32),
    /// A const parameter's value.
    Length(Ty),
    /// A function or constructor as a value: its type says which.
    Function,
    /// A tuple, struct or variant. Fields in the order in which they are written; `base` is `..base`.
    Construct {
        variant: u32,
        fields: Vec<(u32, Expr)>,
        base: Option<Box<Expr>>,
    },
    Array(Vec<Expr>),
    Repeat(Box<Expr>, Ty),
    Field(Box<Expr>, u32),
    Index(Box<Expr>, Box<Expr>),
    /// `*e`, of a reference, pointer, or library type that knows its target.
    Deref(Box<Expr>),
    /// `*e` by an impl of `Deref`.
    Overloaded(Box<Expr>),
    Borrow(bool, Box<Expr>),
    RawBorrow(Box<Expr>),
    Call(FnId, Vec<Ty>, Vec<Expr>),
    /// A call of a closure or function pointer.
    CallValue(Box<Expr>, Vec<Expr>),
    Not(Box<Expr>),
    Neg(Box<Expr>),
    Arith(Arith, Box<Expr>, Box<Expr>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Cast(Box<Expr>),
    Assign(Box<Expr>, Box<Expr>),
    /// `_ = e`.
    Discard(Box<Expr>),
    AssignArith(Arith, Box<Expr>, Box<Expr>),
    Block(Block),
    /// A labelled block.
    Labelled(LoopId, Block),
    If(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `let pattern = e` in a condition.
    Let(Box<Pat>, Box<Expr>),
    Match(Box<Expr>, Vec<Arm>),
    Loop(LoopId, Box<Expr>),
    While(LoopId, Box<Expr>, Box<Expr>),
    /// The iterator is made already; `next` is its method.
    For {
        id: LoopId,
        pat: Box<Pat>,
        iter: Box<Expr>,
        next: (FnId, Vec<Ty>),
        body: Box<Expr>,
    },
    Break(LoopId, Option<Box<Expr>>),
    Continue(LoopId),
    Return(Option<Box<Expr>>),
    Closure(ClosureId),
    /// Text with the arguments printed into it: a `String`.
    Format(Rc<Vec<Piece>>, Vec<Expr>),
    /// `print!`.
    Print(Box<Expr>),
    Panic(Box<Expr>),
    /// A value of one type taken as one of another that is represented alike.
    Same(Box<Expr>),
}

/// A piece of a format string.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Text(Rc<str>),
    /// The argument of that number.
    Argument(usize, Spec),
}

/// How an argument is printed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spec {
    pub style: Style,
    pub fill: Option<char>,
    pub align: Option<Align>,
    pub plus: bool,
    pub alternate: bool,
    pub zero: bool,
    pub width: Count,
    pub precision: Count,
}

/// A width or precision.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Count {
    #[default]
    None,
    Is(usize),
    /// The argument of that number.
    Argument(usize),
}

/// `{}`, `{:?}`, `{:x}`, ….
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    #[default]
    Display,
    Debug,
    LowerHex,
    UpperHex,
    Binary,
    Octal,
}

/// `<`, `^`, `>`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Center,
    Right,
}

/// A block.
#[derive(Clone, Debug)]
pub struct Block {
    pub statements: Vec<Statement>,
    pub tail: Option<Box<Expr>>,
}

/// A statement.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)] // most are a `let`
pub enum Statement {
    Let { pat: Pat, init: Option<Expr>, otherwise: Option<Expr> },
    Expr(Expr),
}

/// An arm of a `match`.
#[derive(Clone, Debug)]
pub struct Arm {
    pub pat: Pat,
    pub guard: Option<Expr>,
    pub body: Expr,
}

/// How a variable is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    Value,
    Ref,
    RefMut,
}

/// A pattern, with the type of what it matches.
#[derive(Clone, Debug)]
pub struct Pat {
    pub kind: PatKind,
    pub ty: Ty,
    pub span: Span,
}

/// What kind of pattern.
#[derive(Clone, Debug)]
pub enum PatKind {
    Wild,
    Bind(LocalId, Binding, Option<Box<Pat>>),
    /// Equal to a literal or constant.
    Equal(Box<Expr>),
    Range(Option<Box<Expr>>, Option<Box<Expr>>, bool),
    /// A tuple, struct, or variant (with its number).
    Fields(Option<u32>, Vec<(u32, Pat)>),
    Or(Vec<Pat>),
    /// What is behind a reference or box.
    Deref(Box<Pat>),
    /// The first elements, the rest (if there may be one, and what binds it), the last elements.
    Slice(Vec<Pat>, Option<Option<Box<Pat>>>, Vec<Pat>),
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Local {
    pub name: Rc<str>,
    pub ty: Ty,
    /// A parameter whose type is a type parameter bound by `FnOnce`: calling it uses it up.
    pub once: bool,
}

/// A closure expression.
#[derive(Clone, Debug)]
pub struct Closure {
    pub params: Vec<Pat>,
    pub param_tys: Tys,
    pub ret: Ty,
    pub body: Option<Rc<Expr>>,
    pub is_move: bool,
    pub span: Span,
}

/// A checked body.
#[derive(Debug)]
pub struct Body {
    pub params: Vec<Pat>,
    pub value: Expr,
    pub locals: Vec<Local>,
    pub ret: Ty,
}

/// An enum or struct with its type arguments.
pub type AdtTy = (AdtId, Tys);
