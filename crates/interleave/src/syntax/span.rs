//! Where a piece of syntax stands. (`syn` can say so itself, but only by printing the piece into a new token stream.)

use proc_macro2::LineColumn;
use syn::{Expr, Pat, Type};

use crate::request::Span;

fn join(start: LineColumn, end: LineColumn) -> Span {
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX - 1);
    Span { line: n(start.line), column: n(start.column) + 1, end_line: n(end.line), end_column: n(end.column) + 1 }
}

/// The span of tokens.
#[must_use]
pub fn of(span: proc_macro2::Span) -> Span {
    join(span.start(), span.end())
}

/// From the start of one to the end of the other.
#[must_use]
pub fn between(start: proc_macro2::Span, end: proc_macro2::Span) -> Span {
    join(start.start(), end.end())
}

/// The span of an expression.
#[must_use]
pub fn expr(e: &Expr) -> Span {
    between(first(e), last(e))
}

fn path_ends(p: &syn::Path, q: Option<&syn::QSelf>) -> (proc_macro2::Span, proc_macro2::Span) {
    let first = match (q, &p.leading_colon) {
        (Some(q), _) => q.lt_token.span,
        (None, Some(colons)) => colons.spans[0],
        (None, None) => p.segments.first().map_or_else(proc_macro2::Span::call_site, |s| s.ident.span()),
    };
    let last = p.segments.last().map_or(first, |s| match &s.arguments {
        syn::PathArguments::None => s.ident.span(),
        syn::PathArguments::AngleBracketed(a) => a.gt_token.span,
        syn::PathArguments::Parenthesized(a) => a.paren_token.span.close(),
    });
    (first, last)
}

/// The span of a path.
#[must_use]
pub fn path(p: &syn::Path) -> Span {
    let (first, last) = path_ends(p, None);
    between(first, last)
}

/// The first token of an expression.
#[must_use]
pub fn first(e: &Expr) -> proc_macro2::Span {
    match e {
        Expr::Array(e) => e.bracket_token.span.open(),
        Expr::Assign(e) => first(&e.left),
        Expr::Async(e) => e.async_token.span,
        Expr::Await(e) => first(&e.base),
        Expr::Binary(e) => first(&e.left),
        Expr::Block(e) => e.label.as_ref().map_or(e.block.brace_token.span.open(), |l| l.name.apostrophe),
        Expr::Break(e) => e.break_token.span,
        Expr::Call(e) => first(&e.func),
        Expr::Cast(e) => first(&e.expr),
        Expr::Closure(e) => e.capture.as_ref().map_or(e.inputs_begin.spans[0], |m| m.span),
        Expr::Const(e) => e.const_token.span,
        Expr::Continue(e) => e.continue_token.span,
        Expr::Field(e) => first(&e.base),
        Expr::ForLoop(e) => e.label.as_ref().map_or(e.for_token.span, |l| l.name.apostrophe),
        Expr::Group(e) => first(&e.expr),
        Expr::If(e) => e.if_token.span,
        Expr::Index(e) => first(&e.expr),
        Expr::Let(e) => e.let_token.span,
        Expr::Lit(e) => e.lit.span(),
        Expr::Loop(e) => e.label.as_ref().map_or(e.loop_token.span, |l| l.name.apostrophe),
        Expr::Macro(e) => path_ends(&e.mac.path, None).0,
        Expr::Match(e) => e.match_token.span,
        Expr::MethodCall(e) => first(&e.receiver),
        Expr::Paren(e) => e.paren_token.span.open(),
        Expr::Path(e) => path_ends(&e.path, e.qself.as_ref()).0,
        Expr::Range(e) => match (&e.start, &e.limits) {
            (Some(start), _) => first(start),
            (None, syn::RangeLimits::HalfOpen(t)) => t.spans[0],
            (None, syn::RangeLimits::Closed(t)) => t.spans[0],
        },
        Expr::RawAddr(e) => e.and_token.span,
        Expr::Reference(e) => e.and_token.span,
        Expr::Repeat(e) => e.bracket_token.span.open(),
        Expr::Return(e) => e.return_token.span,
        Expr::Struct(e) => path_ends(&e.path, e.qself.as_ref()).0,
        Expr::Try(e) => first(&e.expr),
        Expr::TryBlock(e) => e.try_token.span,
        Expr::Tuple(e) => e.paren_token.span.open(),
        Expr::Unary(e) => match e.op {
            syn::UnOp::Deref(t) => t.span,
            syn::UnOp::Not(t) => t.span,
            syn::UnOp::Neg(t) => t.span,
            _ => first(&e.expr),
        },
        Expr::Unsafe(e) => e.unsafe_token.span,
        Expr::While(e) => e.label.as_ref().map_or(e.while_token.span, |l| l.name.apostrophe),
        _ => proc_macro2::Span::call_site(),
    }
}

