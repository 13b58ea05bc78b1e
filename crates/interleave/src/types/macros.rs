//! The macros of std that a program may use, by what they expand to.

use std::rc::Rc;

use syn::Token;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

use super::check::Checker;
use super::tree::{Align, Comparison, Count, Expr, Kind, Piece, Spec, Style};
use super::ty::Ty;
use crate::request::Span;
use crate::syntax::span;
use crate::value::{IntTy, Value};

/// `"…", a, name = b`.
struct FormatInput {
    args: Vec<(Option<syn::Ident>, syn::Expr)>,
}

impl Parse for FormatInput {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut args = Vec::new();
        while !input.is_empty() {
            let name = if input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
                let name = input.parse()?;
                input.parse::<Token![=]>()?;
                Some(name)
            } else {
                None
            };
            args.push((name, input.parse()?));
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(FormatInput { args })
    }
}

/// `vec![a; n]` or `vec![a, b]`.
enum VecInput {
    List(Vec<syn::Expr>),
    Repeat(Box<syn::Expr>, Box<syn::Expr>),
}

impl Parse for VecInput {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(VecInput::List(Vec::new()));
        }
        let first: syn::Expr = input.parse()?;
        if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            return Ok(VecInput::Repeat(Box::new(first), Box::new(input.parse()?)));
        }
        let mut all = vec![first];
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                all.push(input.parse()?);
            }
        }
        Ok(VecInput::List(all))
    }
}

/// `e, pattern if guard`.
struct MatchesInput {
    e: syn::Expr,
    pat: syn::Pat,
    guard: Option<syn::Expr>,
}

impl Parse for MatchesInput {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let e = input.parse()?;
        input.parse::<Token![,]>()?;
        let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        input.parse::<Option<Token![,]>>()?;
        Ok(MatchesInput { e, pat, guard })
    }
}

