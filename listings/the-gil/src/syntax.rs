//! The slice of Python that the interpreter knows, as a tree.

/// A statement and the line that it begins on.
#[derive(Debug)]
pub struct Statement {
    pub line: u32,
    pub kind: Kind,
}

pub type Block = Vec<Statement>;

#[derive(Debug)]
pub enum Kind {
    /// `from threading import Thread, Lock`
    Import {
        module: String,
        names: Vec<String>,
    },
    Define {
        name: String,
        parameters: Vec<String>,
        body: Block,
    },
    Global(Vec<String>),
    Assign {
        target: Expression,
        value: Expression,
    },
    /// `target += value`
    Update {
        target: Expression,
        operator: Operator,
        value: Expression,
    },
    Expression(Expression),
    If {
        condition: Expression,
        then: Block,
        otherwise: Block,
    },
    While {
        condition: Expression,
        body: Block,
    },
    For {
        variable: Expression,
        iterable: Expression,
        body: Block,
    },
    Break,
    Continue,
    Pass,
    Return(Option<Expression>),
}

#[derive(Clone, Debug)]
pub enum Expression {
    Literal(Literal),
    Name(String),
    List(Vec<Expression>),
    Binary(Operator, Box<(Expression, Expression)>),
    Not(Box<Expression>),
    And(Box<(Expression, Expression)>),
    Or(Box<(Expression, Expression)>),
    Subscript(Box<(Expression, Expression)>),
    Call {
        function: Box<Expression>,
        arguments: Vec<Expression>,
        keywords: Vec<(String, Expression)>,
    },
    /// `object.name(arguments)`; without a call there are no attributes.
    Method {
        object: Box<Expression>,
        name: String,
        arguments: Vec<Expression>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
}

/// What takes two operands and gives one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    const SIGNS: [(Self, &str); 12] = [
        (Self::Add, "+"),
        (Self::Subtract, "-"),
        (Self::Multiply, "*"),
        (Self::Divide, "/"),
        (Self::FloorDivide, "//"),
        (Self::Remainder, "%"),
        (Self::Equal, "=="),
        (Self::NotEqual, "!="),
        (Self::Less, "<"),
        (Self::LessEqual, "<="),
        (Self::Greater, ">"),
        (Self::GreaterEqual, ">="),
    ];

    /// The operator that a token stands for between two expressions.
    pub fn of(token: &str) -> Option<Self> {
        Self::SIGNS
            .iter()
            .find(|(_, sign)| *sign == token)
            .map(|(operator, _)| *operator)
    }

    pub fn sign(self) -> &'static str {
        Self::SIGNS[self as usize].1
    }

    /// How tightly it binds.
    pub fn binding(self) -> u8 {
        use Operator::*;
        match self {
            Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual => 1,
            Add | Subtract => 2,
            Multiply | Divide | FloorDivide | Remainder => 3,
        }
    }
}
