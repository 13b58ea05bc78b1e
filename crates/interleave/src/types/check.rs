//! Gives every expression of a body its type.

use std::rc::Rc;

use super::Context;
use super::items::{Def, Function, ModuleId, Name, Owner, Scope, Shape, Space, advice};
use super::select::{Autoref, Found, Obligation, Step};
use super::tree::*;
use super::ty::{AdtId, FnId, Ty, Tys};
use crate::request::Span;
use crate::syntax::span;
use crate::value::{Arith, IntTy, Value};

/// The loop or labelled block that `break` and `continue` mean.
struct Target {
    label: Option<String>,
    id: LoopId,
    /// What `break` gives, where it may give something.
    value: Option<Ty>,
    is_loop: bool,
    broken: bool,
}

/// Walks one body.
pub(super) struct Checker<'c> {
    pub(super) cx: &'c mut Context,
    pub(super) function: Rc<Function>,
    /// The module, or block with items, that names are looked up in.
    pub(super) module: ModuleId,
    /// Type arguments of the function.
    args: Tys,
    self_ty: Option<Ty>,
    pub(super) locals: Vec<Local>,
    scopes: Vec<Vec<(Name, LocalId)>>,
    targets: Vec<Target>,
    loops: LoopId,
    ret: Ty,
    /// The function is the library's: its spans mean nothing to a reader.
    pub(super) library: bool,
    /// While the alternatives of a pattern are checked: where their variables begin in the innermost scope.
    pub(super) alternatives: Option<usize>,
}

/// Checks the body of a function with these type arguments, once.
pub fn body(cx: &mut Context, id: FnId, args: &[Ty]) -> Option<Rc<Body>> {
    let args: Tys = args.into();
    if let Some(done) = cx.bodies.get(&(id, args.clone())) {
        return Some(done.clone());
    }
    let function = cx.items.fns[id as usize].clone();
    let block = function.body.clone()?;
    if cx.depth > 32 {
        cx.refuse(
            function.span,
            format!("the type of `{}` depends on itself without end", function.name),
            "write its type out",
        );
        return None;
    }
    cx.depth += 1;
    let pending = std::mem::take(&mut cx.pending);
    let from = cx.infer.len();
    let ret = if function.returns_impl {
        cx.infer.fresh()
    } else {
        let ret = function.ret.subst(&args);
        cx.normalize(&ret)
    };
    let self_ty = function.self_ty.as_ref().map(|t| t.subst(&args));
    let library = function.library;
    let mut checker = Checker {
        cx,
        module: function.module,
        function: function.clone(),
        args: args.clone(),
        self_ty,
        locals: Vec::new(),
        scopes: vec![Vec::new()],
        targets: Vec::new(),
        loops: 0,
        ret: ret.clone(),
        library,
        alternatives: None,
    };
    let mut params = Vec::new();
    for (pat, ty) in &function.params {
        let subst = ty.subst(&args);
        let param_ty = checker.cx.normalize(&subst);
        let first = checker.locals.len();
        params.push(checker.pattern(pat, &param_ty));
        if let Ty::Param(p) = ty
            && function
                .bounds
                .iter()
                .any(|b| matches!(b, super::items::Bound::Fn { ty: Ty::Param(q), once: true, .. } if q == p))
        {
            for local in &mut checker.locals[first..] {
                local.once = true;
            }
        }
    }
    let value = checker.block_coerced(&block, &ret);
    let locals = std::mem::take(&mut checker.locals);
    cx.finish(from);
    cx.pending = pending;
    cx.depth -= 1;
    let body = Rc::new(Body { params, value, locals, ret });
    cx.bodies.insert((id, args), body.clone());
    Some(body)
}

/// Checks the initializer of a static or constant.
pub fn global(cx: &mut Context, id: u32, is_static: bool) -> Rc<Body> {
    let g = if is_static { cx.items.statics[id as usize].clone() } else { cx.items.consts[id as usize].clone() };
    let function = Rc::new(Function {
        name: g.name.clone(),
        module: g.module,
        generics: Vec::new(),
        outer_generics: 0,
        bounds: Vec::new(),
        params: Vec::new(),
        method: false,
        ret: g.ty.clone(),
        returns_impl: false,
        body: None,
        intrinsic: None,
        self_ty: g.self_ty.clone(),
        owner: Owner::Free,
        library: false,
        span: g.span,
    });
    let pending = std::mem::take(&mut cx.pending);
    let from = cx.infer.len();
    let mut checker = Checker {
        cx,
        module: g.module,
        function,
        args: Rc::new([]),
        self_ty: g.self_ty.clone(),
        locals: Vec::new(),
        scopes: vec![Vec::new()],
        targets: Vec::new(),
        loops: 0,
        ret: g.ty.clone(),
        library: false,
        alternatives: None,
    };
    let value = checker.coerced(&g.init, &g.ty.clone());
    let locals = std::mem::take(&mut checker.locals);
    cx.finish(from);
    cx.pending = pending;
    Rc::new(Body { params: Vec::new(), value, locals, ret: g.ty.clone() })
}

impl Context {
    /// What is still open at the end of a body gets its default.
    fn finish(&mut self, from: usize) {
        self.solve();
        self.infer.default_integers(from);
        self.solve();
        self.infer.default_integers(from);
    }
}

fn names(path: &syn::Path) -> Vec<Name> {
    path.segments.iter().map(|s| s.ident.to_string().into()).collect()
}