impl Checker<'_> {
    pub(super) fn macro_call(&mut self, mac: &syn::Macro, expected: Option<&Ty>) -> Expr {
        let end = match &mac.delimiter {
            syn::MacroDelimiter::Paren(t) => t.span.close(),
            syn::MacroDelimiter::Brace(t) => t.span.close(),
            syn::MacroDelimiter::Bracket(t) => t.span.close(),
        };
        let start = mac.path.segments.first().map_or_else(proc_macro2::Span::call_site, |s| s.ident.span());
        let at = if self.library { Span::default() } else { span::between(start, end) };
        let name = mac.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        let parsed = match name.as_str() {
            "print" | "println" => self.format_args(mac, 0, at, name == "println").map(|(text, _)| Expr {
                kind: Kind::Print(Box::new(text)),
                ty: Ty::unit(),
                span: at,
            }),
            // What goes to standard error is evaluated and not shown.
            "eprint" | "eprintln" => self.format_args(mac, 0, at, false).map(|(text, _)| Expr {
                kind: Kind::Discard(Box::new(text)),
                ty: Ty::unit(),
                span: at,
            }),
            "format" => self.format_args(mac, 0, at, false).map(|(text, _)| text),
            "write" | "writeln" => self.write(mac, at, name == "writeln"),
            "panic" | "unreachable" | "todo" | "unimplemented" => self.panic(mac, &name, at),
            "assert" | "debug_assert" => self.assert(mac, at),
            "assert_eq" | "debug_assert_eq" => self.assert_compare(mac, Comparison::Eq, at),
            "assert_ne" | "debug_assert_ne" => self.assert_compare(mac, Comparison::Ne, at),
            "vec" => self.vec(mac, expected, at),
            "matches" => self.matches(mac, at),
            "dbg" => Ok(self.refuse(at, "`dbg!` is not supported", "print the value with println!")),
            _ => Ok(self.refuse(at, format!("the macro `{name}!` is not supported"), "write out what it expands to")),
        };
        parsed.unwrap_or_else(|e| {
            let at = if self.library { at } else { span::of(e.span()) };
            self.refuse(at, format!("this is not Rust: {e}"), "make it compile with rustc first")
        })
    }

    fn text(&self, text: impl Into<String>, at: Span) -> Expr {
        let ty = self.cx.items.known_ty("String", vec![]);
        self.expr_of(Kind::Literal(Value::str(text)), ty, at)
    }

    /// The format string and its arguments, from argument `skip` on; also those before.
    fn format_args(
        &mut self,
        mac: &syn::Macro,
        skip: usize,
        at: Span,
        newline: bool,
    ) -> syn::Result<(Expr, Vec<syn::Expr>)> {
        let mut input: FormatInput = mac.parse_body()?;
        let rest = input.args.split_off(skip.min(input.args.len()));
        let before = input.args.into_iter().map(|(_, e)| e).collect();
        let expr = self.format(rest, at, newline);
        Ok((expr, before))
    }

    fn format(&mut self, args: Vec<(Option<syn::Ident>, syn::Expr)>, at: Span, newline: bool) -> Expr {
        let mut args = args.into_iter();
        let template = match args.next() {
            None => return self.text(if newline { "\n" } else { "" }, at),
            Some((None, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(s), .. }))) => s,
            Some((_, e)) => {
                let at = self.span(&e);
                return self.refuse(at, "the format must be a string literal", "use `\"{}\"`");
            }
        };
        let template_at = self.at(template.span());
        let mut names = Vec::new();
        let mut exprs = Vec::new();
        for (name, e) in args {
            let e = self.expr(&e, None);
            names.push(name.map(|n| n.to_string()));
            exprs.push(self.by_reference(e));
        }
        let mut text = template.value();
        if newline {
            text.push('\n');
        }
        let mut template = Template { chars: text.chars().collect(), at: 0, next: 0, span: template_at };
        match template.parse(self, &mut names, &mut exprs) {
            Ok(pieces) => {
                if let [Piece::Text(text)] = pieces.as_slice() {
                    return self.text(&**text, at);
                }
                let ty = self.cx.items.known_ty("String", vec![]);
                self.expr_of(Kind::Format(Rc::new(pieces), exprs), ty, at)
            }
            Err(reason) => self.refuse(template_at, reason, ""),
        }
    }

    fn by_reference(&mut self, e: Expr) -> Expr {
        let (ty, span) = (Ty::reference(false, e.ty.clone()), e.span);
        Expr { kind: Kind::Borrow(false, Box::new(e)), ty, span }
    }

    fn write(&mut self, mac: &syn::Macro, at: Span, newline: bool) -> syn::Result<Expr> {
        let (text, before) = self.format_args(mac, 1, at, newline)?;
        let Some(to) = before.first() else { return Ok(self.refuse(at, "`write!` needs somewhere to write to", "")) };
        let to = self.expr(to, None);
        let span = to.span;
        Ok(match self.call_method(to, "write_text", vec![text], at) {
            Some(call) => call,
            None => {
                self.refuse(span, "writing here is not supported", "write to a String, a Formatter or standard output")
            }
        })
    }

    fn panic(&mut self, mac: &syn::Macro, name: &str, at: Span) -> syn::Result<Expr> {
        let input: FormatInput = mac.parse_body()?;
        let default = match name {
            "panic" => "explicit panic",
            "unreachable" => "internal error: entered unreachable code",
            "todo" => "not yet implemented",
            _ => "not implemented",
        };
        let message = if input.args.is_empty() {
            self.text(default, at)
        } else {
            let text = self.format(input.args, at, false);
            if name == "panic" {
                text
            } else {
                let ty = text.ty.clone();
                let text = self.by_reference(text);
                let pieces = vec![Piece::Text(format!("{default}: ").into()), Piece::Argument(0, Spec::default())];
                self.expr_of(Kind::Format(Rc::new(pieces), vec![text]), ty, at)
            }
        };
        Ok(self.expr_of(Kind::Panic(Box::new(message)), Ty::Never, at))
    }

    fn assert(&mut self, mac: &syn::Macro, at: Span) -> syn::Result<Expr> {
        let input: FormatInput = mac.parse_body()?;
        let mut args = input.args.into_iter();
        let Some((_, cond)) = args.next() else { return Ok(self.refuse(at, "`assert!` needs a condition", "")) };
        let text = shorten(&mac.tokens.to_string());
        let cond = self.coerced(&cond, &Ty::Bool);
        let rest: Vec<_> = args.collect();
        let message = if rest.is_empty() {
            self.text(format!("assertion failed: {text}"), at)
        } else {
            self.format(rest, at, false)
        };
        Ok(self.panic_unless(cond, message, at))
    }

    fn panic_unless(&mut self, cond: Expr, message: Expr, at: Span) -> Expr {
        let panic = self.expr_of(Kind::Panic(Box::new(message)), Ty::Never, at);
        let not = self.expr_of(Kind::Not(Box::new(cond)), Ty::Bool, at);
        self.expr_of(Kind::If(Box::new(not), Box::new(panic), None), Ty::unit(), at)
    }

    fn assert_compare(&mut self, mac: &syn::Macro, op: Comparison, at: Span) -> syn::Result<Expr> {
        let input: FormatInput = mac.parse_body()?;
        let mut args = input.args.into_iter();
        let (Some((_, left)), Some((_, right))) = (args.next(), args.next()) else {
            return Ok(self.refuse(at, "two values are needed to compare", ""));
        };
        // match (&left, &right) { (l, r) => if !(*l == *r) { panic!(…) } }
        let left = self.expr(&left, None);
        let hint = self.shallow(&left.ty);
        let right = self.expr(&right, Some(&hint));
        let rest: Vec<_> = args.collect();
        let (left, right) = (self.by_reference(left), self.by_reference(right));
        let mut binds = Vec::new();
        let mut values = Vec::new();
        for (i, e) in [&left, &right].into_iter().enumerate() {
            let id = self.locals.len() as u32;
            self.locals.push(super::tree::Local { name: "operand".into(), ty: e.ty.clone(), once: false });
            binds.push((
                i as u32,
                super::tree::Pat {
                    kind: super::tree::PatKind::Bind(id, super::tree::Binding::Value, None),
                    ty: e.ty.clone(),
                    span: at,
                },
            ));
            values.push(Expr { kind: Kind::Local(id), ty: e.ty.clone(), span: at });
        }
        let cond = self.compare(op, values[0].clone(), values[1].clone(), at);
        let sign = if op == Comparison::Eq { "==" } else { "!=" };
        let ty = self.cx.items.known_ty("String", vec![]);
        let debug = Spec { style: Style::Debug, ..Spec::default() };
        let (head, extra) = if rest.is_empty() {
            (format!("assertion `left {sign} right` failed\n  left: "), None)
        } else {
            let text = self.format(rest, at, false);
            (format!("assertion `left {sign} right` failed: "), Some(self.by_reference(text)))
        };
        let mut pieces = vec![Piece::Text(head.into())];
        if extra.is_some() {
            pieces.extend([Piece::Argument(2, Spec::default()), Piece::Text("\n  left: ".into())]);
        }
        pieces.extend([Piece::Argument(0, debug.clone()), Piece::Text("\n right: ".into()), Piece::Argument(1, debug)]);
        values.extend(extra);
        let message = self.expr_of(Kind::Format(Rc::new(pieces), values), ty, at);
        let body = self.panic_unless(cond, message, at);
        let pair = Ty::Tuple(Rc::new([left.ty.clone(), right.ty.clone()]));
        let scrutinee = self.expr_of(
            Kind::Construct { variant: 0, fields: vec![(0, left), (1, right)], base: None },
            pair.clone(),
            at,
        );
        let pat = super::tree::Pat { kind: super::tree::PatKind::Fields(None, binds), ty: pair, span: at };
        Ok(self.expr_of(
            Kind::Match(Box::new(scrutinee), vec![super::tree::Arm { pat, guard: None, body }]),
            Ty::unit(),
            at,
        ))
    }

    fn vec(&mut self, mac: &syn::Macro, expected: Option<&Ty>, at: Span) -> syn::Result<Expr> {
        let elem = self.cx.infer.fresh();
        let ty = self.cx.items.known_ty("Vec", vec![elem.clone()]);
        if let Some(expected) = expected {
            self.try_unify(&ty, expected);
        }
        Ok(match mac.parse_body::<VecInput>()? {
            VecInput::List(list) => {
                let elems = list.iter().map(|e| self.coerced(e, &elem)).collect();
                self.expr_of(Kind::Array(elems), ty, at)
            }
            VecInput::Repeat(e, n) => {
                let value = self.coerced(&e, &elem);
                let n = self.coerced(&n, &Ty::Int(IntTy::Usize));
                let f = self
                    .cx
                    .items
                    .methods
                    .get("from_elem")
                    .and_then(|f| f.first().copied())
                    .expect("the library has Vec::from_elem");
                self.expr_of(Kind::Call(f, vec![elem], vec![value, n]), ty, at)
            }
        })
    }

    fn matches(&mut self, mac: &syn::Macro, at: Span) -> syn::Result<Expr> {
        let input: MatchesInput = mac.parse_body()?;
        let literal = |b: bool| {
            syn::Expr::Lit(syn::ExprLit {
                attrs: Vec::new(),
                lit: syn::Lit::Bool(syn::LitBool::new(b, proc_macro2::Span::call_site())),
            })
        };
        let pat = match input.guard {
            Some(guard) => syn::Pat::Guard(syn::PatGuard {
                attrs: Vec::new(),
                pat: Box::new(input.pat),
                if_token: <Token![if]>::default(),
                guard: Box::new(guard),
            }),
            None => input.pat,
        };
        let wild = syn::Pat::Wild(syn::PatWild { attrs: Vec::new(), underscore_token: <Token![_]>::default() });
        let arm = |pat, b| syn::Arm {
            attrs: Vec::new(),
            pat,
            fat_arrow_token: <Token![=>]>::default(),
            body: Box::new(literal(b)),
            comma: None,
        };
        let e = syn::Expr::Match(syn::ExprMatch {
            attrs: Vec::new(),
            match_token: <Token![match]>::default(),
            expr: Box::new(input.e),
            brace_token: syn::token::Brace::default(),
            arms: vec![arm(pat, true), arm(wild, false)],
        });
        let mut e = self.expr(&e, Some(&Ty::Bool));
        e.span = at;
        Ok(e)
    }
}

