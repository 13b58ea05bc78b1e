//! From text to a tree: tokens first, with Python's indentation as tokens of their own, then recursive descent.

use crate::Error;
use crate::syntax::{Block, Expression, Kind, Literal, Operator, Statement};

/// The statements of a program.
///
/// # Errors
/// If the text is no program of the slice of Python that `syntax` describes.
pub fn parse(source: &str) -> Result<Block, Error> {
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens, at: 0 };
    let mut program = Block::new();
    while *parser.peek() != Token::End {
        parser.statement(&mut program)?;
    }
    Ok(program)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Literal(Literal),
    /// An operator, a bracket or a comma.
    Sign(&'static str),
    Newline,
    Indent,
    Dedent,
    End,
}

/// Longer signs before those that they begin with.
const SIGNS: [&str; 26] = [
    "//=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "+", "-", "*", "/", "%",
    "<", ">", "=", "(", ")", "[", "]", ",", ":", ".",
];

fn tokens(source: &str) -> Result<Vec<(u32, Token)>, Error> {
    let mut tokens = Vec::new();
    let mut indents = vec![0];
    let mut line = 0;
    for text in source.lines() {
        line += 1;
        let mut rest = text.trim_start();
        if rest.is_empty() || rest.starts_with('#') {
            continue;
        }
        let indent = text.len() - rest.len();
        if indent > indents[indents.len() - 1] {
            indents.push(indent);
            tokens.push((line, Token::Indent));
        }
        while indent < indents[indents.len() - 1] {
            indents.pop();
            tokens.push((line, Token::Dedent));
        }
        if indent != indents[indents.len() - 1] {
            return Err(Error::new(
                line,
                "IndentationError: unindent does not match any outer indentation level",
            ));
        }
        while !rest.is_empty() && !rest.starts_with('#') {
            let (token, length) = token(rest).map_err(|message| Error::new(line, message))?;
            tokens.push((line, token));
            rest = rest[length..].trim_start();
        }
        tokens.push((line, Token::Newline));
    }
    tokens.extend(indents[1..].iter().map(|_| (line, Token::Dedent)));
    tokens.push((line, Token::End));
    Ok(tokens)
}

/// The first token of a text that does not begin with a blank, and its length.
fn token(text: &str) -> Result<(Token, usize), String> {
    let length = |fits: fn(char) -> bool| text.find(|c| !fits(c)).unwrap_or(text.len());
    let first = text.chars().next().unwrap_or_default();
    if first.is_alphabetic() || first == '_' {
        let length = length(|c| c.is_alphanumeric() || c == '_');
        let token = match &text[..length] {
            "None" => Token::Literal(Literal::None),
            "True" => Token::Literal(Literal::Bool(true)),
            "False" => Token::Literal(Literal::Bool(false)),
            name => Token::Name(name.to_string()),
        };
        return Ok((token, length));
    }
    if first.is_ascii_digit() {
        let length = length(|c| c.is_ascii_digit() || c == '_' || c == '.');
        let digits = text[..length].replace('_', "");
        let literal = if digits.contains('.') {
            digits.parse().ok().map(Literal::Float)
        } else {
            digits.parse().ok().map(Literal::Int)
        };
        let literal = literal.ok_or_else(|| format!("SyntaxError: invalid number {digits}"))?;
        return Ok((Token::Literal(literal), length));
    }
    if first == '"' || first == '\'' {
        let inside = text[1..]
            .find(first)
            .ok_or("SyntaxError: unterminated string literal")?;
        let string = text[1..=inside].to_string();
        return Ok((Token::Literal(Literal::Str(string)), inside + 2));
    }
    match SIGNS.iter().find(|sign| text.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(format!("SyntaxError: invalid character {first:?}")),
    }
}

