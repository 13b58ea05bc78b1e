//! What a closure captures, and how: places, not whole variables (RFC 2229), each in the weakest way that its uses allow.

use crate::types::tree::{Binding, Block, Expr, Kind, LocalId, Pat, PatKind, Statement};
use crate::types::ty::Ty;

use super::code::Env;
use super::compile::Compiler;

/// How something is captured, weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mode {
    /// By shared reference: its value, which cannot change meanwhile.
    Snapshot,
    /// By mutable reference.
    Mut,
    /// Moved or copied in.
    Value,
}

/// A step from a variable to a captured place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Field(u32),
    Deref,
}

/// A captured place.
#[derive(Clone, Debug)]
pub struct Capture {
    pub local: LocalId,
    pub path: Vec<Step>,
    pub mode: Mode,
    pub ty: Ty,
}

/// What a body does with a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Use {
    Read,
    Mutate,
    Consume,
}

/// What is found while a closure's body is walked.
pub(super) struct Walk<'c> {
    compiler: &'c mut Compiler,
    /// Whether a variable belongs to what surrounds the closure.
    outer: &'c dyn Fn(LocalId) -> bool,
    locals: &'c [Ty],
    is_move: bool,
    captures: Vec<Capture>,
    /// Something captured by value is changed, or given away.
    mutates: bool,
    consumes: bool,
}

/// Finds what a closure captures and how it can be called.
pub(super) fn analyse(
    compiler: &mut Compiler,
    body: &Expr,
    is_move: bool,
    outer: &dyn Fn(LocalId) -> bool,
    locals: &[Ty],
) -> (Vec<Capture>, Env) {
    let mut walk = Walk { compiler, outer, locals, is_move, captures: Vec::new(), mutates: false, consumes: false };
    walk.expr(body, Use::Consume);
    let env = if walk.consumes {
        Env::Own
    } else if walk.mutates {
        Env::Place
    } else {
        Env::Copy
    };
    (walk.captures, env)
}