impl Checker<'_> {
    pub(super) fn span(&self, e: &syn::Expr) -> Span {
        if self.library { Span::default() } else { span::expr(e) }
    }
    pub(super) fn at(&self, s: proc_macro2::Span) -> Span {
        if self.library { Span::default() } else { span::of(s) }
    }

    pub(super) fn expr_of(&self, kind: Kind, ty: Ty, span: Span) -> Expr {
        Expr { kind, ty, span }
    }

    /// Refuses, and goes on with an expression that fits everywhere.
    pub(super) fn refuse(&mut self, span: Span, reason: impl Into<String>, rewrite: impl Into<String>) -> Expr {
        self.cx.refuse(span, reason, rewrite);
        Expr { kind: Kind::Error, ty: Ty::Error, span }
    }

    pub(super) fn shallow(&self, ty: &Ty) -> Ty {
        self.cx.infer.shallow(ty)
    }

    /// The type at its root, after working off what helps to know it.
    fn known(&mut self, ty: &Ty) -> Ty {
        let root = self.shallow(ty);
        if matches!(root, Ty::Var(_)) && !self.cx.pending.is_empty() {
            self.cx.solve();
            return self.shallow(ty);
        }
        root
    }

    fn is_never(&self, ty: &Ty) -> bool {
        self.shallow(ty) == Ty::Never
    }

    pub(super) fn lower(&mut self, ty: &syn::Type) -> Ty {
        let function = self.function.clone();
        let declared = function.self_ty.clone();
        let scope = Scope { module: self.module, generics: &function.generics, self_ty: declared.as_ref() };
        let mut refusals = Vec::new();
        let Context { items, infer, .. } = &mut *self.cx;
        let lowered = items.lower(ty, scope, &mut refusals, Some(&mut || infer.fresh()));
        for r in refusals {
            let at =
                if self.library { self.cx.site } else { Span { line: r.line, column: r.column, ..Span::default() } };
            self.cx.refuse(at, r.reason, r.rewrite);
        }
        let lowered = lowered.subst(&self.args);
        self.cx.normalize(&lowered)
    }

    // Locals.

    pub(super) fn declare(&mut self, name: &str, ty: Ty) -> LocalId {
        let id = self.locals.len() as LocalId;
        self.locals.push(Local { name: name.into(), ty, once: false });
        self.scopes.last_mut().expect("a scope").push((name.into(), id));
        id
    }

    /// The variable of that name in the innermost scope, for the alternatives of a pattern.
    pub(super) fn declared_since(&self, mark: usize, name: &str) -> Option<LocalId> {
        self.scopes.last()?.iter().skip(mark).rev().find(|(n, _)| **n == *name).map(|(_, id)| *id)
    }

    pub(super) fn scope_len(&self) -> usize {
        self.scopes.last().map_or(0, Vec::len)
    }

    fn lookup(&self, name: &str) -> Option<LocalId> {
        self.scopes.iter().rev().flat_map(|s| s.iter().rev()).find(|(n, _)| **n == *name).map(|(_, id)| *id)
    }

    fn scoped<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Vec::new());
        let result = f(self);
        self.scopes.pop();
        result
    }

    // Coercion.

    /// Checks an expression that must have a type.
    pub(super) fn coerced(&mut self, e: &syn::Expr, ty: &Ty) -> Expr {
        let expr = self.expr(e, Some(ty));
        self.coerce(expr, ty)
    }

    /// Takes an expression as one of the type, where Rust does so.
    pub(super) fn coerce(&mut self, e: Expr, ty: &Ty) -> Expr {
        let (from, to) = (self.known(&e.ty), self.known(ty));
        if from == Ty::Never || from == Ty::Error || to == Ty::Error {
            return e;
        }
        let span = e.span;
        let same = |e: Expr, ty: &Ty| Expr { kind: Kind::Same(Box::new(e)), ty: ty.clone(), span };
        match (&from, &to) {
            (Ty::Ref(m, a), Ty::Ref(n, b)) => {
                if m == n && self.try_unify(a, b) {
                    return e;
                }
                if !m && *n {
                    return self.mismatch(e, ty);
                }
                // `&mut T` as `&T`, `&Vec<T>` as `&[T]`, `&Arc<T>` as `&T`, ….
                let mut place = self.deref_expr(e.clone());
                for _ in 0..8 {
                    let at = self.known(&place.ty);
                    let target = self.known(b);
                    if self.try_unify(&at, &target) {
                        return Expr { kind: Kind::Borrow(*n, Box::new(place)), ty: to.clone(), span };
                    }
                    match (&at, &target) {
                        (Ty::Array(x), Ty::Slice(y)) if self.try_unify(&x.0, y) => {
                            return same(Expr { kind: Kind::Borrow(*n, Box::new(place)), ty: to.clone(), span }, &to);
                        }
                        (_, Ty::DynFn(_, params, ret))
                            if self.cx.signature(&at).is_some() && !matches!(at, Ty::Ref(..)) =>
                        {
                            let obligation =
                                Obligation::Callable { ty: at.clone(), args: params.clone(), ret: (**ret).clone() };
                            self.cx.pending.push(obligation);
                            return same(e, &to);
                        }
                        _ => {}
                    }
                    if self.cx.deref(&at).is_none() {
                        break;
                    }
                    place = self.deref_expr(place);
                }
                self.mismatch(e, ty)
            }
            (Ty::Ref(m, a), Ty::Ptr(n, b)) if m == n || *m => {
                if !self.try_unify(a, b) {
                    return self.mismatch(e, ty);
                }
                self.raw_of_reference(e, &to)
            }
            (Ty::Ptr(true, a), Ty::Ptr(false, b)) => {
                if self.try_unify(a, b) {
                    same(e, &to)
                } else {
                    self.mismatch(e, ty)
                }
            }
            (Ty::Closure(_) | Ty::FnDef(..) | Ty::Ctor(..), Ty::FnPtr(params, ret)) => {
                self.cx.pending.push(Obligation::Callable {
                    ty: from.clone(),
                    args: params.clone(),
                    ret: (**ret).clone(),
                });
                self.cx.solve();
                same(e, &to)
            }
            (Ty::Adt(i, a), Ty::Adt(j, b)) if i == j && a.len() == 1 && !self.try_unify(&from, &to) => {
                let (inner, target) = (self.known(&a[0]), self.known(&b[0]));
                match (&inner, &target) {
                    (Ty::Closure(_) | Ty::FnDef(..) | Ty::FnPtr(..) | Ty::Ctor(..), Ty::DynFn(_, params, ret)) => {
                        self.cx.pending.push(Obligation::Callable {
                            ty: inner.clone(),
                            args: params.clone(),
                            ret: (**ret).clone(),
                        });
                        self.cx.solve();
                        same(e, &to)
                    }
                    (Ty::Array(x), Ty::Slice(y)) if self.try_unify(&x.0, y) => same(e, &to),
                    _ => self.mismatch(e, ty),
                }
            }
            _ => {
                if self.try_unify(&from, &to) {
                    return e;
                }
                self.mismatch(e, ty)
            }
        }
    }

    fn raw_of_reference(&mut self, e: Expr, to: &Ty) -> Expr {
        let span = e.span;
        Expr { kind: Kind::RawBorrow(Box::new(self.deref_expr(e))), ty: to.clone(), span }
    }

    fn mismatch(&mut self, e: Expr, ty: &Ty) -> Expr {
        let (from, to) = (self.cx.show(&e.ty), self.cx.show(ty));
        if from.contains(['_', '?']) || to.contains(['_', '?']) {
            self.cx.refuse_unknown(
                e.span,
                format!("this has type `{from}`, but `{to}` is expected here"),
                "if rustc accepts it, write the type out: the explorer could not follow",
            );
            return Expr { kind: Kind::Error, ty: Ty::Error, span: e.span };
        }
        self.refuse(
            e.span,
            format!("this has type `{from}`, but `{to}` is expected here"),
            "if rustc accepts it, write the type out: the explorer could not follow",
        )
    }

    pub(super) fn try_unify(&mut self, a: &Ty, b: &Ty) -> bool {
        let snapshot = self.cx.infer.snapshot();
        let fits = self.cx.infer.unify(a, b);
        if !fits {
            self.cx.infer.rollback(snapshot);
        }
        fits
    }

    /// `*e`, for an `e` that can be dereferenced.
    pub(super) fn deref_expr(&mut self, e: Expr) -> Expr {
        let span = e.span;
        match self.cx.deref(&e.ty) {
            Some((ty, Step::Overloaded)) => Expr { kind: Kind::Overloaded(Box::new(e)), ty, span },
            Some((ty, _)) => Expr { kind: Kind::Deref(Box::new(e)), ty, span },
            None => {
                let what = self.cx.show(&e.ty);
                self.refuse(span, format!("`{what}` cannot be dereferenced"), "")
            }
        }
    }

    // Blocks.

    fn block_coerced(&mut self, block: &syn::Block, ty: &Ty) -> Expr {
        let expr = self.block_expr(block, Some(ty));
        self.coerce(expr, ty)
    }

    fn block_expr(&mut self, block: &syn::Block, expected: Option<&Ty>) -> Expr {
        let at = self.at(block.brace_token.span.join());
        let (block, ty) = self.block(block, expected);
        Expr { kind: Kind::Block(block), ty, span: at }
    }

    fn block(&mut self, block: &syn::Block, expected: Option<&Ty>) -> (Block, Ty) {
        let outer = self.module;
        self.declare_items(block);
        let result = self.scoped(|this| {
            let mut statements = Vec::new();
            let mut tail = None;
            let mut diverges = false;
            let last = block.stmts.len().saturating_sub(1);
            for (i, statement) in block.stmts.iter().enumerate() {
                match statement {
                    syn::Stmt::Local(local) => {
                        let s = this.let_statement(local);
                        if let Statement::Let { init: Some(init), otherwise, .. } = &s {
                            diverges |= this.is_never(&init.ty) && otherwise.is_none();
                        }
                        statements.push(s);
                    }
                    syn::Stmt::Item(_) => {}
                    syn::Stmt::Macro(m) if m.mac.path.is_ident("thread_local") => {}
                    syn::Stmt::Expr(e, None) if i == last => {
                        let e = this.expr(e, expected);
                        tail = Some(Box::new(e));
                    }
                    syn::Stmt::Expr(e, semi) => {
                        // A block-like expression in the middle has type `()`.
                        let unit = Ty::unit();
                        let e = if semi.is_none() { this.coerced(e, &unit) } else { this.expr(e, None) };
                        diverges |= this.is_never(&e.ty);
                        statements.push(Statement::Expr(e));
                    }
                    syn::Stmt::Macro(m) => {
                        let e =
                            this.macro_call(&m.mac, if i == last && m.semi_token.is_none() { expected } else { None });
                        diverges |= this.is_never(&e.ty);
                        if i == last && m.semi_token.is_none() {
                            tail = Some(Box::new(e));
                        } else {
                            statements.push(Statement::Expr(e));
                        }
                    }
                }
            }
            let ty = match &tail {
                Some(e) if diverges && this.shallow(&e.ty).is_unit() => Ty::Never,
                Some(e) => e.ty.clone(),
                None if diverges => Ty::Never,
                None => Ty::unit(),
            };
            (Block { statements, tail }, ty)
        });
        self.module = outer;
        result
    }

    /// Declares the items of a nested block, the first time it is met, and makes them visible.
    fn declare_items(&mut self, block: &syn::Block) {
        let items: Vec<syn::Item> = block
            .stmts
            .iter()
            .filter_map(|s| match s {
                syn::Stmt::Item(item) => Some(item.clone()),
                syn::Stmt::Macro(m) if m.mac.path.is_ident("thread_local") => Some(syn::Item::Macro(syn::ItemMacro {
                    attrs: Vec::new(),
                    ident: None,
                    mac: m.mac.clone(),
                    semi_token: m.semi_token,
                })),
                _ => None,
            })
            .collect();
        if items.is_empty() || self.library {
            return;
        }
        let at = span::of(block.brace_token.span.open());
        let key = (at.line, at.column);
        if let Some(&module) = self.cx.blocks.get(&key) {
            self.module = module;
            return;
        }
        let mut refusals = Vec::new();
        let module = self.cx.items.add_block(self.module, items, &mut refusals);
        for r in refusals {
            if !self.cx.refusals.contains(&r) {
                self.cx.refusals.push(r);
            }
        }
        self.cx.blocks.insert(key, module);
        self.module = module;
    }

    fn let_statement(&mut self, local: &syn::Local) -> Statement {
        let (pat, annotated) = match &local.pat {
            syn::Pat::Type(t) => (&*t.pat, Some(self.lower(&t.ty))),
            pat => (pat, None),
        };
        let ty = annotated.clone().unwrap_or_else(|| self.cx.infer.fresh());
        let (mut init, mut otherwise) = (None, None);
        if let Some(i) = &local.init {
            let e = match &annotated {
                Some(ty) => self.coerced(&i.expr, ty),
                None => {
                    let e = self.expr(&i.expr, None);
                    self.cx.infer.unify(&ty, &e.ty);
                    e
                }
            };
            init = Some(e);
            if let Some((_, e)) = &i.diverge {
                otherwise = Some(self.expr(e, Some(&Ty::Never)));
            }
        }
        let pat = self.pattern(pat, &ty);
        Statement::Let { pat, init, otherwise }
    }

    // Expressions.

    /// Checks an expression; `expected` is a hint.
    pub(super) fn expr(&mut self, e: &syn::Expr, expected: Option<&Ty>) -> Expr {
        let at = self.span(e);
        match e {
            syn::Expr::Paren(e) => self.expr(&e.expr, expected),
            syn::Expr::Group(e) => self.expr(&e.expr, expected),
            syn::Expr::Lit(l) => self.literal(&l.lit, expected, at),
            syn::Expr::Path(p) => self.path(p, expected, at),
            syn::Expr::Block(b) => match &b.label {
                None => self.block_expr(&b.block, expected),
                Some(label) => {
                    let value = self.cx.infer.fresh();
                    let id = self.push_target(Some(label), Some(value.clone()), false);
                    let (block, ty) = self.block(&b.block, Some(&value));
                    self.targets.pop();
                    if !self.is_never(&ty) {
                        self.cx.infer.unify(&value, &ty);
                    }
                    Expr { kind: Kind::Labelled(id, block), ty: value, span: at }
                }
            },
            syn::Expr::Unsafe(b) => self.block_expr(&b.block, expected),
            syn::Expr::Const(b) => self.block_expr(&b.block, expected),
            syn::Expr::Tuple(t) => {
                let hints = match expected.map(|t| self.shallow(t)) {
                    Some(Ty::Tuple(h)) if h.len() == t.elems.len() => Some(h),
                    _ => None,
                };
                let fields: Vec<(u32, Expr)> = t
                    .elems
                    .iter()
                    .enumerate()
                    .map(|(i, e)| {
                        (
                            i as u32,
                            match &hints {
                                Some(h) => self.coerced_if_possible(e, &h[i].clone()),
                                None => self.expr(e, None),
                            },
                        )
                    })
                    .collect();
                let ty = Ty::Tuple(fields.iter().map(|(_, e)| e.ty.clone()).collect());
                self.expr_of(Kind::Construct { variant: 0, fields, base: None }, ty, at)
            }
            syn::Expr::Array(a) => {
                let elem = match expected.map(|t| self.shallow(t)) {
                    Some(Ty::Array(a)) => a.0.clone(),
                    Some(Ty::Slice(t)) => (*t).clone(),
                    _ => self.cx.infer.fresh(),
                };
                let elems: Vec<Expr> = a.elems.iter().map(|e| self.coerced(e, &elem)).collect();
                let ty = Ty::Array(Rc::new((elem, Ty::Len(elems.len() as u64))));
                self.expr_of(Kind::Array(elems), ty, at)
            }
            syn::Expr::Repeat(r) => {
                let elem = match expected.map(|t| self.shallow(t)) {
                    Some(Ty::Array(a)) => a.0.clone(),
                    _ => self.cx.infer.fresh(),
                };
                let value = self.coerced(&r.expr, &elem);
                let len = self.length(&r.len);
                let ty = Ty::Array(Rc::new((elem, len.clone())));
                self.expr_of(Kind::Repeat(Box::new(value), len), ty, at)
            }
            syn::Expr::Struct(s) => self.struct_literal(s, expected, at),
            syn::Expr::Field(f) => self.field(f, at),
            syn::Expr::Index(i) => self.index(i, at),
            syn::Expr::Unary(u) => self.unary(u, expected, at),
            syn::Expr::Binary(b) => self.binary(b, expected, at),
            syn::Expr::Reference(r) => {
                let hint = match expected.map(|t| self.known(t)) {
                    Some(Ty::Ref(_, t)) => Some((*t).clone()),
                    _ => None,
                };
                let e = self.expr(&r.expr, hint.as_ref());
                let ty = Ty::reference(r.mutability.is_some(), e.ty.clone());
                self.expr_of(Kind::Borrow(r.mutability.is_some(), Box::new(e)), ty, at)
            }
            syn::Expr::RawAddr(r) => {
                let e = self.expr(&r.expr, None);
                let ty = Ty::Ptr(matches!(r.mutability, syn::PointerMutability::Mut(_)), Rc::new(e.ty.clone()));
                self.expr_of(Kind::RawBorrow(Box::new(e)), ty, at)
            }
            syn::Expr::Cast(c) => self.cast(c, at),
            syn::Expr::Assign(a) => {
                if matches!(&*a.left, syn::Expr::Infer(_)) {
                    let e = self.expr(&a.right, None);
                    return self.expr_of(Kind::Discard(Box::new(e)), Ty::unit(), at);
                }
                if let syn::Expr::Tuple(_) | syn::Expr::Array(_) | syn::Expr::Call(_) | syn::Expr::Struct(_) = &*a.left
                {
                    return self.refuse(
                        at,
                        "assigning to a pattern is not supported",
                        "assign one variable at a time, or use `let`",
                    );
                }
                let left = self.expr(&a.left, None);
                let ty = left.ty.clone();
                let right = self.coerced(&a.right, &ty);
                self.expr_of(Kind::Assign(Box::new(left), Box::new(right)), Ty::unit(), at)
            }
            syn::Expr::If(i) => self.if_expr(i, expected, at),
            syn::Expr::Let(l) => {
                let e = self.expr(&l.expr, None);
                let ty = e.ty.clone();
                let pat = self.pattern(&l.pat, &ty);
                self.expr_of(Kind::Let(Box::new(pat), Box::new(e)), Ty::Bool, at)
            }
            syn::Expr::Match(m) => self.match_expr(m, expected, at),
            syn::Expr::Loop(l) => {
                let value = match expected {
                    Some(ty) if !matches!(self.shallow(ty), Ty::Never) => ty.clone(),
                    _ => self.cx.infer.fresh(),
                };
                let id = self.push_target(l.label.as_ref(), Some(value.clone()), true);
                let body = self.block_coerced(&l.body, &Ty::unit());
                let target = self.targets.pop().expect("just pushed");
                let ty = if target.broken { target.value.expect("a loop's") } else { Ty::Never };
                self.expr_of(Kind::Loop(id, Box::new(body)), ty, at)
            }
            syn::Expr::While(w) => self.scoped(|this| {
                let cond = this.coerced(&w.cond, &Ty::Bool);
                let id = this.push_target(w.label.as_ref(), None, true);
                let body = this.block_coerced(&w.body, &Ty::unit());
                this.targets.pop();
                this.expr_of(Kind::While(id, Box::new(cond), Box::new(body)), Ty::unit(), at)
            }),
            syn::Expr::ForLoop(f) => self.for_loop(f, at),
            syn::Expr::Break(b) => {
                let Some(index) = self.target(b.label.as_ref(), b.label.is_some()) else {
                    return self.refuse(at, "there is no loop to break out of here", "");
                };
                let id = self.targets[index].id;
                let value = self.targets[index].value.clone();
                self.targets[index].broken = true;
                let e = match (&b.expr, value) {
                    (Some(e), Some(ty)) => Some(Box::new(self.coerced(e, &ty))),
                    (Some(e), None) => Some(Box::new(self.expr(e, None))),
                    (None, Some(ty)) => {
                        self.cx.infer.unify(&ty, &Ty::unit());
                        None
                    }
                    (None, None) => None,
                };
                self.expr_of(Kind::Break(id, e), Ty::Never, at)
            }
            syn::Expr::Continue(c) => match self.target(c.label.as_ref(), false) {
                Some(index) => {
                    let id = self.targets[index].id;
                    self.expr_of(Kind::Continue(id), Ty::Never, at)
                }
                None => self.refuse(at, "there is no loop to continue here", ""),
            },
            syn::Expr::Return(r) => {
                let ret = self.ret.clone();
                let e = match &r.expr {
                    Some(e) => Some(Box::new(self.coerced(e, &ret))),
                    None => {
                        self.cx.infer.unify(&ret, &Ty::unit());
                        None
                    }
                };
                self.expr_of(Kind::Return(e), Ty::Never, at)
            }
            syn::Expr::Closure(c) => self.closure(c, expected, at),
            syn::Expr::Call(c) => self.call(c, expected, at),
            syn::Expr::MethodCall(m) => self.method_call(m, expected, at),
            syn::Expr::Macro(m) => self.macro_call(&m.mac, expected),
            syn::Expr::Range(r) => self.range(r, expected, at),
            syn::Expr::Try(t) => self.question_mark(t, at),
            syn::Expr::Infer(_) => self.refuse(at, "`_` cannot be used as a value", ""),
            syn::Expr::Async(_) | syn::Expr::Await(_) => {
                self.refuse(at, "`async` is not supported", "explore the threads underneath")
            }
            _ => self.refuse(at, "an expression of this kind is not supported", ""),
        }
    }

    fn coerced_if_possible(&mut self, e: &syn::Expr, ty: &Ty) -> Expr {
        let e = self.expr(e, Some(ty));
        let known = self.known(ty);
        if matches!(known, Ty::Ref(..) | Ty::Adt(..) | Ty::FnPtr(..)) { self.coerce(e, ty) } else { e }
    }

    fn length(&mut self, e: &syn::Expr) -> Ty {
        let function = self.function.clone();
        if let syn::Expr::Path(p) = e
            && let Some(i) =
                p.path.get_ident().and_then(|i| function.generics.iter().rposition(|g| **g == *i.to_string()))
        {
            return self.args[i].clone();
        }
        let scope = Scope { module: self.module, generics: &[], self_ty: function.self_ty.as_ref() };
        match self.cx.items.const_eval(e, scope).and_then(|n| u64::try_from(n).ok()) {
            Some(n) => Ty::Len(n),
            None => {
                let at = self.span(e);
                self.cx.refuse(
                    at,
                    "this length cannot be computed here",
                    "use a literal or a `const` made of literals",
                );
                Ty::Error
            }
        }
    }

    fn literal(&mut self, lit: &syn::Lit, expected: Option<&Ty>, at: Span) -> Expr {
        match lit {
            syn::Lit::Int(i) => {
                let ty = match (i.suffix(), expected.map(|t| self.shallow(t))) {
                    ("", Some(Ty::Int(ty))) => Ty::Int(ty),
                    ("", _) => self.cx.infer.fresh_int(),
                    (suffix, _) => match IntTy::named(suffix) {
                        Some(ty) => Ty::Int(ty),
                        None => {
                            return self.refuse(at, "floating-point numbers are not supported", "count in integers");
                        }
                    },
                };
                let parsed = i
                    .base10_parse::<u128>()
                    .map(|n| Value::int(IntTy::U128, n.cast_signed()))
                    .or_else(|_| i.base10_parse::<i128>().map(|n| Value::int(IntTy::I128, n)));
                match parsed {
                    Ok(n) => self.expr_of(Kind::Literal(n), ty, at),
                    Err(_) => self.refuse(at, "this number is too large", ""),
                }
            }
            syn::Lit::Bool(b) => self.expr_of(Kind::Literal(Value::Bool(b.value)), Ty::Bool, at),
            syn::Lit::Char(c) => self.expr_of(Kind::Literal(Value::Char(c.value())), Ty::Char, at),
            syn::Lit::Byte(b) => {
                self.expr_of(Kind::Literal(Value::int(IntTy::U8, b.value().into())), Ty::Int(IntTy::U8), at)
            }
            syn::Lit::Str(s) => self.expr_of(Kind::Literal(Value::str(s.value())), Ty::reference(false, Ty::Str), at),
            syn::Lit::ByteStr(s) => {
                let bytes: Vec<Value> = s.value().iter().map(|b| Value::int(IntTy::U8, (*b).into())).collect();
                let ty = Ty::reference(false, Ty::Array(Rc::new((Ty::Int(IntTy::U8), Ty::Len(bytes.len() as u64)))));
                self.expr_of(Kind::Literal(Value::aggregate(bytes)), ty, at)
            }
            syn::Lit::Float(_) => self.refuse(at, "floating-point numbers are not supported", "count in integers"),
            _ => self.refuse(at, "a literal of this kind is not supported", ""),
        }
    }

    fn push_target(&mut self, label: Option<&syn::Label>, value: Option<Ty>, is_loop: bool) -> LoopId {
        let id = self.loops;
        self.loops += 1;
        self.targets.push(Target { label: label.map(|l| l.name.ident.to_string()), id, value, is_loop, broken: false });
        id
    }

    fn target(&self, label: Option<&syn::Lifetime>, labelled: bool) -> Option<usize> {
        match label {
            Some(label) => self.targets.iter().rposition(|t| t.label.as_deref() == Some(&label.ident.to_string())),
            None => self.targets.iter().rposition(|t| t.is_loop && !labelled),
        }
    }

    // Paths.

    /// Turbofish arguments.
    fn turbofish(&mut self, args: &syn::PathArguments) -> Vec<Ty> {
        match args {
            syn::PathArguments::AngleBracketed(a) => self.angle_args(a),
            _ => Vec::new(),
        }
    }

    fn angle_args(&mut self, a: &syn::AngleBracketedGenericArguments) -> Vec<Ty> {
        a.args
            .iter()
            .filter_map(|arg| match arg {
                syn::GenericArgument::Type(ty) => Some(self.lower(ty)),
                syn::GenericArgument::Const(e) => Some(self.length(e)),
                _ => None,
            })
            .collect()
    }

    fn fresh_args(&mut self, n: usize, given: Vec<Ty>) -> Vec<Ty> {
        let mut args = given;
        args.truncate(n);
        while args.len() < n {
            args.push(self.cx.infer.fresh());
        }
        args
    }

    /// What a path means as a value.
    fn path(&mut self, p: &syn::ExprPath, expected: Option<&Ty>, at: Span) -> Expr {
        if p.qself.is_none()
            && let Some(ident) = p.path.get_ident()
        {
            let name = ident.to_string();
            if let Some(id) = self.lookup(&name) {
                let ty = self.locals[id as usize].ty.clone();
                return self.expr_of(Kind::Local(id), ty, at);
            }
            if let Some(i) = self.function.generics.iter().rposition(|g| **g == *name) {
                let len = self.args[i].clone();
                return self.expr_of(Kind::Length(len), Ty::Int(IntTy::Usize), at);
            }
        }
        match self.resolve_value(p, at) {
            Resolved::Fn(id, args) => {
                let ty = Ty::FnDef(id, args.into());
                self.expr_of(Kind::Function, ty, at)
            }
            Resolved::Variant(adt, variant, args) => {
                let shape = self.cx.items.adts[adt as usize].variants[variant as usize].shape;
                match shape {
                    Shape::Tuple => self.expr_of(Kind::Function, Ty::Ctor(adt, variant, args.into()), at),
                    _ => {
                        let ty = Ty::Adt(adt, args.into());
                        if let Some(expected) = expected {
                            self.try_unify(&ty, expected);
                        }
                        self.expr_of(Kind::Construct { variant, fields: Vec::new(), base: None }, ty, at)
                    }
                }
            }
            Resolved::Static(id) => {
                let global = self.cx.items.statics[id as usize].clone();
                let ty = if global.thread_local {
                    self.cx.items.known_ty("LocalKey", vec![global.ty.clone()])
                } else {
                    global.ty.clone()
                };
                self.expr_of(Kind::Static(id), ty, at)
            }
            Resolved::Const(id) => {
                let ty = self.cx.items.consts[id as usize].ty.clone();
                self.expr_of(Kind::Const(id), ty, at)
            }
            Resolved::Literal(value, ty) => self.expr_of(Kind::Literal(value), ty, at),
            Resolved::Ambiguous(id, _) => {
                let name = self.cx.items.fns[id as usize].name.clone();
                self.refuse(at, format!("more than one `{name}` fits here"), "call it in a closure: `|x| ….into()`")
            }
            Resolved::None => Expr { kind: Kind::Error, ty: Ty::Error, span: at },
        }
    }

    fn resolve_value(&mut self, p: &syn::ExprPath, at: Span) -> Resolved {
        let module = self.module;
        let segments = &p.path.segments;
        let path = names(&p.path);
        let last = segments.last().expect("a path has segments");
        if p.qself.is_none() {
            match self.cx.items.resolve(module, &path, Space::Value) {
                Some(Def::Fn(id)) => {
                    let given = self.turbofish(&last.arguments);
                    let n = self.cx.items.fns[id as usize].generics.len();
                    let args = self.fresh_args(n, given);
                    return Resolved::Fn(id, args);
                }
                Some(Def::Variant(adt, v)) => {
                    let mut given = self.turbofish(&last.arguments);
                    if given.is_empty() && segments.len() > 1 {
                        given = self.turbofish(&segments[segments.len() - 2].arguments);
                    }
                    let n = self.cx.items.adts[adt as usize].generics.len();
                    let args = self.fresh_args(n, given);
                    return Resolved::Variant(adt, v, args);
                }
                Some(Def::Static(id)) => return Resolved::Static(id),
                Some(Def::Const(id)) => return Resolved::Const(id),
                _ => {}
            }
        }
        // `Self` as a constructor.
        if path.len() == 1
            && &*path[0] == "Self"
            && let Some(Ty::Adt(id, args)) = self.self_ty.clone()
        {
            return Resolved::Variant(id, 0, args.to_vec());
        }
        // `Type::name`, `<Type>::name`, `<Type as Trait>::name`, `Trait::name`.
        let name = last.ident.to_string();
        if path.len() < 2 && p.qself.is_none() {
            self.cx.refuse(at, format!("`{}` is not known here", path.join("::")), advice(&path.join("::")));
            return Resolved::None;
        }
        let given = self.turbofish(&last.arguments);
        if p.qself.is_none()
            && let Some(Def::Trait(def)) = self.cx.items.resolve(module, &path[..path.len() - 1], Space::Type)
        {
            let found = self.cx.items.traits[def as usize]
                .fns
                .iter()
                .copied()
                .find(|&f| *self.cx.items.fns[f as usize].name == *name);
            if let Some(id) = found {
                let n = self.cx.items.fns[id as usize].generics.len();
                let args = self.fresh_args(n, Vec::new());
                return Resolved::Fn(id, args);
            }
        }
        // A path into std that leads nowhere.
        let prefix = &path[..path.len() - 1];
        if p.qself.is_none()
            && prefix.len() > 1
            && &*prefix[0] != "Self"
            && !self.function.generics.contains(&prefix[0])
            && self.cx.items.resolve(module, prefix, Space::Type).is_none()
        {
            let path = path.join("::");
            self.cx.refuse(at, format!("`{path}` is not known here"), advice(&path));
            return Resolved::None;
        }
        let ty = match &p.qself {
            Some(q) => self.lower(&q.ty),
            None => {
                let mut prefix = p.path.clone();
                prefix.segments.pop();
                prefix.segments.pop_punct();
                let prefix = syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: prefix });
                self.lower(&prefix)
            }
        };
        self.associated(&ty, &name, given, at)
    }

    fn associated(&mut self, ty: &Ty, name: &str, given: Vec<Ty>, at: Span) -> Resolved {
        let ty = self.known(ty);
        match &ty {
            Ty::Error => return Resolved::None,
            Ty::Int(int) => {
                let constant = match name {
                    "MAX" => Some(if int.signed() { int_max(*int) } else { -1 }),
                    "MIN" => Some(if int.signed() { -int_max(*int) - 1 } else { 0 }),
                    "BITS" => return Resolved::Literal(Value::u32(int.bits()), Ty::Int(IntTy::U32)),
                    _ => None,
                };
                if let Some(n) = constant {
                    return Resolved::Literal(Value::int(*int, n), ty);
                }
            }
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if adt.is_enum
                    && let Some(v) = adt.variants.iter().position(|v| &*v.name == name)
                {
                    return Resolved::Variant(*id, v as u32, args.to_vec());
                }
                let found = self.cx.items.impls.iter().find_map(|i| match &i.self_ty {
                    Ty::Adt(j, _) if j == id => i.consts.iter().find(|(n, _)| **n == *name).map(|(_, c)| *c),
                    _ => None,
                });
                if let Some(c) = found {
                    return Resolved::Const(c);
                }
            }
            _ => {}
        }
        let mut found = self.cx.associated(&ty, name);
        match found.len() {
            0 => {
                let what = self.cx.show(&ty);
                self.cx.refuse(at, format!("`{what}::{name}` is not known here"), advice(name));
                Resolved::None
            }
            1 => {
                let (id, args) = found.pop().expect("one");
                let outer = self.cx.items.fns[id as usize].outer_generics;
                for (i, ty) in given.into_iter().enumerate() {
                    if let Some(arg) = args.get(outer + i).cloned() {
                        self.cx.infer.unify(&arg, &ty);
                    }
                }
                Resolved::Fn(id, args)
            }
            _ => {
                // Several impls of one trait, for different arguments: those will say which.
                let of = |cx: &Context, id: FnId| match cx.items.fns[id as usize].owner {
                    Owner::Impl(i) => cx.items.impls[i as usize].of.as_ref().map(|(def, _)| *def),
                    _ => None,
                };
                let first = of(self.cx, found[0].0);
                if let Some(def) = first
                    && found.iter().all(|(id, _)| of(self.cx, *id) == first)
                    && let Some(id) = self.cx.items.traits[def as usize]
                        .fns
                        .iter()
                        .copied()
                        .find(|&f| *self.cx.items.fns[f as usize].name == *name)
                {
                    let n = self.cx.items.fns[id as usize].generics.len();
                    let args = self.fresh_args(n, vec![ty]);
                    return Resolved::Fn(id, args);
                }
                Resolved::Ambiguous(found[0].0, found.into_iter().map(|(id, _)| (id, ty.clone())).collect())
            }
        }
    }

    // Structs and places.

    fn struct_literal(&mut self, s: &syn::ExprStruct, expected: Option<&Ty>, at: Span) -> Expr {
        let path = syn::ExprPath { attrs: Vec::new(), qself: s.qself.clone(), path: s.path.clone() };
        let Some((adt, variant, args)) = self.adt_path(&path, at) else {
            return Expr { kind: Kind::Error, ty: Ty::Error, span: at };
        };
        let ty = Ty::Adt(adt, args.clone().into());
        if let Some(expected) = expected {
            self.try_unify(&ty, expected);
        }
        let declared = self.cx.items.adts[adt as usize].variants[variant as usize].fields.clone();
        let mut fields = Vec::new();
        for f in &s.fields {
            let name = match &f.member {
                syn::Member::Named(n) => n.to_string(),
                syn::Member::Unnamed(i) => i.index.to_string(),
            };
            let Some(index) = declared.iter().position(|(n, _)| **n == *name) else {
                self.refuse(at, format!("there is no field `{name}`"), "");
                continue;
            };
            let field_ty = declared[index].1.subst(&args);
            let field_ty = self.cx.normalize(&field_ty);
            fields.push((index as u32, self.coerced(&f.expr, &field_ty)));
        }
        let base = s.rest.as_ref().map(|e| Box::new(self.coerced(e, &ty)));
        if base.is_none() && fields.len() != declared.len() {
            return self.refuse(at, "some fields have no value", "");
        }
        self.expr_of(Kind::Construct { variant, fields, base }, ty, at)
    }

    /// The struct or variant that a path means.
    pub(super) fn adt_path(&mut self, p: &syn::ExprPath, at: Span) -> Option<(AdtId, u32, Vec<Ty>)> {
        let module = self.module;
        let path = names(&p.path);
        if path.len() == 1 && &*path[0] == "Self" {
            return match self.self_ty.clone() {
                Some(Ty::Adt(id, args)) => Some((id, 0, args.to_vec())),
                _ => None,
            };
        }
        let as_type = self.cx.items.resolve(module, &path, Space::Type);
        // A struct of the program hides a constructor of the library.
        let own = matches!(as_type, Some(Def::Adt(id)) if !self.cx.items.adts[id as usize].library);
        if !own && let Some(Def::Variant(adt, v)) = self.cx.items.resolve(module, &path, Space::Value) {
            let n = self.cx.items.adts[adt as usize].generics.len();
            let args = self.fresh_args(n, Vec::new());
            return Some((adt, v, args));
        }
        if let Some(Def::Adt(id)) = as_type {
            let given = self.turbofish(&p.path.segments.last().expect("a path has segments").arguments);
            let n = self.cx.items.adts[id as usize].generics.len();
            let args = self.fresh_args(n, given);
            return Some((id, 0, args));
        }
        match self.resolve_value(p, at) {
            Resolved::Variant(adt, v, args) => Some((adt, v, args)),
            Resolved::None => None,
            _ => {
                self.cx.refuse(at, format!("`{}` is no struct or variant", path.join("::")), "");
                None
            }
        }
    }

    fn field(&mut self, f: &syn::ExprField, at: Span) -> Expr {
        let mut base = self.expr(&f.base, None);
        let name = match &f.member {
            syn::Member::Named(n) => n.to_string(),
            syn::Member::Unnamed(i) => i.index.to_string(),
        };
        loop {
            let ty = self.known(&base.ty);
            let found = match &ty {
                Ty::Error => return Expr { kind: Kind::Error, ty: Ty::Error, span: at },
                Ty::Tuple(t) => name.parse::<usize>().ok().and_then(|i| t.get(i).map(|t| (i as u32, t.clone()))),
                Ty::Adt(id, args) => {
                    let adt = self.cx.items.adts[*id as usize].clone();
                    if adt.is_enum || (adt.library && !self.library && adt.deref.is_some()) {
                        None
                    } else {
                        let index = adt.variants[0].fields.iter().position(|(n, _)| **n == *name);
                        index.map(|i| {
                            let ty = adt.variants[0].fields[i].1.subst(args);
                            (i as u32, self.cx.normalize(&ty))
                        })
                    }
                }
                _ => None,
            };
            if let Some((index, ty)) = found {
                return self.expr_of(Kind::Field(Box::new(base), index), ty, at);
            }
            if matches!(ty, Ty::Var(_)) {
                return self.unknown(at);
            }
            if self.cx.deref(&ty).is_none() {
                let what = self.cx.show(&ty);
                return self.refuse(at, format!("`{what}` has no field `{name}`"), "");
            }
            base = self.deref_expr(base);
        }
    }

    fn unknown(&mut self, at: Span) -> Expr {
        self.cx.refuse_unknown(at, "the type of this is not known here", "write the type out where the value is made");
        Expr { kind: Kind::Error, ty: Ty::Error, span: at }
    }

    fn index(&mut self, i: &syn::ExprIndex, at: Span) -> Expr {
        let mut base = self.expr(&i.expr, None);
        let index = self.expr(&i.index, None);
        loop {
            let ty = self.known(&base.ty);
            let elem = match &ty {
                Ty::Error => return Expr { kind: Kind::Error, ty: Ty::Error, span: at },
                Ty::Array(a) => Some(a.0.clone()),
                Ty::Slice(t) => Some((**t).clone()),
                Ty::Str => Some(Ty::Str),
                Ty::Adt(_, args) if self.cx.items.is(&ty, "VecDeque") => Some(args[0].clone()),
                _ => None,
            };
            if let Some(elem) = elem {
                let index_ty = self.known(&index.ty);
                let ranged = matches!(&index_ty, Ty::Adt(..));
                let result = if ranged {
                    if let Ty::Adt(_, args) = &index_ty
                        && let Some(bound) = args.first()
                    {
                        let bound = bound.clone();
                        self.cx.infer.unify(&bound, &Ty::Int(IntTy::Usize));
                    }
                    if elem == Ty::Str { Ty::Str } else { Ty::Slice(Rc::new(elem)) }
                } else {
                    if !self.try_unify(&index_ty, &Ty::Int(IntTy::Usize)) {
                        return self.refuse(at, "an index must be a `usize`", "");
                    }
                    elem
                };
                return self.expr_of(Kind::Index(Box::new(base), Box::new(index)), result, at);
            }
            if matches!(ty, Ty::Var(_)) {
                return self.unknown(at);
            }
            if self.cx.deref(&ty).is_none() {
                let what = self.cx.show(&ty);
                return self.refuse(at, format!("`{what}` cannot be indexed here"), "use a method such as `get`");
            }
            base = self.deref_expr(base);
        }
    }

    fn unary(&mut self, u: &syn::ExprUnary, expected: Option<&Ty>, at: Span) -> Expr {
        match u.op {
            syn::UnOp::Deref(_) => {
                let e = self.expr(&u.expr, None);
                let ty = self.known(&e.ty);
                match ty {
                    Ty::Error => e,
                    Ty::Ptr(_, t) => self.expr_of(Kind::Deref(Box::new(e)), (*t).clone(), at),
                    Ty::Var(_) => self.unknown(at),
                    _ => {
                        let mut e = self.deref_expr(e);
                        e.span = at;
                        e
                    }
                }
            }
            syn::UnOp::Not(_) => {
                let e = self.expr(&u.expr, expected);
                let e = self.operand(e);
                let ty = e.ty.clone();
                match self.known(&ty) {
                    Ty::Bool | Ty::Int(_) | Ty::Error | Ty::Never => {}
                    ref t if self.cx.infer.is_int_var(t) => {}
                    Ty::Var(_) => return self.unknown(at),
                    t => {
                        if let Some(call) = self.operator(&e, "not", None, at) {
                            return call;
                        }
                        let what = self.cx.show(&t);
                        return self.refuse(at, format!("`!` is not defined for `{what}`"), "");
                    }
                }
                self.expr_of(Kind::Not(Box::new(e)), ty, at)
            }
            syn::UnOp::Neg(_) => {
                // `-128i8` is a literal of its own.
                let e = self.expr(&u.expr, expected);
                let e = self.operand(e);
                let ty = e.ty.clone();
                match self.known(&ty) {
                    Ty::Int(_) | Ty::Error | Ty::Never => {}
                    ref t if self.cx.infer.is_int_var(t) => {}
                    Ty::Var(_) => return self.unknown(at),
                    t => {
                        if let Some(call) = self.operator(&e, "neg", None, at) {
                            return call;
                        }
                        let what = self.cx.show(&t);
                        return self.refuse(at, format!("`-` is not defined for `{what}`"), "");
                    }
                }
                if let Kind::Literal(n) = &e.kind {
                    let n = n.as_i128().unwrap_or(0).wrapping_neg();
                    return self.expr_of(Kind::Literal(Value::int(IntTy::I128, n)), ty, at);
                }
                self.expr_of(Kind::Neg(Box::new(e)), ty, at)
            }
            _ => self.refuse(at, "an operator of this kind is not supported", ""),
        }
    }

    /// An operand of builtin arithmetic may be behind references.
    fn operand(&mut self, mut e: Expr) -> Expr {
        while let Ty::Ref(_, t) = self.known(&e.ty) {
            if !matches!(self.known(&t), Ty::Int(_) | Ty::Bool | Ty::Ref(..)) && !self.cx.infer.is_int_var(&t) {
                break;
            }
            e = self.deref_expr(e);
        }
        e
    }

    /// A call of an operator's method, if there is an impl for the left operand.
    fn operator(&mut self, left: &Expr, method: &str, right: Option<Expr>, at: Span) -> Option<Expr> {
        let ty = self.known(&left.ty);
        let found = self.cx.associated(&ty, method);
        let (id, args) = match found.as_slice() {
            [one] => one.clone(),
            _ => return None,
        };
        let f = self.cx.items.fns[id as usize].clone();
        let mut operands = vec![left.clone()];
        if matches!(f.params[0].1, Ty::Ref(..)) && !matches!(ty, Ty::Ref(..)) {
            let by_ref = Ty::reference(matches!(f.params[0].1, Ty::Ref(true, _)), ty);
            operands[0] = Expr {
                kind: Kind::Borrow(matches!(by_ref, Ty::Ref(true, _)), Box::new(left.clone())),
                ty: by_ref,
                span: at,
            };
        }
        if let Some(right) = right {
            let wanted = f.params[1].1.subst(&args);
            let wanted = self.cx.normalize(&wanted);
            let wanted_root = self.known(&wanted);
            let right = if matches!(wanted_root, Ty::Ref(..))
                && !matches!(self.known(&right.ty), Ty::Ref(..))
                && matches!(method, "eq" | "partial_cmp")
            {
                let ty = Ty::reference(false, right.ty.clone());
                Expr { kind: Kind::Borrow(false, Box::new(right)), ty, span: at }
            } else {
                right
            };
            operands.push(self.coerce(right, &wanted));
        }
        let ret = f.ret.subst(&args);
        let ret = self.cx.normalize(&ret);
        Some(self.expr_of(Kind::Call(id, args, operands), ret, at))
    }

    fn binary(&mut self, b: &syn::ExprBinary, expected: Option<&Ty>, at: Span) -> Expr {
        use syn::BinOp;
        let (arith, assign, method) = match b.op {
            BinOp::And(_) | BinOp::Or(_) => {
                let left = self.coerced(&b.left, &Ty::Bool);
                let right = self.coerced(&b.right, &Ty::Bool);
                let (left, right) = (Box::new(left), Box::new(right));
                let kind = if matches!(b.op, BinOp::And(_)) { Kind::And(left, right) } else { Kind::Or(left, right) };
                return self.expr_of(kind, Ty::Bool, at);
            }
            BinOp::Eq(_) => return self.comparison(b, Comparison::Eq, at),
            BinOp::Ne(_) => return self.comparison(b, Comparison::Ne, at),
            BinOp::Lt(_) => return self.comparison(b, Comparison::Lt, at),
            BinOp::Le(_) => return self.comparison(b, Comparison::Le, at),
            BinOp::Gt(_) => return self.comparison(b, Comparison::Gt, at),
            BinOp::Ge(_) => return self.comparison(b, Comparison::Ge, at),
            BinOp::Add(_) => (Arith::Add, false, "add"),
            BinOp::Sub(_) => (Arith::Sub, false, "sub"),
            BinOp::Mul(_) => (Arith::Mul, false, "mul"),
            BinOp::Div(_) => (Arith::Div, false, "div"),
            BinOp::Rem(_) => (Arith::Rem, false, "rem"),
            BinOp::BitXor(_) => (Arith::Xor, false, "bitxor"),
            BinOp::BitAnd(_) => (Arith::And, false, "bitand"),
            BinOp::BitOr(_) => (Arith::Or, false, "bitor"),
            BinOp::Shl(_) => (Arith::Shl, false, "shl"),
            BinOp::Shr(_) => (Arith::Shr, false, "shr"),
            BinOp::AddAssign(_) => (Arith::Add, true, "add_assign"),
            BinOp::SubAssign(_) => (Arith::Sub, true, "sub_assign"),
            BinOp::MulAssign(_) => (Arith::Mul, true, "mul_assign"),
            BinOp::DivAssign(_) => (Arith::Div, true, "div_assign"),
            BinOp::RemAssign(_) => (Arith::Rem, true, "rem_assign"),
            BinOp::BitXorAssign(_) => (Arith::Xor, true, "bitxor_assign"),
            BinOp::BitAndAssign(_) => (Arith::And, true, "bitand_assign"),
            BinOp::BitOrAssign(_) => (Arith::Or, true, "bitor_assign"),
            BinOp::ShlAssign(_) => (Arith::Shl, true, "shl_assign"),
            BinOp::ShrAssign(_) => (Arith::Shr, true, "shr_assign"),
            _ => return self.refuse(at, "an operator of this kind is not supported", ""),
        };
        let shift = matches!(arith, Arith::Shl | Arith::Shr);
        let hint = expected.filter(|t| !assign && matches!(self.shallow(t), Ty::Int(_))).cloned();
        let left = self.expr(&b.left, hint.as_ref());
        let left = if assign { left } else { self.operand(left) };
        let left_ty = self.known(&left.ty);
        let numeric = matches!(left_ty, Ty::Int(_) | Ty::Bool) || self.cx.infer.is_int_var(&left_ty);
        let hint = (numeric && !shift).then(|| left_ty.clone());
        let right = self.expr(&b.right, hint.as_ref());
        if matches!(left_ty, Ty::Error) {
            return left;
        }
        if self.is_never(&left_ty) || self.is_never(&right.ty) {
            let kind = Kind::Arith(arith, Box::new(left), Box::new(right));
            return self.expr_of(kind, Ty::Never, at);
        }
        if !numeric {
            if matches!(left_ty, Ty::Var(_)) {
                // Only integers and booleans are left, if the right side is one.
                let right = self.operand(right);
                if !matches!(self.known(&right.ty), Ty::Int(_) | Ty::Bool) || !self.try_unify(&left_ty, &right.ty) {
                    return self.unknown(at);
                }
                let ty = left.ty.clone();
                let kind = if assign {
                    Kind::AssignArith(arith, Box::new(left), Box::new(right))
                } else {
                    Kind::Arith(arith, Box::new(left), Box::new(right))
                };
                return self.expr_of(kind, if assign { Ty::unit() } else { ty }, at);
            }
            let place = if assign {
                let ty = Ty::reference(true, left.ty.clone());
                Expr { kind: Kind::Borrow(true, Box::new(left)), ty, span: at }
            } else {
                left
            };
            let receiver = if assign {
                let inner = self.known(&place.ty);
                if let Ty::Ref(_, t) = inner { (*t).clone() } else { Ty::Error }
            } else {
                place.ty.clone()
            };
            let found = self.cx.associated(&receiver, method);
            let ambiguous = found.len() > 1;
            let found = match found.as_slice() {
                [] => None,
                [(id, args)] => Some((*id, args.clone())),
                several => self.by_argument(&receiver, several, &right.ty),
            };
            if let Some((id, args)) = found {
                let f = self.cx.items.fns[id as usize].clone();
                let wanted = f.params[1].1.subst(&args);
                let wanted = self.cx.normalize(&wanted);
                let right = self.coerce(right, &wanted);
                let ret = f.ret.subst(&args);
                let ret = self.cx.normalize(&ret);
                return self.expr_of(Kind::Call(id, args, vec![place, right]), ret, at);
            }
            let what = self.cx.show(&left_ty);
            let reason = if ambiguous {
                format!("more than one `{method}` fits `{what}`")
            } else {
                format!("this operator is not supported for `{what}`")
            };
            return self.refuse(at, reason, "");
        }
        let right = self.operand(right);
        if shift {
            let right_ty = self.known(&right.ty);
            if !matches!(right_ty, Ty::Int(_)) && !self.cx.infer.is_int_var(&right_ty) {
                return self.refuse(at, "a shift needs an integer", "");
            }
        } else if !self.try_unify(&left_ty, &right.ty) {
            // `&str + String` and the like end up here too.
            let (l, r) = (self.cx.show(&left_ty), self.cx.show(&right.ty));
            return self.refuse(
                at,
                format!("the operands have the types `{l}` and `{r}`"),
                "if rustc accepts it, write the types out",
            );
        }
        let ty = left.ty.clone();
        let (left, right) = (Box::new(left), Box::new(right));
        if assign {
            self.expr_of(Kind::AssignArith(arith, left, right), Ty::unit(), at)
        } else {
            self.expr_of(Kind::Arith(arith, left, right), ty, at)
        }
    }

    /// Which of several functions takes this type as its second (or only) argument.
    fn by_argument(&mut self, self_ty: &Ty, several: &[(FnId, Vec<Ty>)], arg: &Ty) -> Option<(FnId, Vec<Ty>)> {
        let arg = self.known(arg);
        for (id, _) in several {
            let f = self.cx.items.fns[*id as usize].clone();
            let Owner::Impl(i) = f.owner else { continue };
            let (snapshot, pending) = (self.cx.infer.snapshot(), self.cx.pending.len());
            if let Some(mut args) = self.cx.match_impl(i, self_ty, None) {
                while args.len() < f.generics.len() {
                    args.push(self.cx.infer.fresh());
                }
                let param = f.params.last().map_or(Ty::Error, |p| p.1.subst(&args));
                let param = self.cx.normalize(&param);
                if self.cx.infer.unify(&param, &arg) {
                    return Some((*id, args));
                }
            }
            self.cx.infer.rollback(snapshot);
            self.cx.pending.truncate(pending);
        }
        None
    }

    fn comparison(&mut self, b: &syn::ExprBinary, op: Comparison, at: Span) -> Expr {
        let left = self.expr(&b.left, None);
        let hint = self.known(&left.ty);
        let right = self.expr(&b.right, Some(&hint));
        self.compare(op, left, right, at)
    }

    pub(super) fn compare(&mut self, op: Comparison, mut left: Expr, mut right: Expr, at: Span) -> Expr {
        // Both behind as many references: what counts is behind them.
        loop {
            let (l, r) = (self.known(&left.ty), self.known(&right.ty));
            if let (Ty::Ref(..), Ty::Ref(..)) = (&l, &r) {
                left = self.deref_expr(left);
                right = self.deref_expr(right);
            } else {
                break;
            }
        }
        let (l, r) = (self.known(&left.ty), self.known(&right.ty));
        if matches!(l, Ty::Error) || matches!(r, Ty::Error) || l == Ty::Never || r == Ty::Never {
            let kind = Kind::Compare(op, Box::new(left), Box::new(right));
            return self.expr_of(kind, Ty::Bool, at);
        }
        // An impl of the program's own.
        if let Ty::Adt(id, _) = &l
            && !self.cx.items.adts[*id as usize].library
        {
            let method = if matches!(op, Comparison::Eq | Comparison::Ne) { "eq" } else { "partial_cmp" };
            if self
                .cx
                .items
                .methods
                .get(method)
                .is_some_and(|fns| fns.iter().any(|&f| !self.cx.items.fns[f as usize].library))
                && let Some(call) = self.operator(&left, method, Some(right.clone()), at)
            {
                return match op {
                    Comparison::Eq => call,
                    Comparison::Ne => self.expr_of(Kind::Not(Box::new(call)), Ty::Bool, at),
                    _ => self.refuse(
                        at,
                        "comparing by an impl of `PartialOrd` is not supported",
                        "derive it, or compare the fields",
                    ),
                };
            }
        }
        let fits = self.try_unify(&l, &r) || {
            // Sequences and strings compare across their kinds.
            match (self.sequence(&l), self.sequence(&r)) {
                (Some(x), Some(y)) => self.try_unify(&x, &y),
                _ => self.is_text(&l) && self.is_text(&r),
            }
        };
        if !fits {
            let (l, r) = (self.cx.show(&l), self.cx.show(&r));
            return self.refuse(
                at,
                format!("`{l}` and `{r}` cannot be compared here"),
                "if rustc accepts it, write the types out",
            );
        }
        self.expr_of(Kind::Compare(op, Box::new(left), Box::new(right)), Ty::Bool, at)
    }

    fn sequence(&mut self, ty: &Ty) -> Option<Ty> {
        match self.known(ty) {
            Ty::Array(a) => Some(a.0.clone()),
            Ty::Slice(t) => Some((*t).clone()),
            Ty::Ref(_, t) => self.sequence(&t),
            ref adt @ Ty::Adt(_, ref args) if self.cx.items.is(adt, "Vec") || self.cx.items.is(adt, "VecDeque") => {
                Some(args[0].clone())
            }
            _ => None,
        }
    }

    fn is_text(&mut self, ty: &Ty) -> bool {
        match self.known(ty) {
            Ty::Str => true,
            Ty::Ref(_, t) => self.is_text(&t),
            adt => self.cx.items.is(&adt, "String"),
        }
    }

    fn cast(&mut self, c: &syn::ExprCast, at: Span) -> Expr {
        let to = self.lower(&c.ty);
        let e = self.expr(&c.expr, None);
        let (from, target) = (self.known(&e.ty), self.known(&to));
        if self.cx.infer.is_int_var(&from) && matches!(target, Ty::Int(_)) && matches!(e.kind, Kind::Literal(_)) {
            // `3 as u64`: rustc casts an i32, with the same result where it fits; it infers the target's type.
            self.cx.infer.unify(&from, &target);
        }
        match (&self.known(&e.ty), &target) {
            (Ty::Error, _) | (_, Ty::Error) => e,
            (Ty::Int(_) | Ty::Bool | Ty::Char, Ty::Int(_)) | (Ty::Int(IntTy::U8), Ty::Char) => {
                self.expr_of(Kind::Cast(Box::new(e)), to, at)
            }
            (Ty::Var(_), Ty::Int(_)) if self.cx.infer.is_int_var(&from) => {
                self.expr_of(Kind::Cast(Box::new(e)), to, at)
            }
            (Ty::Adt(id, _), Ty::Int(_)) if self.cx.items.adts[*id as usize].is_enum => {
                self.expr_of(Kind::Cast(Box::new(e)), to, at)
            }
            (Ty::Ref(..) | Ty::Closure(_) | Ty::FnDef(..), Ty::Ref(..) | Ty::Ptr(..) | Ty::FnPtr(..)) => {
                self.coerce(e, &to)
            }
            (Ty::Ptr(_, a), Ty::Ptr(_, b)) if self.try_unify(a, b) => {
                Expr { kind: Kind::Same(Box::new(e)), ty: to, span: at }
            }
            (Ty::Adt(..), Ty::Adt(..)) => self.coerce(e, &to),
            (a, b) if a == b => e,
            (a, b) => {
                let (a, b) = (self.cx.show(a), self.cx.show(b));
                self.refuse(at, format!("casting `{a}` to `{b}` is not supported"), "addresses are not numbers here")
            }
        }
    }

    // Control.

    fn if_expr(&mut self, i: &syn::ExprIf, expected: Option<&Ty>, at: Span) -> Expr {
        let (cond, then) = self.scoped(|this| {
            let cond = this.coerced(&i.cond, &Ty::Bool);
            let then = this.block_expr(&i.then_branch, expected);
            (cond, then)
        });
        let Some((_, otherwise)) = &i.else_branch else {
            let then = self.coerce(then, &Ty::unit());
            return self.expr_of(Kind::If(Box::new(cond), Box::new(then), None), Ty::unit(), at);
        };
        let otherwise = self.expr(otherwise, Some(expected.unwrap_or(&then.ty.clone())));
        let (ty, mut branches) = self.branches(vec![then, otherwise], expected);
        let otherwise = branches.pop().map(Box::new);
        let then = branches.pop().expect("two branches");
        self.expr_of(Kind::If(Box::new(cond), Box::new(then), otherwise), ty, at)
    }

    /// The one type of several branches.
    fn branches(&mut self, branches: Vec<Expr>, expected: Option<&Ty>) -> (Ty, Vec<Expr>) {
        let wanted = expected.map(|t| self.known(t)).filter(|t| matches!(t, Ty::Ref(..) | Ty::FnPtr(..) | Ty::Adt(..)));
        let first = branches
            .iter()
            .find(|b| !self.is_never(&b.ty) && !matches!(self.shallow(&b.ty), Ty::Error))
            .map(|b| b.ty.clone());
        let Some(ty) = wanted.or(first) else { return (Ty::Never, branches) };
        let branches = branches.into_iter().map(|b| self.coerce(b, &ty)).collect();
        (ty, branches)
    }

    fn match_expr(&mut self, m: &syn::ExprMatch, expected: Option<&Ty>, at: Span) -> Expr {
        let scrutinee = self.expr(&m.expr, None);
        let ty = scrutinee.ty.clone();
        let mut parts = Vec::new();
        let mut bodies: Vec<Expr> = Vec::new();
        for arm in &m.arms {
            let (pat, guard) = match &arm.pat {
                syn::Pat::Guard(g) => (&*g.pat, Some(&*g.guard)),
                pat => (pat, None),
            };
            self.scoped(|this| {
                let pat = this.pattern(pat, &ty);
                let guard = guard.map(|g| this.coerced(g, &Ty::Bool));
                let hint =
                    expected.cloned().or_else(|| bodies.iter().find(|b| !this.is_never(&b.ty)).map(|b| b.ty.clone()));
                bodies.push(this.expr(&arm.body, hint.as_ref()));
                parts.push((pat, guard));
            });
        }
        let (ty, bodies) = self.branches(bodies, expected);
        let arms = parts.into_iter().zip(bodies).map(|((pat, guard), body)| Arm { pat, guard, body }).collect();
        self.expr_of(Kind::Match(Box::new(scrutinee), arms), ty, at)
    }

    fn for_loop(&mut self, f: &syn::ExprForLoop, at: Span) -> Expr {
        let collection = self.expr(&f.expr, None);
        let span = collection.span;
        if matches!(self.known(&collection.ty), Ty::Error) {
            // Its body may have more to refuse.
            self.scoped(|this| {
                this.pattern(&f.pat, &Ty::Error);
                this.push_target(f.label.as_ref(), None, true);
                this.block_expr(&f.body, None);
                this.targets.pop();
            });
            return collection;
        }
        let Some(iter) = self.call_method(collection, "into_iter", Vec::new(), span) else {
            return self.refuse(
                span,
                "this cannot be iterated over here",
                "loop over a range, an array, a slice, a Vec or an iterator",
            );
        };
        let iter_ty = self.known(&iter.ty);
        let found = self.cx.method(&Ty::reference(true, iter_ty), "next");
        let Some(Found { function, args, .. }) = found else {
            return self.refuse(
                span,
                "this cannot be iterated over here",
                "loop over a range, an array, a slice, a Vec or an iterator",
            );
        };
        let ret = self.cx.items.fns[function as usize].ret.subst(&args);
        let option = self.cx.normalize(&ret);
        let item = match self.known(&option) {
            Ty::Adt(_, args) => args[0].clone(),
            _ => Ty::Error,
        };
        self.scoped(|this| {
            let pat = this.pattern(&f.pat, &item);
            let id = this.push_target(f.label.as_ref(), None, true);
            let body = this.block_coerced(&f.body, &Ty::unit());
            this.targets.pop();
            let kind = Kind::For {
                id,
                pat: Box::new(pat),
                iter: Box::new(iter),
                next: (function, args),
                body: Box::new(body),
            };
            this.expr_of(kind, Ty::unit(), at)
        })
    }

    fn range(&mut self, r: &syn::ExprRange, expected: Option<&Ty>, at: Span) -> Expr {
        let hint = match expected.map(|t| self.shallow(t)) {
            Some(Ty::Adt(_, args)) => args.first().cloned(),
            _ => None,
        };
        let mut ends = Vec::new();
        let ty = self.cx.infer.fresh();
        for end in [&r.start, &r.end].into_iter().flatten() {
            let e = self.expr(end, hint.as_ref().or(Some(&ty.clone())));
            ends.push(self.coerce(e, &ty));
        }
        let name = match (&r.start, &r.end, &r.limits) {
            (Some(_), Some(_), syn::RangeLimits::HalfOpen(_)) => "Range",
            (Some(_), Some(_), syn::RangeLimits::Closed(_)) => "RangeInclusive",
            (Some(_), None, _) => "RangeFrom",
            (None, Some(_), syn::RangeLimits::HalfOpen(_)) => "RangeTo",
            (None, Some(_), syn::RangeLimits::Closed(_)) => "RangeToInclusive",
            (None, None, _) => "RangeFull",
        };
        let args = if name == "RangeFull" { vec![] } else { vec![ty] };
        let ty = self.cx.items.known_ty(name, args);
        let mut fields: Vec<(u32, Expr)> = ends.into_iter().enumerate().map(|(i, e)| (i as u32, e)).collect();
        if name == "RangeInclusive" {
            let exhausted = self.expr_of(Kind::Literal(Value::Bool(false)), Ty::Bool, at);
            fields.push((2, exhausted));
        }
        self.expr_of(Kind::Construct { variant: 0, fields, base: None }, ty, at)
    }

    fn question_mark(&mut self, t: &syn::ExprTry, at: Span) -> Expr {
        let e = self.expr(&t.expr, None);
        let ty = self.known(&e.ty);
        let Ty::Adt(id, args) = &ty else {
            return if ty == Ty::Error { e } else { self.refuse(at, "`?` needs an Option or a Result", "") };
        };
        let is_option = self.cx.items.is(&ty, "Option");
        if !is_option && !self.cx.items.is(&ty, "Result") {
            return self.refuse(at, "`?` needs an Option or a Result", "");
        }
        let local = |this: &mut Self, ty: &Ty| {
            let id = this.locals.len() as LocalId;
            this.locals.push(Local { name: "value".into(), ty: ty.clone(), once: false });
            id
        };
        // match e { Some(x) => x, None => return None }
        let inner = args[0].clone();
        let good = local(self, &inner);
        let bind = |id, ty: &Ty| Pat { kind: PatKind::Bind(id, Binding::Value, None), ty: ty.clone(), span: at };
        let fields = |v: u32, p: Vec<(u32, Pat)>| Pat { kind: PatKind::Fields(Some(v), p), ty: ty.clone(), span: at };
        let ret = self.ret.clone();
        let value = Expr { kind: Kind::Local(good), ty: inner.clone(), span: at };
        let (bad_pat, bad_value) = if is_option {
            let payload = self.cx.infer.fresh();
            let none_ty = Ty::Adt(*id, Rc::new([payload]));
            (
                fields(0, vec![]),
                Expr { kind: Kind::Construct { variant: 0, fields: vec![], base: None }, ty: none_ty, span: at },
            )
        } else {
            let error = args[1].clone();
            let bad = local(self, &error);
            let mut e = Expr { kind: Kind::Local(bad), ty: error.clone(), span: at };
            // The error is converted with `From`, where the types differ.
            let payload = self.cx.infer.fresh();
            let wanted = match self.known(&ret) {
                Ty::Adt(_, args) if args.len() == 2 => args[1].clone(),
                _ => error.clone(),
            };
            if !self.try_unify(&wanted, &error)
                && let Resolved::Fn(f, f_args) = self.associated(&wanted, "from", Vec::new(), at)
            {
                let param = self.cx.items.fns[f as usize].params[0].1.subst(&f_args);
                self.cx.infer.unify(&param, &error);
                e = Expr { kind: Kind::Call(f, f_args, vec![e]), ty: wanted.clone(), span: at };
            }
            let err_ty = Ty::Adt(*id, Rc::new([payload, e.ty.clone()]));
            (
                fields(1, vec![(0, bind(bad, &error))]),
                Expr { kind: Kind::Construct { variant: 1, fields: vec![(0, e)], base: None }, ty: err_ty, span: at },
            )
        };
        let bad_value = self.coerce(bad_value, &ret);
        let good_pat = fields(if is_option { 1 } else { 0 }, vec![(0, bind(good, &inner))]);
        let arms = vec![
            Arm { pat: good_pat, guard: None, body: value },
            Arm {
                pat: bad_pat,
                guard: None,
                body: Expr { kind: Kind::Return(Some(Box::new(bad_value))), ty: Ty::Never, span: at },
            },
        ];
        self.expr_of(Kind::Match(Box::new(e), arms), inner, at)
    }

    fn closure(&mut self, c: &syn::ExprClosure, expected: Option<&Ty>, at: Span) -> Expr {
        if c.asyncness.is_some() {
            return self.refuse(at, "`async` is not supported", "explore the threads underneath");
        }
        let hint = expected.and_then(|t| self.expected_signature(t));
        let id = self.cx.closures.len() as u32;
        let mut param_tys = Vec::new();
        let mut pats = Vec::new();
        for (i, p) in c.inputs.iter().enumerate() {
            let hinted = hint.as_ref().and_then(|(args, _)| args.get(i).cloned());
            let (pat, ty) = match p {
                syn::Pat::Type(t) => {
                    let ty = self.lower(&t.ty);
                    if let Some(h) = &hinted {
                        self.try_unify(&ty, h);
                    }
                    (&*t.pat, ty)
                }
                p => (p, hinted.unwrap_or_else(|| self.cx.infer.fresh())),
            };
            param_tys.push(ty);
            pats.push(pat);
        }
        let ret = match &c.output {
            syn::ReturnType::Default => self.cx.infer.fresh(),
            syn::ReturnType::Type(_, ty) => self.lower(ty),
        };
        self.cx.closures.push(Closure {
            params: Vec::new(),
            param_tys: param_tys.clone().into(),
            ret: ret.clone(),
            body: None,
            is_move: c.capture.is_some(),
            span: at,
        });
        let outer_ret = std::mem::replace(&mut self.ret, ret.clone());
        let outer_targets = std::mem::take(&mut self.targets);
        let hint_ret = hint.map(|(_, r)| r).filter(|r| !matches!(self.shallow(r), Ty::Var(_)));
        let (params, body) = self.scoped(|this| {
            let params: Vec<Pat> = pats.iter().zip(&param_tys).map(|(p, ty)| this.pattern(p, ty)).collect();
            let body = this.expr(&c.body, hint_ret.as_ref().or(Some(&ret)));
            (params, this.coerce_return(body, &ret))
        });
        self.ret = outer_ret;
        self.targets = outer_targets;
        let closure = &mut self.cx.closures[id as usize];
        closure.params = params;
        closure.body = Some(Rc::new(body));
        self.expr_of(Kind::Closure(id), Ty::Closure(id), at)
    }

    fn coerce_return(&mut self, body: Expr, ret: &Ty) -> Expr {
        if self.is_never(&body.ty) && matches!(self.shallow(ret), Ty::Var(_)) {
            // Nothing says what it would return: `!`, which is represented by nothing at all.
            self.cx.infer.unify(ret, &Ty::unit());
            return body;
        }
        self.coerce(body, ret)
    }

    /// What is known about the signature of an expected closure.
    fn expected_signature(&mut self, ty: &Ty) -> Option<(Tys, Ty)> {
        match self.shallow(ty) {
            Ty::FnPtr(args, ret) | Ty::DynFn(_, args, ret) => Some((args, (*ret).clone())),
            Ty::Var(v) => self.cx.pending.iter().find_map(|o| match o {
                Obligation::Callable { ty, args, ret } if matches!(self.cx.infer.shallow(ty), Ty::Var(w) if w == v) => {
                    Some((args.clone(), ret.clone()))
                }
                _ => None,
            }),
            Ty::Ref(_, t) => self.expected_signature(&t),
            _ => None,
        }
    }

    // Calls.

    fn call(&mut self, c: &syn::ExprCall, expected: Option<&Ty>, at: Span) -> Expr {
        let args: Vec<&syn::Expr> = c.args.iter().collect();
        if let syn::Expr::Path(p) = &*c.func {
            let local = p.qself.is_none() && p.path.get_ident().is_some_and(|i| self.lookup(&i.to_string()).is_some());
            if !local {
                return match self.resolve_value(p, self.span(&c.func)) {
                    Resolved::Fn(id, type_args) => self.call_function(id, type_args, None, &args, expected, at),
                    Resolved::Variant(adt, variant, type_args) => {
                        self.construct(adt, variant, type_args, &args, expected, at)
                    }
                    Resolved::Ambiguous(_, several) => {
                        let self_ty = several[0].1.clone();
                        let candidates: Vec<_> = several.iter().map(|(id, _)| (*id, Vec::new())).collect();
                        let Some(last) = args.last() else { return self.unknown(at) };
                        let arg = self.expr(last, None);
                        match self.by_argument(&self_ty, &candidates, &arg.ty) {
                            Some((id, type_args)) if args.len() == 1 => {
                                let ret = self.cx.items.fns[id as usize].ret.subst(&type_args);
                                let ret = self.cx.normalize(&ret);
                                self.expr_of(Kind::Call(id, type_args, vec![arg]), ret, at)
                            }
                            _ => {
                                let what = self.cx.show(&arg.ty);
                                self.refuse(
                                    at,
                                    format!("no function of this name is known for `{what}`"),
                                    "convert it in steps that the explorer knows",
                                )
                            }
                        }
                    }
                    Resolved::None => {
                        // Look at the arguments all the same: they may have more to refuse.
                        for arg in args {
                            self.expr(arg, None);
                        }
                        Expr { kind: Kind::Error, ty: Ty::Error, span: at }
                    }
                    Resolved::Static(_) | Resolved::Const(_) | Resolved::Literal(..) => {
                        let callee = self.expr(&c.func, None);
                        self.call_value(callee, &args, at)
                    }
                };
            }
        }
        let callee = self.expr(&c.func, None);
        self.call_value(callee, &args, at)
    }

    fn call_value(&mut self, mut callee: Expr, args: &[&syn::Expr], at: Span) -> Expr {
        loop {
            let ty = self.known(&callee.ty);
            if ty == Ty::Error {
                return callee;
            }
            match ty {
                Ty::Ref(..) | Ty::Adt(..) if self.cx.deref(&ty).is_some() => callee = self.deref_expr(callee),
                _ => break,
            }
        }
        let ty = self.known(&callee.ty);
        if let Ty::FnDef(id, type_args) = &ty {
            return self.call_function(*id, type_args.to_vec(), None, args, None, at);
        }
        if let Ty::Ctor(adt, v, type_args) = &ty {
            return self.construct(*adt, *v, type_args.to_vec(), args, None, at);
        }
        let Some((params, ret)) = self.cx.signature(&ty) else {
            let what = self.cx.show(&ty);
            return self.refuse(at, format!("`{what}` cannot be called"), "");
        };
        if params.len() != args.len() {
            return self.refuse(at, format!("{} arguments are given, {} are taken", args.len(), params.len()), "");
        }
        let args = args.iter().zip(params.iter()).map(|(a, p)| self.coerced(a, p)).collect();
        self.expr_of(Kind::CallValue(Box::new(callee), args), ret, at)
    }

    fn construct(
        &mut self,
        adt: AdtId,
        variant: u32,
        type_args: Vec<Ty>,
        args: &[&syn::Expr],
        expected: Option<&Ty>,
        at: Span,
    ) -> Expr {
        let ty = Ty::Adt(adt, type_args.clone().into());
        let declared = self.cx.items.adts[adt as usize].variants[variant as usize].fields.clone();
        if declared.len() != args.len() {
            return self.refuse(at, format!("{} arguments are given, {} are taken", args.len(), declared.len()), "");
        }
        let params: Vec<Ty> = declared
            .iter()
            .map(|(_, t)| {
                let t = t.subst(&type_args);
                self.cx.normalize(&t)
            })
            .collect();
        let hints = self.hints(&ty, expected, &params);
        let fields = args
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let hint = hints.as_ref().map_or_else(|| params[i].clone(), |h| h[i].clone());
                let e = self.expr(a, Some(&hint));
                // What is expected may be reached by a coercion only here, inside.
                let e = if matches!(self.known(&params[i]), Ty::Var(_))
                    && matches!(self.known(&hint), Ty::Ref(..) | Ty::Adt(..) | Ty::FnPtr(..))
                {
                    self.coerce(e, &hint)
                } else {
                    e
                };
                (i as u32, self.coerce(e, &params[i]))
            })
            .collect();
        self.expr_of(Kind::Construct { variant, fields, base: None }, ty, at)
    }

    /// What parameters would be if the result were as expected; nothing is inferred from it.
    fn hints(&mut self, ret: &Ty, expected: Option<&Ty>, params: &[Ty]) -> Option<Vec<Ty>> {
        let expected = expected?;
        let snapshot = self.cx.infer.snapshot();
        let hints =
            self.cx.infer.unify(ret, expected).then(|| params.iter().map(|p| self.cx.infer.resolve(p)).collect());
        self.cx.infer.rollback(snapshot);
        hints
    }

    fn call_function(
        &mut self,
        id: FnId,
        type_args: Vec<Ty>,
        receiver: Option<Expr>,
        args: &[&syn::Expr],
        expected: Option<&Ty>,
        at: Span,
    ) -> Expr {
        let f = self.cx.items.fns[id as usize].clone();
        let skip = usize::from(receiver.is_some());
        let params: Vec<Ty> = f
            .params
            .iter()
            .map(|(_, t)| {
                let t = t.subst(&type_args);
                self.cx.normalize(&t)
            })
            .collect();
        if params.len() != args.len() + skip {
            let taken = params.len() - skip.min(params.len());
            for arg in args {
                self.expr(arg, None);
            }
            return self.refuse(at, format!("`{}` takes {taken} arguments here, {} are given", f.name, args.len()), "");
        }
        self.cx.bounds_follow(&f.bounds, &type_args);
        let ret = if f.returns_impl {
            None
        } else {
            Some({
                let r = f.ret.subst(&type_args);
                self.cx.normalize(&r)
            })
        };
        let hints = ret.as_ref().and_then(|r| self.hints(r, expected, &params));
        let mut checked: Vec<Option<Expr>> = vec![None; args.len()];
        // Closures last: what they take often follows from the other arguments.
        for closures in [false, true] {
            for (i, arg) in args.iter().enumerate() {
                if matches!(strip(arg), syn::Expr::Closure(_)) != closures {
                    continue;
                }
                let param = &params[i + skip];
                let hint = match &hints {
                    Some(h) if matches!(self.known(param), Ty::Var(_)) && !matches!(h[i + skip], Ty::Var(_)) => {
                        h[i + skip].clone()
                    }
                    _ => param.clone(),
                };
                if closures {
                    self.cx.solve();
                }
                let e = self.expr(arg, Some(&hint));
                checked[i] = Some(self.coerce(e, param));
            }
        }
        self.cx.solve();
        let mut all: Vec<Expr> = receiver.into_iter().collect();
        all.extend(checked.into_iter().flatten());
        let ret = ret.unwrap_or_else(|| self.cx.opaque(id, &type_args));
        self.expr_of(Kind::Call(id, type_args, all), ret, at)
    }

    fn method_call(&mut self, m: &syn::ExprMethodCall, expected: Option<&Ty>, at: Span) -> Expr {
        let receiver = self.expr(&m.receiver, None);
        let name = m.method.to_string();
        let args: Vec<&syn::Expr> = m.args.iter().collect();
        let ty = self.known(&receiver.ty);
        if ty == Ty::Error {
            for arg in args {
                self.expr(arg, None);
            }
            return receiver;
        }
        let turbofish = m.turbofish.as_ref().map(|t| self.angle_args(t)).unwrap_or_default();
        let name_at = self.at(m.method.span());
        let Some(found) = self.cx.method(&ty, &name) else {
            if matches!(ty, Ty::Var(_)) && !self.cx.infer.is_int_var(&ty) {
                return self.unknown(receiver.span);
            }
            // A field that holds a closure is called as `(x.f)(…)`, so this is an error in any case.
            let what = self.cx.show(&ty);
            for arg in args {
                self.expr(arg, None);
            }
            if what.contains(['_', '?']) {
                self.cx.refuse_unknown(
                    name_at,
                    format!("the method `{name}` is not known for `{what}`"),
                    advice(&name),
                );
                return Expr { kind: Kind::Error, ty: Ty::Error, span: name_at };
            }
            return self.refuse(name_at, format!("the method `{name}` is not known for `{what}`"), advice(&name));
        };
        let (id, type_args, receiver) = self.adjust(receiver, found);
        let outer = self.cx.items.fns[id as usize].outer_generics;
        for (i, ty) in turbofish.into_iter().enumerate() {
            if let Some(arg) = type_args.get(outer + i).cloned() {
                self.cx.infer.unify(&arg, &ty);
            }
        }
        self.call_function(id, type_args, Some(receiver), &args, expected, at)
    }

    fn adjust(&mut self, receiver: Expr, found: Found) -> (FnId, Vec<Ty>, Expr) {
        let mut e = receiver;
        let span = e.span;
        for step in &found.steps {
            e = match step {
                Step::Unsize => {
                    let ty = match self.known(&e.ty) {
                        Ty::Array(a) => Ty::Slice(Rc::new(a.0.clone())),
                        other => other,
                    };
                    Expr { kind: Kind::Same(Box::new(e)), ty, span }
                }
                _ => self.deref_expr(e),
            };
        }
        match found.autoref {
            Autoref::None => {}
            by_ref => {
                let mutable = by_ref == Autoref::Mut;
                let ty = Ty::reference(mutable, e.ty.clone());
                e = Expr { kind: Kind::Borrow(mutable, Box::new(e)), ty, span };
            }
        }
        (found.function, found.args, e)
    }

    /// A call of a method by the compiler's own hand.
    pub(super) fn call_method(&mut self, receiver: Expr, name: &str, args: Vec<Expr>, at: Span) -> Option<Expr> {
        let ty = self.known(&receiver.ty);
        let found = self.cx.method(&ty, name)?;
        let (id, type_args, receiver) = self.adjust(receiver, found);
        let f = self.cx.items.fns[id as usize].clone();
        self.cx.bounds_follow(&f.bounds, &type_args);
        self.cx.solve();
        let ret = f.ret.subst(&type_args);
        let ret = self.cx.normalize(&ret);
        let mut all = vec![receiver];
        all.extend(args);
        Some(self.expr_of(Kind::Call(id, type_args, all), ret, at))
    }
}

fn strip(e: &syn::Expr) -> &syn::Expr {
    match e {
        syn::Expr::Paren(p) => strip(&p.expr),
        syn::Expr::Group(p) => strip(&p.expr),
        e => e,
    }
}

fn int_max(int: IntTy) -> i128 {
    if int.bits() == 128 { i128::MAX } else { (1i128 << (int.bits() - 1)) - 1 }
}

enum Resolved {
    Fn(FnId, Vec<Ty>),
    Variant(AdtId, u32, Vec<Ty>),
    Static(u32),
    Const(u32),
    Literal(Value, Ty),
    /// Several functions of this name for a type.
    Ambiguous(FnId, Vec<(FnId, Ty)>),
    None,
}
