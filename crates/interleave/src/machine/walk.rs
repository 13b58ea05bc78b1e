//! Walks a typed tree.

use std::collections::HashSet;

use crate::types::Context;
use crate::types::tree::{Block, Expr, Kind, LocalId, Pat, PatKind, Statement};

/// Visits the parts of an expression.
pub(super) fn parts<'e>(e: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    let block = |b: &'e Block, visit: &mut dyn FnMut(&'e Expr)| {
        for s in &b.statements {
            match s {
                Statement::Let { init, otherwise, .. } => init.iter().chain(otherwise).for_each(&mut *visit),
                Statement::Expr(e) => visit(e),
            }
        }
        if let Some(e) = &b.tail {
            visit(e);
        }
    };
    match &e.kind {
        Kind::Error
        | Kind::Literal(_)
        | Kind::Local(_)
        | Kind::Static(_)
        | Kind::Const(_)
        | Kind::Length(_)
        | Kind::Function
        | Kind::Continue(_)
        | Kind::Closure(_) => {}
        Kind::Construct { fields, base, .. } => {
            fields.iter().for_each(|(_, e)| visit(e));
            base.iter().for_each(|e| visit(e));
        }
        Kind::Array(all) | Kind::Call(_, _, all) | Kind::Format(_, all) => all.iter().for_each(visit),
        Kind::Repeat(a, _)
        | Kind::Field(a, _)
        | Kind::Deref(a)
        | Kind::Overloaded(a)
        | Kind::Borrow(_, a)
        | Kind::RawBorrow(a)
        | Kind::Not(a)
        | Kind::Neg(a)
        | Kind::Cast(a)
        | Kind::Discard(a)
        | Kind::Let(_, a)
        | Kind::Loop(_, a)
        | Kind::Print(a)
        | Kind::Panic(a)
        | Kind::Same(a) => visit(a),
        Kind::Index(a, b)
        | Kind::Arith(_, a, b)
        | Kind::Compare(_, a, b)
        | Kind::And(a, b)
        | Kind::Or(a, b)
        | Kind::Assign(a, b)
        | Kind::AssignArith(_, a, b)
        | Kind::While(_, a, b) => {
            visit(a);
            visit(b);
        }
        Kind::CallValue(f, all) => {
            visit(f);
            all.iter().for_each(visit);
        }
        Kind::Block(b) | Kind::Labelled(_, b) => block(b, visit),
        Kind::If(a, b, c) => {
            visit(a);
            visit(b);
            c.iter().for_each(|e| visit(e));
        }
        Kind::Match(a, arms) => {
            visit(a);
            for arm in arms {
                arm.guard.iter().for_each(&mut *visit);
                visit(&arm.body);
            }
        }
        Kind::For { iter, body, .. } => {
            visit(iter);
            visit(body);
        }
        Kind::Break(_, e) | Kind::Return(e) => e.iter().for_each(|e| visit(e)),
    }
}

/// The variables that an expression declares, those of closures in it included.
pub(super) fn declared(cx: &Context, e: &Expr, out: &mut HashSet<LocalId>) {
    let block = |b: &Block, out: &mut HashSet<LocalId>| {
        for s in &b.statements {
            if let Statement::Let { pat, .. } = s {
                bound(pat, out);
            }
        }
    };
    match &e.kind {
        Kind::Block(b) | Kind::Labelled(_, b) => block(b, out),
        Kind::Let(pat, _) | Kind::For { pat, .. } => bound(pat, out),
        Kind::Match(_, arms) => arms.iter().for_each(|arm| bound(&arm.pat, out)),
        Kind::Closure(id) => {
            let closure = &cx.closures[*id as usize];
            closure.params.iter().for_each(|p| bound(p, out));
            if let Some(body) = &closure.body {
                declared(cx, body, out);
            }
        }
        _ => {}
    }
    parts(e, &mut |e| declared(cx, e, out));
}

/// The variables that a pattern binds.
pub(super) fn bound(p: &Pat, out: &mut HashSet<LocalId>) {
    match &p.kind {
        PatKind::Wild | PatKind::Equal(_) | PatKind::Range(..) => {}
        PatKind::Bind(id, _, sub) => {
            out.insert(*id);
            if let Some(p) = sub {
                bound(p, out);
            }
        }
        PatKind::Fields(_, fields) => fields.iter().for_each(|(_, p)| bound(p, out)),
        PatKind::Or(cases) => cases.iter().for_each(|p| bound(p, out)),
        PatKind::Deref(p) => bound(p, out),
        PatKind::Slice(before, rest, after) => {
            before.iter().chain(after).for_each(|p| bound(p, out));
            if let Some(Some(p)) = rest {
                bound(p, out);
            }
        }
    }
}