/// A condition's text, as `stringify!` would have it, near enough.
fn shorten(tokens: &str) -> String {
    tokens
        .replace(" . ", ".")
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace("! ", "!")
        .replace(" , ", ", ")
        .replace(" :: ", "::")
        .replace("& ", "&")
        .replace(" [", "[")
        .replace(" ]", "]")
        .replace("[ ", "[")
}

/// A format string while it is taken apart.
struct Template {
    chars: Vec<char>,
    at: usize,
    /// The next argument without a number.
    next: usize,
    span: Span,
}

impl Template {
    fn parse(
        &mut self,
        checker: &mut Checker<'_>,
        names: &mut Vec<Option<String>>,
        exprs: &mut Vec<Expr>,
    ) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let _ = Punctuated::<syn::Expr, Token![,]>::new();
        while let Some(c) = self.take() {
            match c {
                '{' if self.peek() == Some('{') => {
                    self.at += 1;
                    text.push('{');
                }
                '}' if self.peek() == Some('}') => {
                    self.at += 1;
                    text.push('}');
                }
                '}' => return Err("a `}` in a format string is written `}}`".into()),
                '{' => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text).into()));
                    }
                    let name = self.word();
                    let mut spec = Spec::default();
                    if self.peek() == Some(':') {
                        self.at += 1;
                        self.spec(&mut spec, checker, names, exprs)?;
                    }
                    if self.take() != Some('}') {
                        return Err(
                            "this format string has a `{` that is not closed, or a format that is not supported".into(),
                        );
                    }
                    let index = self.argument(&name, checker, names, exprs)?;
                    pieces.push(Piece::Argument(index, spec));
                }
                c => text.push(c),
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.into()));
        }
        Ok(pieces)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += 1;
        c
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || *c == '_') {
            word.push(c);
            self.at += 1;
        }
        word
    }

    fn argument(
        &mut self,
        name: &str,
        checker: &mut Checker<'_>,
        names: &mut Vec<Option<String>>,
        exprs: &mut Vec<Expr>,
    ) -> Result<usize, String> {
        if name.is_empty() {
            self.next += 1;
            return if self.next <= exprs.len() {
                Ok(self.next - 1)
            } else {
                Err("this format string has more `{}` than arguments".into())
            };
        }
        if let Ok(n) = name.parse::<usize>() {
            return if n < exprs.len() { Ok(n) } else { Err(format!("there is no argument {n}")) };
        }
        if let Some(i) = names.iter().position(|n| n.as_deref() == Some(name)) {
            return Ok(i);
        }
        // A variable of that name.
        let ident = syn::Ident::new(name, proc_macro2::Span::call_site());
        let path = syn::Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path: ident.into() });
        let mut e = checker.expr(&path, None);
        e.span = self.span;
        names.push(Some(name.into()));
        let e = checker.by_reference(e);
        exprs.push(e);
        Ok(exprs.len() - 1)
    }

    fn count(
        &mut self,
        checker: &mut Checker<'_>,
        names: &mut Vec<Option<String>>,
        exprs: &mut Vec<Expr>,
    ) -> Result<Count, String> {
        let mark = self.at;
        let word = self.word();
        if self.peek() == Some('$') {
            self.at += 1;
            return self.argument(&word, checker, names, exprs).map(Count::Argument);
        }
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        self.at = mark + digits.len();
        Ok(digits.parse().map_or(Count::None, Count::Is))
    }

    fn spec(
        &mut self,
        spec: &mut Spec,
        checker: &mut Checker<'_>,
        names: &mut Vec<Option<String>>,
        exprs: &mut Vec<Expr>,
    ) -> Result<(), String> {
        let align = |c| match c {
            '<' => Some(Align::Left),
            '^' => Some(Align::Center),
            '>' => Some(Align::Right),
            _ => None,
        };
        if let (Some(fill), Some(a)) = (self.peek(), self.chars.get(self.at + 1).copied().and_then(align)) {
            (spec.fill, spec.align) = (Some(fill), Some(a));
            self.at += 2;
        } else if let Some(a) = self.peek().and_then(align) {
            spec.align = Some(a);
            self.at += 1;
        }
        if self.peek() == Some('+') {
            spec.plus = true;
            self.at += 1;
        }
        if self.peek() == Some('#') {
            spec.alternate = true;
            self.at += 1;
        }
        if self.peek() == Some('0') && self.chars.get(self.at + 1) != Some(&'$') {
            spec.zero = true;
            self.at += 1;
        }
        spec.width = self.count(checker, names, exprs)?;
        if self.peek() == Some('.') {
            self.at += 1;
            spec.precision = self.count(checker, names, exprs)?;
        }
        spec.style = match self.peek() {
            Some('?') => Style::Debug,
            Some('x') => Style::LowerHex,
            Some('X') => Style::UpperHex,
            Some('b') => Style::Binary,
            Some('o') => Style::Octal,
            _ => return Ok(()),
        };
        self.at += 1;
        Ok(())
    }
}