impl Walk<'_> {
    fn capture(&mut self, local: LocalId, path: Vec<(Step, Ty)>, how: Use) {
        // `path` has, with each step, the type that it leads to.
        let root = self.compiler.resolve(&self.locals[local as usize]);
        let ty_at = |n: usize| if n == 0 { root.clone() } else { path[n - 1].1.clone() };
        let first_deref = path.iter().position(|(s, _)| *s == Step::Deref);
        let (len, mode) = match how {
            _ if self.is_move => (first_deref.unwrap_or(path.len()), Mode::Value),
            Use::Consume => {
                let ty = ty_at(path.len());
                if self.compiler.is_copy(&ty) {
                    (path.len(), Mode::Snapshot)
                } else {
                    (first_deref.unwrap_or(path.len()), Mode::Value)
                }
            }
            Use::Read => (path.len(), Mode::Snapshot),
            Use::Mutate => (path.len(), Mode::Mut),
        };
        let ty = self.compiler.resolve(&ty_at(len));
        // What is behind a captured reference is not the closure's own.
        let behind_reference =
            len < path.len() && matches!(self.compiler.resolve(&ty_at(len)), Ty::Ref(..) | Ty::Ptr(..));
        if mode == Mode::Value && !behind_reference {
            match how {
                Use::Mutate => self.mutates = true,
                Use::Consume if !self.compiler.is_copy(&ty_at(path.len())) => self.consumes = true,
                _ => {}
            }
        }
        if mode == Mode::Value && behind_reference && how == Use::Mutate && matches!(ty, Ty::Ref(true, _)) {
            // Called more than once it needs its environment, but changes nothing of it.
        }
        let path: Vec<Step> = path[..len].iter().map(|(s, _)| *s).collect();
        // A place that contains another captured one takes it over.
        let mut merged = Capture { local, path, mode, ty };
        let mut kept = Vec::new();
        for other in std::mem::take(&mut self.captures) {
            let common = merged.path.len().min(other.path.len());
            if other.local != merged.local || other.path[..common] != merged.path[..common] {
                kept.push(other);
                continue;
            }
            let mode = merged.mode.max(other.mode);
            if other.path.len() <= merged.path.len() {
                merged.path = other.path;
                merged.ty = other.ty;
            }
            merged.mode = mode;
        }
        kept.push(merged);
        self.captures = kept;
    }

    /// A place expression as a variable and a path, as far as that goes; walks what is beside the path.
    fn place(&mut self, e: &Expr, how: Use) {
        let mut path: Vec<(Step, Ty)> = Vec::new();
        let mut at = e;
        let mut how = how;
        loop {
            match &at.kind {
                Kind::Local(id) => {
                    if (self.outer)(*id) {
                        path.reverse();
                        self.capture(*id, path, how);
                    }
                    return;
                }
                Kind::Field(base, i) => {
                    path.push((Step::Field(*i), self.compiler.resolve(&at.ty)));
                    at = base;
                }
                Kind::Same(base) => at = base,
                Kind::Deref(base) => {
                    match self.compiler.resolve(&base.ty) {
                        // What is behind `&` or a pointer is read only, or not the variable's.
                        Ty::Ref(false, _) | Ty::Ptr(..) => {
                            path.clear();
                            how = Use::Read;
                        }
                        Ty::Ref(true, _) => {
                            if how == Use::Consume {
                                how = Use::Read;
                            }
                            path.push((Step::Deref, self.compiler.resolve(&at.ty)));
                        }
                        // A box or guard is its content's owner.
                        _ => {
                            path.clear();
                        }
                    }
                    at = base;
                }
                Kind::Overloaded(base) => {
                    path.clear();
                    how = if how == Use::Read { Use::Read } else { Use::Mutate };
                    at = base;
                }
                Kind::Index(base, index) => {
                    self.expr(index, Use::Consume);
                    path.clear();
                    if how == Use::Consume {
                        how = Use::Read;
                    }
                    at = base;
                }
                _ => {
                    self.expr(at, Use::Consume);
                    return;
                }
            }
        }
    }

    fn block(&mut self, b: &Block) {
        for s in &b.statements {
            match s {
                Statement::Let { pat, init, otherwise } => {
                    if let Some(init) = init {
                        self.matched(init, std::slice::from_ref(pat));
                    }
                    if let Some(e) = otherwise {
                        self.expr(e, Use::Consume);
                    }
                }
                Statement::Expr(e) => self.expr(e, Use::Read),
            }
        }
        if let Some(e) = &b.tail {
            self.expr(e, Use::Consume);
        }
    }

    /// A scrutinee: what its patterns bind decides how it is used.
    fn matched(&mut self, e: &Expr, pats: &[Pat]) {
        let mut how = None;
        for p in pats {
            self.pat_use(p, &mut how);
        }
        match how {
            Some(how) => self.expr(e, how),
            // `let _ = place` does not touch it.
            None if is_place(e) => {}
            None => self.expr(e, Use::Consume),
        }
    }

    fn pat_use(&mut self, p: &Pat, how: &mut Option<Use>) {
        let mut raise = |u: Use| {
            *how = Some(match (*how, u) {
                (Some(Use::Consume), _) | (_, Use::Consume) => Use::Consume,
                (Some(Use::Mutate), _) | (_, Use::Mutate) => Use::Mutate,
                _ => Use::Read,
            });
        };
        match &p.kind {
            PatKind::Wild => {}
            PatKind::Bind(_, binding, sub) => {
                raise(match binding {
                    Binding::Ref => Use::Read,
                    Binding::RefMut => Use::Mutate,
                    Binding::Value => Use::Consume,
                });
                if *binding == Binding::Value && self.compiler.is_copy(&p.ty) {
                    // A copy reads; it must not count as a move of the whole.
                    *how = how.filter(|h| *h != Use::Consume).or(Some(Use::Read));
                }
                if let Some(sub) = sub {
                    self.pat_use(sub, how);
                }
            }
            PatKind::Equal(e) => {
                raise(Use::Read);
                self.expr(e, Use::Consume);
            }
            PatKind::Range(..) => raise(Use::Read),
            PatKind::Fields(variant, fields) => {
                if variant.is_some() {
                    raise(Use::Read);
                }
                for (_, p) in fields {
                    self.pat_use(p, how);
                }
            }
            PatKind::Or(cases) => {
                for p in cases {
                    self.pat_use(p, how);
                }
            }
            PatKind::Deref(p) => self.pat_use(p, how),
            PatKind::Slice(before, rest, after) => {
                raise(Use::Read);
                for p in before.iter().chain(after) {
                    self.pat_use(p, how);
                }
                if let Some(Some(p)) = rest {
                    self.pat_use(p, how);
                }
            }
        }
    }

    fn all(&mut self, list: &[Expr]) {
        for e in list {
            self.expr(e, Use::Consume);
        }
    }

    fn expr(&mut self, e: &Expr, how: Use) {
        match &e.kind {
            Kind::Local(_) | Kind::Field(..) | Kind::Index(..) | Kind::Deref(_) | Kind::Overloaded(_) => {
                self.place(e, how)
            }
            Kind::Same(inner) => self.expr(inner, how),
            Kind::Error
            | Kind::Literal(_)
            | Kind::Static(_)
            | Kind::Const(_)
            | Kind::Length(_)
            | Kind::Function
            | Kind::Continue(_) => {}
            Kind::Construct { fields, base, .. } => {
                for (_, e) in fields {
                    self.expr(e, Use::Consume);
                }
                if let Some(e) = base {
                    self.expr(e, Use::Consume);
                }
            }
            Kind::Array(list) | Kind::Format(_, list) | Kind::Call(_, _, list) => self.all(list),
            Kind::Repeat(e, _)
            | Kind::Discard(e)
            | Kind::Print(e)
            | Kind::Panic(e)
            | Kind::Not(e)
            | Kind::Neg(e)
            | Kind::Cast(e) => {
                let how =
                    if matches!(e.kind, Kind::Local(_)) && matches!(how, Use::Read) { Use::Read } else { Use::Consume };
                self.expr(e, how);
            }
            Kind::Borrow(mutable, e) => self.expr(e, if *mutable { Use::Mutate } else { Use::Read }),
            Kind::RawBorrow(e) => self.expr(e, Use::Mutate),
            Kind::CallValue(callee, args) => {
                let how = match self.compiler.resolve(&callee.ty) {
                    Ty::Closure(id) => match self.compiler.envs.get(&id) {
                        Some(Env::Own) => Use::Consume,
                        Some(Env::Place) => Use::Mutate,
                        _ => {
                            // A closure that changes what it has borrowed is called by mutable reference, too.
                            let captures = self.compiler.captures.get(&id);
                            if captures.is_some_and(|c| c.iter().any(|c| c.mode == Mode::Mut)) {
                                Use::Mutate
                            } else {
                                Use::Read
                            }
                        }
                    },
                    Ty::DynFn(..) => Use::Mutate,
                    _ => Use::Read,
                };
                self.expr(callee, how);
                self.all(args);
            }
            Kind::Arith(_, a, b) | Kind::Compare(_, a, b) => {
                let how = if matches!(e.kind, Kind::Compare(..)) { Use::Read } else { Use::Consume };
                self.expr(a, how);
                self.expr(b, how);
            }
            Kind::And(a, b) | Kind::Or(a, b) => {
                self.expr(a, Use::Consume);
                self.expr(b, Use::Consume);
            }
            Kind::Assign(place, value) | Kind::AssignArith(_, place, value) => {
                self.expr(value, Use::Consume);
                self.place(place, Use::Mutate);
            }
            Kind::Block(b) | Kind::Labelled(_, b) => self.block(b),
            Kind::If(cond, then, otherwise) => {
                self.expr(cond, Use::Consume);
                self.expr(then, Use::Consume);
                if let Some(e) = otherwise {
                    self.expr(e, Use::Consume);
                }
            }
            Kind::Let(pat, e) => self.matched(e, std::slice::from_ref(pat)),
            Kind::Match(e, arms) => {
                let pats: Vec<Pat> = arms.iter().map(|a| a.pat.clone()).collect();
                self.matched(e, &pats);
                for arm in arms {
                    if let Some(guard) = &arm.guard {
                        self.expr(guard, Use::Consume);
                    }
                    self.expr(&arm.body, Use::Consume);
                }
            }
            Kind::Loop(_, e) => self.expr(e, Use::Consume),
            Kind::While(_, cond, body) => {
                self.expr(cond, Use::Consume);
                self.expr(body, Use::Consume);
            }
            Kind::For { iter, body, .. } => {
                self.expr(iter, Use::Consume);
                self.expr(body, Use::Consume);
            }
            Kind::Break(_, e) | Kind::Return(e) => {
                if let Some(e) = e {
                    self.expr(e, Use::Consume);
                }
            }
            Kind::Closure(id) => {
                // What the inner closure captures of our surroundings, we capture in the same way.
                let closure = self.compiler.cx.closures[*id as usize].clone();
                if let Some(body) = closure.body {
                    let was = (self.is_move, self.mutates, self.consumes);
                    let outer = self.outer;
                    let locals = self.locals;
                    let (captures, _) = analyse(self.compiler, &body, closure.is_move, outer, locals);
                    for c in captures {
                        let mut path = Vec::new();
                        let mut ty = self.compiler.resolve(&self.locals[c.local as usize]);
                        for step in &c.path {
                            ty = self.compiler.step_type(&ty, *step);
                            path.push((*step, ty.clone()));
                        }
                        let how = match c.mode {
                            Mode::Snapshot => Use::Read,
                            Mode::Mut => Use::Mutate,
                            Mode::Value => Use::Consume,
                        };
                        self.capture(c.local, path, how);
                    }
                    self.is_move = was.0;
                }
            }
        }
    }
}

/// Whether an expression names a place.
pub(super) fn is_place(e: &Expr) -> bool {
    match &e.kind {
        Kind::Local(_) | Kind::Static(_) | Kind::Deref(_) | Kind::Overloaded(_) => true,
        Kind::Field(base, _) | Kind::Same(base) => is_place(base),
        Kind::Index(base, _) => is_place(base),
        _ => false,
    }
}

impl Compiler {
    /// The type of a field, or of what a reference leads to.
    pub(super) fn step_type(&mut self, ty: &Ty, step: Step) -> Ty {
        match (self.resolve(ty), step) {
            (Ty::Tuple(t), Step::Field(i)) => t[i as usize].clone(),
            (Ty::Adt(id, args), Step::Field(i)) => {
                let ty = self.cx.items.adts[id as usize].variants[0].fields[i as usize].1.subst(&args);
                self.cx.normalize(&ty)
            }
            (Ty::Ref(_, t), Step::Deref) => (*t).clone(),
            (ty, _) => ty,
        }
    }
}