/// The last token of an expression.
#[must_use]
pub fn last(e: &Expr) -> proc_macro2::Span {
    match e {
        Expr::Array(e) => e.bracket_token.span.close(),
        Expr::Assign(e) => last(&e.right),
        Expr::Async(e) => e.block.brace_token.span.close(),
        Expr::Await(e) => e.await_token.span,
        Expr::Binary(e) => last(&e.right),
        Expr::Block(e) => e.block.brace_token.span.close(),
        Expr::Break(e) => {
            e.expr.as_ref().map_or_else(|| e.label.as_ref().map_or(e.break_token.span, |l| l.ident.span()), |e| last(e))
        }
        Expr::Call(e) => e.paren_token.span.close(),
        Expr::Cast(e) => last_of_type(&e.ty),
        Expr::Closure(e) => last(&e.body),
        Expr::Const(e) => e.block.brace_token.span.close(),
        Expr::Continue(e) => e.label.as_ref().map_or(e.continue_token.span, |l| l.ident.span()),
        Expr::Field(e) => match &e.member {
            syn::Member::Named(name) => name.span(),
            syn::Member::Unnamed(index) => index.span,
        },
        Expr::ForLoop(e) => e.body.brace_token.span.close(),
        Expr::Group(e) => last(&e.expr),
        Expr::If(e) => e.else_branch.as_ref().map_or(e.then_branch.brace_token.span.close(), |(_, e)| last(e)),
        Expr::Index(e) => e.bracket_token.span.close(),
        Expr::Let(e) => last(&e.expr),
        Expr::Lit(e) => e.lit.span(),
        Expr::Loop(e) => e.body.brace_token.span.close(),
        Expr::Macro(e) => match &e.mac.delimiter {
            syn::MacroDelimiter::Paren(t) => t.span.close(),
            syn::MacroDelimiter::Brace(t) => t.span.close(),
            syn::MacroDelimiter::Bracket(t) => t.span.close(),
        },
        Expr::Match(e) => e.brace_token.span.close(),
        Expr::MethodCall(e) => e.paren_token.span.close(),
        Expr::Paren(e) => e.paren_token.span.close(),
        Expr::Path(e) => path_ends(&e.path, e.qself.as_ref()).1,
        Expr::Range(e) => match (&e.end, &e.limits) {
            (Some(end), _) => last(end),
            (None, syn::RangeLimits::HalfOpen(t)) => t.spans[1],
            (None, syn::RangeLimits::Closed(t)) => t.spans[2],
        },
        Expr::RawAddr(e) => last(&e.expr),
        Expr::Reference(e) => last(&e.expr),
        Expr::Repeat(e) => e.bracket_token.span.close(),
        Expr::Return(e) => e.expr.as_ref().map_or(e.return_token.span, |e| last(e)),
        Expr::Struct(e) => e.brace_token.span.close(),
        Expr::Try(e) => e.question_token.span,
        Expr::TryBlock(e) => e.block.brace_token.span.close(),
        Expr::Tuple(e) => e.paren_token.span.close(),
        Expr::Unary(e) => last(&e.expr),
        Expr::Unsafe(e) => e.block.brace_token.span.close(),
        Expr::While(e) => e.body.brace_token.span.close(),
        _ => first(e),
    }
}

fn last_of_type(ty: &Type) -> proc_macro2::Span {
    match ty {
        Type::Path(t) => path_ends(&t.path, t.qself.as_ref()).1,
        Type::Array(t) => t.bracket_token.span.close(),
        Type::Slice(t) => t.bracket_token.span.close(),
        Type::Tuple(t) => t.paren_token.span.close(),
        Type::Paren(t) => t.paren_token.span.close(),
        Type::Reference(t) => last_of_type(&t.elem),
        Type::Ptr(t) => last_of_type(&t.elem),
        Type::Never(t) => t.bang_token.span,
        Type::Infer(t) => t.underscore_token.span,
        _ => first_of_type(ty),
    }
}

fn first_of_type(ty: &Type) -> proc_macro2::Span {
    match ty {
        Type::Path(t) => path_ends(&t.path, t.qself.as_ref()).0,
        Type::Array(t) => t.bracket_token.span.open(),
        Type::Slice(t) => t.bracket_token.span.open(),
        Type::Tuple(t) => t.paren_token.span.open(),
        Type::Paren(t) => t.paren_token.span.open(),
        Type::Reference(t) => t.and_token.span,
        Type::Ptr(t) => t.star_token.span,
        Type::Never(t) => t.bang_token.span,
        Type::Infer(t) => t.underscore_token.span,
        Type::FnPtr(t) => t.fn_token.span,
        Type::ImplTrait(t) => t.impl_token.span,
        Type::TraitObject(t) => t.dyn_token.map_or_else(proc_macro2::Span::call_site, |t| t.span),
        _ => proc_macro2::Span::call_site(),
    }
}

/// The span of a type.
#[must_use]
pub fn ty(ty: &Type) -> Span {
    between(first_of_type(ty), last_of_type(ty))
}

/// The span of (the beginning of) a pattern.
#[must_use]
pub fn pat(p: &Pat) -> Span {
    match p {
        Pat::Ident(p) => of(p.ident.span()),
        Pat::Lit(p) => of(p.lit.span()),
        Pat::Path(p) => path(&p.path),
        Pat::TupleStruct(p) => between(path_ends(&p.path, None).0, p.paren_token.span.close()),
        Pat::Struct(p) => between(path_ends(&p.path, None).0, p.brace_token.span.close()),
        Pat::Tuple(p) => of(p.paren_token.span.join()),
        Pat::Slice(p) => of(p.bracket_token.span.join()),
        Pat::Reference(p) => of(p.and_token.span),
        Pat::Wild(p) => of(p.underscore_token.span),
        Pat::Rest(p) => of(p.dot2_token.spans[0]),
        Pat::Paren(p) => of(p.paren_token.span.join()),
        Pat::Type(p) => pat(&p.pat),
        Pat::Or(p) => p.cases.first().map_or_else(Span::default, pat),
        Pat::Range(p) => p.start.as_deref().or(p.end.as_deref()).map_or_else(Span::default, expr),
        Pat::Const(p) => of(p.const_token.span),
        Pat::Macro(p) => path(&p.mac.path),
        _ => Span::default(),
    }
}