struct Parser {
    tokens: Vec<(u32, Token)>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].1
    }

    fn line(&self) -> u32 {
        self.tokens[self.at].0
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        if token != Token::End {
            self.at += 1;
        }
        token
    }

    fn error<T>(&self, expected: &str) -> Result<T, Error> {
        Err(Error::new(
            self.line(),
            format!("SyntaxError: expected {expected}, found {:?}", self.peek()),
        ))
    }

    fn accept(&mut self, token: &Token) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &'static str) -> bool {
        self.accept(&Token::Sign(sign))
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(name) if name == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Error> {
        if self.sign(sign) {
            Ok(())
        } else {
            self.error(sign)
        }
    }

    fn name(&mut self) -> Result<String, Error> {
        match self.peek() {
            Token::Name(name) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => self.error("a name"),
        }
    }

    /// `item, item, …` up to the closing sign, which is taken too.
    fn list<T>(
        &mut self,
        close: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while !self.sign(close) {
            items.push(item(self)?);
            if !self.sign(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn names(&mut self) -> Result<Vec<String>, Error> {
        let mut names = vec![self.name()?];
        while self.sign(",") {
            names.push(self.name()?);
        }
        Ok(names)
    }

    /// What follows a colon: an indented block, or one statement on the same line.
    fn block(&mut self) -> Result<Block, Error> {
        self.expect(":")?;
        let mut block = Block::new();
        if !self.accept(&Token::Newline) {
            self.statement(&mut block)?;
            return Ok(block);
        }
        if !self.accept(&Token::Indent) {
            return self.error("an indented block");
        }
        while !self.accept(&Token::Dedent) {
            self.statement(&mut block)?;
        }
        Ok(block)
    }

    fn statement(&mut self, block: &mut Block) -> Result<(), Error> {
        let line = self.line();
        let (kind, ends_its_line) = self.kind()?;
        block.push(Statement { line, kind });
        if ends_its_line && !self.accept(&Token::Newline) {
            return self.error("the end of the line");
        }
        Ok(())
    }

    /// A statement, and whether a line must end behind it.
    fn kind(&mut self) -> Result<(Kind, bool), Error> {
        if self.word("def") {
            let name = self.name()?;
            self.expect("(")?;
            let parameters = self.list(")", Self::name)?;
            return Ok((
                Kind::Define {
                    name,
                    parameters,
                    body: self.block()?,
                },
                false,
            ));
        }
        if self.word("if") {
            return Ok((self.condition()?, false));
        }
        if self.word("while") {
            return Ok((
                Kind::While {
                    condition: self.expression()?,
                    body: self.block()?,
                },
                false,
            ));
        }
        if self.word("for") {
            let variable = Expression::Name(self.name()?);
            if !self.word("in") {
                return self.error("in");
            }
            return Ok((
                Kind::For {
                    variable,
                    iterable: self.expression()?,
                    body: self.block()?,
                },
                false,
            ));
        }
        Ok((self.simple()?, true))
    }

    fn condition(&mut self) -> Result<Kind, Error> {
        let condition = self.expression()?;
        let then = self.block()?;
        let line = self.line();
        let otherwise = if self.word("elif") {
            vec![Statement {
                line,
                kind: self.condition()?,
            }]
        } else if self.word("else") {
            self.block()?
        } else {
            Block::new()
        };
        Ok(Kind::If {
            condition,
            then,
            otherwise,
        })
    }

    fn simple(&mut self) -> Result<Kind, Error> {
        if self.word("from") {
            let module = self.name()?;
            if !self.word("import") {
                return self.error("import");
            }
            return Ok(Kind::Import {
                module,
                names: self.names()?,
            });
        }
        if self.word("global") {
            return Ok(Kind::Global(self.names()?));
        }
        if self.word("return") {
            let value = if *self.peek() == Token::Newline {
                None
            } else {
                Some(self.expression()?)
            };
            return Ok(Kind::Return(value));
        }
        for (word, kind) in [
            ("break", Kind::Break),
            ("continue", Kind::Continue),
            ("pass", Kind::Pass),
        ] {
            if self.word(word) {
                return Ok(kind);
            }
        }
        let target = self.expression()?;
        if self.sign("=") {
            return Ok(Kind::Assign {
                target,
                value: self.expression()?,
            });
        }
        if let Token::Sign(sign) = *self.peek()
            && let Some(operator) = sign.strip_suffix('=').and_then(Operator::of)
        {
            self.at += 1;
            return Ok(Kind::Update {
                target,
                operator,
                value: self.expression()?,
            });
        }
        Ok(Kind::Expression(target))
    }

    fn expression(&mut self) -> Result<Expression, Error> {
        let mut left = self.conjunction()?;
        while self.word("or") {
            left = Expression::Or(Box::new((left, self.conjunction()?)));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Expression, Error> {
        let mut left = self.negation()?;
        while self.word("and") {
            left = Expression::And(Box::new((left, self.negation()?)));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expression, Error> {
        if self.word("not") {
            Ok(Expression::Not(Box::new(self.negation()?)))
        } else {
            self.operation(1)
        }
    }

    /// Operators that bind at least so tightly, from left to right.
    fn operation(&mut self, binding: u8) -> Result<Expression, Error> {
        let mut left = self.unary()?;
        while let Token::Sign(sign) = *self.peek()
            && let Some(operator) = Operator::of(sign)
            && operator.binding() >= binding
        {
            self.at += 1;
            let right = self.operation(operator.binding() + 1)?;
            left = Expression::Binary(operator, Box::new((left, right)));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, Error> {
        if !self.sign("-") {
            return self.postfix();
        }
        Ok(match self.unary()? {
            Expression::Literal(Literal::Int(number)) => Expression::Literal(Literal::Int(-number)),
            Expression::Literal(Literal::Float(number)) => {
                Expression::Literal(Literal::Float(-number))
            }
            other => Expression::Binary(
                Operator::Subtract,
                Box::new((Expression::Literal(Literal::Int(0)), other)),
            ),
        })
    }

    fn postfix(&mut self) -> Result<Expression, Error> {
        let mut expression = self.atom()?;
        loop {
            if self.sign("(") {
                let mut keywords = Vec::new();
                let arguments = self.list(")", |parser| parser.argument(&mut keywords))?;
                let arguments = arguments.into_iter().flatten().collect();
                expression = Expression::Call {
                    function: Box::new(expression),
                    arguments,
                    keywords,
                };
            } else if self.sign("[") {
                let index = self.expression()?;
                self.expect("]")?;
                expression = Expression::Subscript(Box::new((expression, index)));
            } else if self.sign(".") {
                let name = self.name()?;
                self.expect("(")?;
                let arguments = self.list(")", Self::expression)?;
                expression = Expression::Method {
                    object: Box::new(expression),
                    name,
                    arguments,
                };
            } else {
                return Ok(expression);
            }
        }
    }

    /// `value`, or `name=value`, which is put among the keywords.
    fn argument(
        &mut self,
        keywords: &mut Vec<(String, Expression)>,
    ) -> Result<Option<Expression>, Error> {
        let value = self.expression()?;
        if let Expression::Name(name) = &value
            && self.sign("=")
        {
            keywords.push((name.clone(), self.expression()?));
            return Ok(None);
        }
        if keywords.is_empty() {
            Ok(Some(value))
        } else {
            self.error("a keyword argument")
        }
    }

    fn atom(&mut self) -> Result<Expression, Error> {
        match self.next() {
            Token::Literal(literal) => Ok(Expression::Literal(literal)),
            Token::Name(name) => Ok(Expression::Name(name)),
            Token::Sign("[") => Ok(Expression::List(self.list("]", Self::expression)?)),
            Token::Sign("(") => {
                let inside = self.expression()?;
                self.expect(")")?;
                Ok(inside)
            }
            _ => {
                self.at -= 1;
                self.error("an expression")
            }
        }
    }
}
