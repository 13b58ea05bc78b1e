//! Compiles one body: expressions to stack code, scopes to the drops at their ends.
//!
//! Rust says exactly when a value is dropped (Reference, "Destructors"). Here every value with a destructor lives in a slot of its
//! own; a scope remembers its slots in the order in which they are filled, and ends by dropping them in reverse. A slot
//! that was moved out of, or never filled, is empty, and dropping it does nothing: so no flags are needed. A panic drops
//! what the frame's slots hold, in reverse, which is the same order.

use std::collections::HashMap;
use std::rc::Rc;

use super::capture::{Capture, Mode, Step, is_place};
use super::code::{Env, FunctionId, Instr, Intrinsic, RangeKind, Slot, Template};
use super::compile::Compiler;
use super::derive::Printer;
use crate::request::Span;
use crate::types::tree::*;
use crate::types::ty::Ty;
use crate::value::{IntTy, Value};

/// A step from a slot to a place.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Proj {
    Field(u32),
    /// What the `&mut` there leads to.
    Through,
    /// What the raw pointer there leads to.
    Pointee,
    /// The element whose number is in that slot.
    Index(Slot),
    /// The elements whose range is in that slot.
    Range(RangeKind, Slot),
    /// The element that many from the end.
    FromEnd(u32),
    /// All elements but so many at the start and at the end.
    Middle(u32, u32),
}

/// A place: where to start, and how to go on.
#[derive(Clone, Debug)]
struct PlaceCode {
    root: Root,
    path: Vec<Proj>,
}

#[derive(Clone, Copy, Debug)]
enum Root {
    Slot(Slot),
    Constant(u32),
}

/// Where a variable is.
#[derive(Clone, Debug)]
enum Home {
    Slot(Slot),
}

/// A scope: what must be dropped when it ends, in the order of creation.
struct Scope {
    drops: Vec<(Slot, FunctionId)>,
    first_slot: Slot,
}

struct Loop {
    id: LoopId,
    /// Scopes outside it.
    scopes: usize,
    /// Operands below it.
    depth: u32,
    breaks: Vec<u32>,
    continues: Vec<u32>,
    takes_value: bool,
}

/// Compiles one function.
pub(super) struct Lower<'c> {
    c: &'c mut Compiler,
    number: FunctionId,
    locals: Vec<Local>,
    homes: HashMap<LocalId, Home>,
    captures: Rc<Vec<Capture>>,
    env: Env,
    next: Slot,
    scopes: Vec<Scope>,
    loops: Vec<Loop>,
    drops: Vec<(Slot, FunctionId)>,
    depth: u32,
    span: Span,
    library: bool,
    /// The type of what is being matched, where variables are bound by copy for a guard first.
    peek: bool,
    /// Temporaries of `let` statements that are not over.
    kept: Vec<Vec<(Slot, FunctionId)>>,
    kept_place: Option<PlaceCode>,
    /// Closures met, to be compiled after this function.
    inner: Vec<(crate::types::ty::ClosureId, FunctionId)>,
}

impl<'c> Lower<'c> {
    fn new(c: &'c mut Compiler, number: FunctionId, locals: Vec<Local>, library: bool) -> Lower<'c> {
        Lower {
            c,
            number,
            locals,
            homes: HashMap::new(),
            captures: Rc::new(Vec::new()),
            env: Env::None,
            next: 0,
            scopes: Vec::new(),
            loops: Vec::new(),
            drops: Vec::new(),
            depth: 0,
            span: Span::default(),
            library,
            peek: false,
            kept: Vec::new(),
            kept_place: None,
            inner: Vec::new(),
        }
    }

    /// Compiles a function.
    pub(super) fn function(c: &mut Compiler, number: FunctionId, body: &Body, library: bool) {
        let mut this = Lower::new(c, number, body.locals.clone(), library);
        let start = this.here();
        this.body(&body.params, &body.value);
        this.finish(start, body.params.len() as u32);
    }

    /// Compiles the initializer of a static or constant.
    pub(super) fn global(c: &mut Compiler, number: FunctionId, body: &Body, mutable: bool, thread_local: bool) {
        let mut this = Lower::new(c, number, body.locals.clone(), false);
        if thread_local {
            // Called as the closure that initializes it.
            this.next = 1;
            this.c.code.functions[number as usize].env = Env::Copy;
        }
        let start = this.here();
        this.scopes.push(Scope { drops: Vec::new(), first_slot: this.next });
        this.value(&body.value);
        if mutable {
            let layout = this.c.layout(&body.ret);
            this.emit(Instr::Intrinsic { which: Intrinsic::cells_new, arguments: 1, extra: layout });
        }
        this.emit(Instr::Return);
        this.finish(start, u32::from(thread_local));
    }

    fn finish(mut self, start: u32, parameters: u32) {
        let f = &mut self.c.code.functions[self.number as usize];
        f.start = start;
        f.parameters = parameters;
        f.slots = self.next;
        self.drops.sort_unstable();
        f.drops = std::mem::take(&mut self.drops);
        // Closures come after the function that they stand in.
        for (id, number) in std::mem::take(&mut self.inner) {
            let closure = self.c.cx.closures[id as usize].clone();
            let Some(body) = closure.body.clone() else { continue };
            let mut inner = Lower::new(self.c, number, self.locals.clone(), self.library);
            inner.captures = inner.c.captures[&id].clone();
            inner.env = inner.c.envs[&id];
            let start = inner.here();
            inner.next = 1;
            inner.scopes.push(Scope { drops: Vec::new(), first_slot: 0 });
            let ty = Ty::Closure(id);
            let glue = inner.c.glue(&ty);
            inner.c.code.functions[number as usize].env_glue = glue;
            if inner.env == Env::Own
                && let Some(glue) = glue
            {
                inner.register(0, glue);
            }
            inner.parameters_and_value(&closure.params, &body);
            inner.finish(start, closure.params.len() as u32 + 1);
        }
    }

    fn body(&mut self, params: &[Pat], value: &Expr) {
        self.scopes.push(Scope { drops: Vec::new(), first_slot: 0 });
        self.parameters_and_value(params, value);
    }

    fn parameters_and_value(&mut self, params: &[Pat], value: &Expr) {
        let first = self.next;
        self.next += params.len() as u32;
        // Parameters that are plain variables keep their slot; patterns take them apart.
        for (i, p) in params.iter().enumerate() {
            let slot = first + i as u32;
            let ty = p.ty.clone();
            if let Some(glue) = self.c.glue(&ty) {
                self.register(slot, glue);
            }
            if let PatKind::Bind(id, Binding::Value, None) = p.kind {
                self.homes.insert(id, Home::Slot(slot));
            }
        }
        for (i, p) in params.iter().enumerate() {
            if !matches!(p.kind, PatKind::Bind(_, Binding::Value, None)) {
                let place = PlaceCode { root: Root::Slot(first + i as u32), path: Vec::new() };
                self.bind(p, &place);
            }
        }
        self.scope(|this| this.value(value));
        self.leave_scope_code(0);
        self.emit(Instr::Return);
        self.scopes.pop();
    }

    // Emitting.

    fn here(&self) -> u32 {
        self.c.code.instrs.len() as u32
    }

    fn emit(&mut self, instr: Instr) -> u32 {
        let span = if self.library { Span::default() } else { self.span };
        let takes = |n: u32| n as i64;
        let effect: i64 = match instr {
            Instr::Push(_) | Instr::Load(_) | Instr::Take(_) | Instr::Ref(_) => 1,
            Instr::Store(_)
            | Instr::Pop
            | Instr::JumpUnless(_)
            | Instr::JumpIf(_)
            | Instr::Return
            | Instr::Element
            | Instr::Slice(_)
            | Instr::RefElement
            | Instr::RefSlice(_)
            | Instr::Arith(_)
            | Instr::Compare(_) => -1,
            Instr::Write(_) => -2,
            Instr::Under(n) => -takes(n),
            Instr::Aggregate(n)
            | Instr::Variant { fields: n, .. }
            | Instr::Call { arguments: n, .. }
            | Instr::Format { arguments: n, .. }
            | Instr::Intrinsic { arguments: n, .. } => 1 - takes(n),
            Instr::Closure { captures: n, .. } => 1 - takes(n),
            Instr::CallValue(n) => -takes(n),
            _ => 0,
        };
        self.depth = u32::try_from(i64::from(self.depth) + effect).unwrap_or(0);
        self.c.emit(instr, span)
    }

    fn patch(&mut self, at: u32) {
        let here = self.here();
        let instr = &mut self.c.code.instrs[at as usize];
        *instr = match *instr {
            Instr::Jump(_) => Instr::Jump(here),
            Instr::JumpUnless(_) => Instr::JumpUnless(here),
            Instr::JumpIf(_) => Instr::JumpIf(here),
            other => other,
        };
    }

    fn push(&mut self, value: Value) {
        let c = self.c.constant(value);
        self.emit(Instr::Push(c));
    }

    fn slot(&mut self) -> Slot {
        self.next += 1;
        self.next - 1
    }

    fn register(&mut self, slot: Slot, glue: FunctionId) {
        self.scopes.last_mut().expect("a scope").drops.push((slot, glue));
        if !self.drops.contains(&(slot, glue)) {
            self.drops.push((slot, glue));
        }
    }

    /// A new slot for a value of this type, to be dropped with the innermost scope.
    fn slot_for(&mut self, ty: &Ty) -> Slot {
        let slot = self.slot();
        if let Some(glue) = self.c.glue(ty) {
            self.register(slot, glue);
        }
        slot
    }

    fn refuse(&mut self, span: Span, reason: impl Into<String>, rewrite: impl Into<String>) {
        self.c.cx.refuse(span, reason, rewrite);
        self.push(Value::Unit);
    }

    // Scopes.

    /// The code that ends the innermost scopes, down to `keep` of them, without leaving them.
    fn leave_scope_code(&mut self, keep: usize) {
        for i in (keep..self.scopes.len()).rev() {
            let (drops, first) = (self.scopes[i].drops.clone(), self.scopes[i].first_slot);
            for (slot, glue) in drops.into_iter().rev() {
                self.emit(Instr::Drop(slot, glue));
            }
            // States that differ in variables nobody can see any more are equal.
            if i > 0 && self.next > first {
                let end = self.next;
                self.emit(Instr::Clear(first, end));
            }
        }
    }

    fn scope<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let first_slot = self.next;
        self.scopes.push(Scope { drops: Vec::new(), first_slot });
        let result = f(self);
        let keep = self.scopes.len() - 1;
        self.leave_scope_code(keep);
        self.scopes.pop();
        result
    }

    // Values.

    /// Code that leaves the value on the operand stack.
    fn value(&mut self, e: &Expr) {
        let depth = self.depth;
        let outer = self.span;
        if e.span.line != 0 {
            self.span = e.span;
        }
        self.value_inner(e);
        self.depth = depth + 1;
        self.span = outer;
    }

    /// Code that evaluates and drops the value.
    fn effect(&mut self, e: &Expr) {
        if is_place(e) {
            // A place as a statement is a move of it, or nothing.
            if self.c.is_copy(&e.ty) {
                self.value(e);
                self.emit(Instr::Pop);
                return;
            }
        }
        self.value(e);
        self.discard(&e.ty);
    }

    fn discard(&mut self, ty: &Ty) {
        if let Some(glue) = self.c.glue(ty) {
            let slot = self.slot();
            self.register(slot, glue);
            self.emit(Instr::Store(slot));
            self.emit(Instr::Drop(slot, glue));
        } else {
            self.emit(Instr::Pop);
        }
    }

    /// Several operands, one after the other. One with a destructor waits in a slot while a later one may panic.
    fn operands<'e>(&mut self, all: impl IntoIterator<Item = &'e Expr>) {
        let all: Vec<&Expr> = all.into_iter().collect();
        let last_risky = all.iter().rposition(|e| !harmless(e));
        let mut waiting = Vec::new();
        let mut any = false;
        for (i, e) in all.iter().enumerate() {
            self.value(e);
            let waits = last_risky.is_some_and(|last| i < last) && self.c.needs_drop(&e.ty);
            any |= waits;
            if waits || any {
                let slot = self.slot_for(&e.ty);
                self.emit(Instr::Store(slot));
                waiting.push(Some(slot));
            } else {
                waiting.push(None);
            }
        }
        for slot in waiting.into_iter().flatten() {
            self.emit(Instr::Take(slot));
        }
    }

    fn value_inner(&mut self, e: &Expr) {
        match &e.kind {
            Kind::Error => {
                self.emit(Instr::Refused);
                self.push(Value::Unit);
            }
            Kind::Literal(v) => self.literal(v, &e.ty),
            Kind::Length(n) => match self.c.resolve(n) {
                Ty::Len(n) => self.push(Value::usize(n as usize)),
                _ => self.refuse(e.span, "this length is not known here", ""),
            },
            Kind::Const(id) => {
                let function = self.c.global(*id, false);
                self.emit(Instr::Call { function, arguments: 0 });
            }
            Kind::Local(_)
            | Kind::Static(_)
            | Kind::Field(..)
            | Kind::Index(..)
            | Kind::Deref(_)
            | Kind::Overloaded(_) => self.place_value(e),
            Kind::Same(inner) => self.value(inner),
            Kind::Function => {
                let ty = self.c.resolve(&e.ty);
                let shim = self.c.shim(&ty);
                self.push(Value::Variant(shim));
            }
            Kind::Construct { variant, fields, base } => self.construct(e, *variant, fields, base.as_deref()),
            Kind::Array(list) => {
                self.operands(list);
                self.emit(Instr::Aggregate(list.len() as u32));
            }
            Kind::Repeat(inner, len) => self.repeat(inner, len, e.span),
            Kind::Borrow(false, inner) => self.shared(inner),
            Kind::Borrow(true, inner) => {
                let place = self.place(inner, true);
                self.reference(&place);
            }
            Kind::RawBorrow(inner) => self.raw_borrow(inner),
            Kind::Call(id, args, list) => self.call(*id, args, list, e.span),
            Kind::CallValue(callee, args) => self.call_value(callee, args),
            Kind::Not(inner) => {
                self.value(inner);
                self.emit(Instr::Not);
            }
            Kind::Neg(inner) => {
                self.value(inner);
                self.emit(Instr::Neg);
            }
            Kind::Arith(op, a, b) => {
                self.value(a);
                self.value(b);
                self.emit(Instr::Arith(*op));
            }
            Kind::Compare(op, a, b) => {
                if self.c.own_comparison(&a.ty, &mut std::collections::HashSet::new()) {
                    let what = self.c.cx.show(&a.ty);
                    self.c.cx.refuse(
                        e.span,
                        format!("this would compare `{what}` part by part, but a part has an impl of its own"),
                        "compare the parts that matter",
                    );
                }
                self.shared(a);
                self.shared(b);
                self.emit(Instr::Compare(*op));
            }
            Kind::And(..) | Kind::Or(..) => self.lazy(e),
            Kind::Cast(inner) => self.cast(inner, &e.ty),
            Kind::Assign(place, value) => self.assign(place, value),
            Kind::AssignArith(op, place, value) => {
                // Rust evaluates the right side of a builtin compound assignment first.
                self.value(value);
                let slot = self.slot();
                self.emit(Instr::Store(slot));
                let code = self.place(place, true);
                self.read(&code, &place.ty);
                self.emit(Instr::Take(slot));
                self.emit(Instr::Arith(*op));
                self.write(&code, &place.ty);
                self.push(Value::Unit);
            }
            Kind::Discard(inner) => {
                if !is_place(inner) {
                    self.effect(inner);
                }
                self.push(Value::Unit);
            }
            Kind::Block(b) => self.block(b),
            Kind::Labelled(id, b) => {
                self.enter_loop(*id, true);
                self.block(b);
                self.exit_loop();
            }
            Kind::If(cond, then, otherwise) => self.if_else(cond, then, otherwise.as_deref()),
            Kind::Let(..) => self.condition_value(e),
            Kind::Match(scrutinee, arms) => self.match_expr(scrutinee, arms),
            Kind::Loop(id, body) => {
                self.enter_loop(*id, true);
                let start = self.here();
                self.scope(|this| this.effect(body));
                for at in std::mem::take(&mut self.loops.last_mut().expect("entered").continues) {
                    self.c.code.instrs[at as usize] = Instr::Jump(start);
                }
                self.emit(Instr::Jump(start));
                self.exit_loop();
            }
            Kind::While(id, cond, body) => self.while_loop(*id, cond, body),
            Kind::For { id, pat, iter, next, body } => self.for_loop(*id, pat, iter, next, body),
            Kind::Break(id, value) => self.break_out(*id, value.as_deref()),
            Kind::Continue(id) => {
                let Some(index) = self.loops.iter().rposition(|l| l.id == *id) else {
                    return self.refuse(e.span, "this loop cannot be continued from here", "");
                };
                let (scopes, depth) = (self.loops[index].scopes, self.loops[index].depth);
                self.leave_scope_code(scopes);
                while self.depth > depth {
                    self.emit(Instr::Pop);
                }
                let at = self.emit(Instr::Jump(0));
                self.loops[index].continues.push(at);
            }
            Kind::Return(value) => {
                match value {
                    Some(v) => self.value(v),
                    None => self.push(Value::Unit),
                }
                self.leave_scope_code(0);
                self.emit(Instr::Return);
            }
            Kind::Closure(id) => self.closure(*id),
            Kind::Format(pieces, args) => self.format(pieces, args),
            Kind::Print(text) => {
                self.scope_of_temporaries(|this| {
                    this.value(text);
                    this.emit(Instr::Print);
                });
            }
            Kind::Panic(message) => {
                self.value(message);
                self.emit(Instr::Panic);
            }
        }
    }

    /// Macros like `println!` evaluate in a statement of their own.
    fn scope_of_temporaries(&mut self, f: impl FnOnce(&mut Self)) {
        self.scope(f)
    }

    fn literal(&mut self, v: &Value, ty: &Ty) {
        let value = match (v, self.c.resolve(ty)) {
            (Value::Int { .. } | Value::Wide(..), Ty::Int(int)) => Value::int(int, v.as_i128().unwrap_or(0)),
            _ => v.clone(),
        };
        if let (Value::Int { .. } | Value::Wide(..), Ty::Int(int)) = (v, self.c.resolve(ty)) {
            let fits = v.as_i128() == value.as_i128() || int == IntTy::U128;
            if !fits {
                let what = v.to_string();
                return self.refuse(self.span, format!("{what} does not fit into a `{}`", int.name()), "");
            }
        }
        if let (Value::Int { .. } | Value::Wide(..), Ty::Var(_)) = (v, self.c.resolve(ty)) {
            self.c.cx.refuse_unknown(
                self.span,
                "the type of this number is not known here",
                "write it out, as in `3_u32`",
            );
        }
        self.push(value);
    }

    fn construct(&mut self, e: &Expr, variant: u32, fields: &[(u32, Expr)], base: Option<&Expr>) {
        let ty = self.c.resolve(&e.ty);
        let is_enum = matches!(&ty, Ty::Adt(id, _) if self.c.cx.items.adts[*id as usize].is_enum);
        if fields.is_empty() && base.is_none() {
            let value = if is_enum {
                Value::Variant(variant)
            } else if matches!(&ty, Ty::Tuple(_)) {
                Value::Unit
            } else {
                Value::aggregate(Vec::new())
            };
            return self.push(value);
        }
        let count = match &ty {
            Ty::Adt(id, _) => self.c.cx.items.adts[*id as usize].variants[variant as usize].fields.len(),
            _ => fields.len(),
        };
        let in_order = fields.iter().enumerate().all(|(i, (index, _))| i as u32 == *index) && fields.len() == count;
        if in_order {
            self.operands(fields.iter().map(|(_, e)| e));
        } else {
            // Evaluated as written, put together as declared.
            let mut slots = HashMap::new();
            for (index, e) in fields {
                self.value(e);
                let slot = self.slot_for(&e.ty);
                self.emit(Instr::Store(slot));
                slots.insert(*index, slot);
            }
            let rest = base.map(|b| self.place(b, false));
            for index in 0..count as u32 {
                if let Some(slot) = slots.get(&index) {
                    self.emit(Instr::Take(*slot));
                } else if let (Some(rest), Some(b)) = (&rest, base) {
                    let field_ty = self.c.step_type(&b.ty, Step::Field(index));
                    let mut place = rest.clone();
                    place.path.push(Proj::Field(index));
                    self.read_or_take(&place, &field_ty);
                }
            }
        }
        let n = count as u32;
        if is_enum {
            self.emit(Instr::Variant { variant, fields: n });
        } else {
            self.emit(Instr::Aggregate(n));
        }
    }

    fn repeat(&mut self, inner: &Expr, len: &Ty, at: Span) {
        let Ty::Len(n) = self.c.resolve(len) else { return self.refuse(at, "this length is not known here", "") };
        if n.saturating_mul(self.elements(&inner.ty)) > 65_536 {
            return self.refuse(at, "this array is too long to explore", "use a shorter one");
        }
        // `[const { … }; n]` and `[CONST; n]` are computed anew for each element.
        let constant = matches!(&inner.kind, Kind::Const(_) | Kind::Block(_));
        if constant && !self.c.is_copy(&inner.ty) {
            for _ in 0..n {
                self.value(inner);
            }
            self.emit(Instr::Aggregate(n as u32));
            return;
        }
        self.value(inner);
        self.push(Value::usize(n as usize));
        self.emit(Instr::Intrinsic { which: Intrinsic::seq_from_elem, arguments: 2, extra: 0 });
    }

    /// How many elements an array has, with those of arrays in it.
    fn elements(&self, ty: &Ty) -> u64 {
        match self.c.resolve(ty) {
            Ty::Array(array) => match self.c.resolve(&array.1) {
                Ty::Len(n) => n.saturating_mul(self.elements(&array.0)),
                _ => 1,
            },
            _ => 1,
        }
    }

    fn cast(&mut self, inner: &Expr, to: &Ty) {
        self.value(inner);
        match (self.c.resolve(&inner.ty), self.c.resolve(to)) {
            (Ty::Adt(id, _), Ty::Int(int)) => {
                let table = self.c.cx.items.adts[id as usize]
                    .variants
                    .iter()
                    .map(|v| Value::int(IntTy::I128, v.discriminant))
                    .collect();
                let c = self.c.constant(Value::aggregate(table));
                self.emit(Instr::Discriminant(c, int));
            }
            (_, Ty::Char) => {
                self.emit(Instr::ToChar);
            }
            (_, Ty::Int(int)) => {
                self.emit(Instr::Cast(int));
            }
            _ => {}
        }
    }

    fn assign(&mut self, target: &Expr, value: &Expr) {
        self.value(value);
        // What was there is dropped before the new value takes its place.
        if let Some(glue) = self.c.glue(&target.ty) {
            let (new, old) = (self.slot_for(&target.ty), self.slot_for(&target.ty));
            self.emit(Instr::Store(new));
            let place = self.place(target, true);
            if place.path.is_empty() {
                if let Root::Slot(slot) = place.root {
                    self.emit(Instr::Drop(slot, glue));
                }
            } else {
                self.take(&place);
                self.emit(Instr::Store(old));
                self.emit(Instr::Drop(old, glue));
            }
            self.emit(Instr::Take(new));
            self.write(&place, &target.ty);
        } else {
            let simple = matches!(&target.kind, Kind::Local(id) if self.homes.contains_key(id));
            if simple || matches!(target.kind, Kind::Static(_)) {
                let place = self.place(target, true);
                self.write(&place, &target.ty);
            } else {
                let new = self.slot();
                self.emit(Instr::Store(new));
                let place = self.place(target, true);
                self.emit(Instr::Take(new));
                self.write(&place, &target.ty);
            }
        }
        self.push(Value::Unit);
    }

    fn format(&mut self, pieces: &Rc<Vec<Piece>>, args: &[Expr]) {
        // What an impl of the program prints is printed into a string first.
        let mut pieces = pieces.clone();
        let mut types: Vec<Ty> = args.iter().map(|a| self.c.resolve(&a.ty)).collect();
        let mut texts: HashMap<(usize, bool), usize> = HashMap::new();
        let mut by_impl = Vec::new();
        for i in 0..pieces.len() {
            let Piece::Argument(index, spec) = &pieces[i] else { continue };
            let (index, debug) = (*index, spec.style == Style::Debug);
            let Some(index) = (index < args.len()).then_some(index) else { continue };
            let ty = types[index].clone();
            match self.c.printer(&ty, debug) {
                Printer::Structural => {}
                Printer::Impl(f, impl_args, inner) => {
                    let next = args.len() + by_impl.len();
                    let text = *texts.entry((index, debug)).or_insert_with(|| {
                        by_impl.push((index, f, impl_args, inner));
                        next
                    });
                    let spec = Spec { style: Style::Display, ..Spec::default() };
                    Rc::make_mut(&mut pieces)[i] = Piece::Argument(text, spec);
                }
                Printer::Refused(what) => {
                    self.c.cx.refuse(self.span, format!("printing `{what}` as a part of something else is not supported: its impl is the program's own"), "print the parts one by one");
                }
                Printer::None => {
                    let what = self.c.cx.show(&ty);
                    if what.contains(['_', '?']) {
                        self.c.cx.refuse_unknown(
                            self.span,
                            "the type of what is printed here is not known",
                            "write it out",
                        );
                        continue;
                    }
                    let name = if debug { "Debug" } else { "Display" };
                    self.c.cx.refuse(self.span, format!("`{what}` cannot be printed: it has no `{name}`"), "");
                }
            }
        }
        if by_impl.is_empty() {
            for arg in args {
                self.value(arg);
            }
        } else {
            let mut slots = Vec::new();
            for arg in args {
                self.value(arg);
                let slot = self.slot();
                self.emit(Instr::Store(slot));
                slots.push(slot);
            }
            let mut texts = Vec::new();
            for (index, f, impl_args, refs) in by_impl {
                let text = self.slot();
                self.push(Value::aggregate(vec![Value::str("")]));
                self.emit(Instr::Store(text));
                self.emit(Instr::Load(slots[index]));
                for _ in 0..refs {
                    self.emit(Instr::Read(0));
                }
                self.emit(Instr::Ref(text));
                let at = if self.library { Span::default() } else { self.span };
                self.c.emit_call(f, &impl_args, 2, at);
                self.depth -= 1;
                self.emit(Instr::Pop);
                texts.push(text);
            }
            for slot in slots {
                self.emit(Instr::Load(slot));
            }
            for text in texts {
                self.emit(Instr::Load(text));
                self.emit(Instr::Field(0));
                types.push(Ty::Str);
            }
        }
        let arguments = types.len() as u32;
        self.c.code.templates.push(Template { pieces, types });
        let template = self.c.code.templates.len() as u32 - 1;
        self.emit(Instr::Format { template, arguments });
    }

    // Calls.

    fn call(&mut self, id: crate::types::ty::FnId, args: &[Ty], list: &[Expr], at: Span) {
        self.operands(list);
        if self.library || at.line == 0 {
            let span = Span::default();
            self.depth = self.depth.saturating_sub(list.len() as u32) + 1;
            self.c.emit_call(id, args, list.len() as u32, span);
        } else {
            self.c.cx.site = at;
            self.depth = self.depth.saturating_sub(list.len() as u32) + 1;
            self.c.emit_call(id, args, list.len() as u32, at);
        }
    }

    fn call_value(&mut self, callee: &Expr, args: &[Expr]) {
        let ty = self.c.resolve(&callee.ty);
        match &ty {
            Ty::FnDef(id, type_args) => {
                self.call(*id, type_args, args, self.span);
            }
            Ty::Closure(id) => {
                let env = self.c.envs.get(id).copied().unwrap_or(Env::Copy);
                match env {
                    Env::Own => self.value(callee),
                    Env::Place => {
                        let place = self.place(callee, true);
                        self.reference(&place);
                    }
                    _ => self.shared(callee),
                }
                let n = args.len() as u32;
                self.operands(args);
                let function = self.c.closures[id];
                self.emit(Instr::Call { function, arguments: n + 1 });
                // `f()` with an `f: impl FnOnce()` uses `f` up.
                if let Kind::Local(local) = &callee.kind
                    && self.locals[*local as usize].once
                    && env != Env::Own
                    && let Some(glue) = self.c.glue(&ty)
                    && let Some(Home::Slot(slot)) = self.homes.get(local).cloned()
                {
                    self.emit(Instr::Drop(slot, glue));
                }
            }
            _ => {
                // Which closure it is shows when it runs, and how it wants to be called.
                if let Ty::DynFn(true, ..) = ty {
                    // It is used up: it lies in a temporary, and is dropped after the call.
                    self.value(callee);
                    let slot = self.slot();
                    let glue = self.c.glue(&ty).expect("it may have captured something");
                    self.register(slot, glue);
                    self.emit(Instr::Store(slot));
                    self.emit(Instr::Ref(slot));
                    self.operands(args);
                    self.emit(Instr::CallValue(args.len() as u32));
                    self.emit(Instr::Drop(slot, glue));
                    return;
                }
                if is_place(callee) {
                    let place = self.place(callee, true);
                    self.reference(&place);
                } else {
                    self.value(callee);
                }
                self.operands(args);
                self.emit(Instr::CallValue(args.len() as u32));
            }
        }
    }

    fn closure(&mut self, id: crate::types::ty::ClosureId) {
        let Some(&number) = self.c.closures.get(&id) else {
            return self.refuse(self.span, "this closure cannot be compiled here", "");
        };
        let captures = self.c.captures[&id].clone();
        self.inner.push((id, number));
        for c in captures.iter() {
            let place = self.captured_place(c);
            match c.mode {
                Mode::Snapshot => self.read(&place, &c.ty),
                Mode::Mut => self.reference(&place),
                Mode::Value => self.read_or_take(&place, &c.ty),
            }
        }
        if captures.is_empty() {
            self.push(Value::Variant(number));
        } else {
            self.emit(Instr::Closure { function: number, captures: captures.len() as u32 });
        }
    }

    /// The place that an inner closure captures, seen from here.
    fn captured_place(&mut self, c: &Capture) -> PlaceCode {
        let mut place = self.local_place(c.local, &c.path);
        let skip = place.1;
        let mut ty = self.c.resolve(&self.locals[c.local as usize].ty.clone());
        for (i, step) in c.path.iter().enumerate() {
            let is_mut_ref = matches!(self.c.resolve(&ty), Ty::Ref(true, _));
            if i >= skip {
                match step {
                    Step::Field(f) => place.0.path.push(Proj::Field(*f)),
                    Step::Deref if is_mut_ref => place.0.path.push(Proj::Through),
                    Step::Deref => {}
                }
            }
            ty = self.c.step_type(&ty, *step);
        }
        place.0
    }

    /// Where a variable is, or the captured place that covers the path from it; and how many steps of the path are covered.
    fn local_place(&mut self, id: LocalId, path: &[Step]) -> (PlaceCode, usize) {
        if let Some(Home::Slot(slot)) = self.homes.get(&id) {
            return (PlaceCode { root: Root::Slot(*slot), path: Vec::new() }, 0);
        }
        let found = self
            .captures
            .iter()
            .enumerate()
            .find(|(_, c)| c.local == id && path.len() >= c.path.len() && path[..c.path.len()] == c.path[..]);
        let Some((index, capture)) = found else {
            let name = self.locals[id as usize].name.clone();
            self.c.cx.refuse_unknown(self.span, format!("`{name}` cannot be used here"), "give it a value first");
            return (PlaceCode { root: Root::Slot(0), path: Vec::new() }, 0);
        };
        let (mode, covered) = (capture.mode, capture.path.len());
        let mut projs = Vec::new();
        if self.env == Env::Place {
            projs.push(Proj::Through);
        }
        projs.push(Proj::Field(index as u32));
        if mode == Mode::Mut {
            projs.push(Proj::Through);
        }
        (PlaceCode { root: Root::Slot(0), path: projs }, covered)
    }

    // Places.

    fn place_value(&mut self, e: &Expr) {
        let place = self.place(e, false);
        self.read_or_take(&place, &e.ty);
    }

    fn read_or_take(&mut self, place: &PlaceCode, ty: &Ty) {
        if self.peek || self.c.is_copy(ty) || matches!(place.root, Root::Constant(_)) && place.path.is_empty() {
            self.read(place, ty);
        } else if place.path.iter().any(|p| matches!(p, Proj::Pointee)) {
            // Moving out from behind a raw pointer reads it.
            self.read(place, ty);
        } else {
            self.take(place);
        }
    }

    /// `&e`: the value, which stays where it is.
    fn shared(&mut self, e: &Expr) {
        let e = if let Kind::Same(inner) = &e.kind { inner } else { e };
        if is_place(e) {
            let depth = self.depth;
            let place = self.place(e, false);
            self.read(&place, &e.ty);
            self.depth = depth + 1;
        } else {
            self.value(e);
            if let Some(glue) = self.c.glue(&e.ty) {
                let slot = self.slot();
                self.register(slot, glue);
                self.emit(Instr::Store(slot));
                self.emit(Instr::Load(slot));
            }
        }
    }

    fn raw_borrow(&mut self, e: &Expr) {
        let place = self.place(e, true);
        self.reference(&place);
        self.emit(Instr::Pointer);
    }

    /// Code for what an expression's place needs to have computed, and how to get to the place from there.
    fn place(&mut self, e: &Expr, mutable: bool) -> PlaceCode {
        let outer = self.span;
        if e.span.line != 0 {
            self.span = e.span;
        }
        let place = self.place_inner(e, mutable);
        self.span = outer;
        place
    }

    fn place_inner(&mut self, e: &Expr, mutable: bool) -> PlaceCode {
        // A variable and the steps from it that may lie in a captured place.
        let mut steps = Vec::new();
        let mut at = e;
        let root = loop {
            match &at.kind {
                Kind::Local(id) => break Some(*id),
                Kind::Field(base, i) => {
                    steps.push(Step::Field(*i));
                    at = base;
                }
                Kind::Same(base) => at = base,
                Kind::Deref(base) if matches!(self.c.resolve(&base.ty), Ty::Ref(..)) => {
                    steps.push(Step::Deref);
                    at = base;
                }
                _ => break None,
            }
        };
        if let Some(id) = root
            && !self.homes.contains_key(&id)
        {
            steps.reverse();
            let (mut place, covered) = self.local_place(id, &steps);
            let mut ty = self.c.resolve(&self.locals[id as usize].ty.clone());
            for (i, step) in steps.iter().enumerate() {
                if i >= covered {
                    match step {
                        Step::Field(f) => place.path.push(Proj::Field(*f)),
                        Step::Deref if matches!(self.c.resolve(&ty), Ty::Ref(true, _)) => {
                            place.path.push(Proj::Through)
                        }
                        Step::Deref => {}
                    }
                }
                ty = self.c.step_type(&ty, *step);
            }
            return place;
        }
        match &e.kind {
            Kind::Local(id) => self.local_place(*id, &[]).0,
            Kind::Static(id) => {
                let global = self.c.cx.items.statics[*id as usize].clone();
                if global.thread_local && self.c.needs_drop(&global.ty) {
                    self.c.cx.refuse(
                        e.span,
                        "a `thread_local!` with a destructor is not supported",
                        "keep such a value in a variable of the thread",
                    );
                }
                let c = self.c.static_constant(*id);
                let mut place = PlaceCode { root: Root::Constant(c), path: Vec::new() };
                if self.c.cx.items.statics[*id as usize].mutable {
                    place.path.push(Proj::Pointee);
                }
                place
            }
            Kind::Same(inner) => self.place(inner, mutable),
            Kind::Field(base, i) => {
                let mut place = self.place(base, mutable);
                place.path.push(Proj::Field(*i));
                place
            }
            Kind::Index(base, index) => {
                let mut place = self.place(base, mutable);
                self.value(index);
                let slot = self.slot();
                self.emit(Instr::Store(slot));
                let ty = self.c.resolve(&index.ty);
                if let Ty::Adt(id, _) = &ty {
                    let kind = match &*self.c.cx.items.adts[*id as usize].name {
                        "Range" => RangeKind::Exclusive,
                        "RangeInclusive" => RangeKind::Inclusive,
                        "RangeFrom" => RangeKind::From,
                        "RangeTo" => RangeKind::To,
                        "RangeToInclusive" => RangeKind::ToInclusive,
                        _ => RangeKind::Full,
                    };
                    place.path.push(Proj::Range(kind, slot));
                } else {
                    place.path.push(Proj::Index(slot));
                }
                place
            }
            Kind::Deref(base) => {
                let ty = self.c.resolve(&base.ty);
                match &ty {
                    Ty::Ref(true, _) => {
                        let mut place = self.place(base, false);
                        place.path.push(Proj::Through);
                        place
                    }
                    Ty::Ref(false, _) => self.place(base, false),
                    Ty::Ptr(..) => {
                        let mut place = self.place(base, false);
                        place.path.push(Proj::Pointee);
                        place
                    }
                    Ty::Adt(id, _) => {
                        let field = self.c.cx.items.adts[*id as usize].deref.as_ref().and_then(|(f, _)| *f);
                        let mut place = self.place(base, mutable);
                        if let Some(field) = field {
                            place.path.push(Proj::Field(field));
                        }
                        place
                    }
                    _ => self.place(base, mutable),
                }
            }
            Kind::Overloaded(base) => {
                let (def, method) = if mutable { ("DerefMut", "deref_mut") } else { ("Deref", "deref") };
                let ty = self.c.resolve(&base.ty);
                let def = self.c.cx.items.known_traits[def];
                match self.c.cx.impl_of(&ty, def) {
                    Some((imp, args)) => {
                        if mutable {
                            let place = self.place(base, true);
                            self.reference(&place);
                        } else {
                            self.shared(base);
                        }
                        let f = self.c.cx.items.impls[imp as usize]
                            .fns
                            .iter()
                            .copied()
                            .find(|&f| *self.c.cx.items.fns[f as usize].name == *method);
                        if let Some(f) = f {
                            let at = self.span;
                            self.c.emit_call(f, &args, 1, if self.library { Span::default() } else { at });
                        }
                    }
                    None => {
                        let what = self.c.cx.show(&ty);
                        self.refuse(
                            e.span,
                            format!("what is behind a `{what}` cannot be changed: it has no `DerefMut`"),
                            "",
                        );
                    }
                }
                let slot = self.slot();
                self.emit(Instr::Store(slot));
                PlaceCode { root: Root::Slot(slot), path: if mutable { vec![Proj::Through] } else { Vec::new() } }
            }
            _ => {
                // A value becomes a place: a temporary.
                self.value(e);
                let slot = self.slot_for(&e.ty);
                self.emit(Instr::Store(slot));
                PlaceCode { root: Root::Slot(slot), path: Vec::new() }
            }
        }
    }

    fn load_root(&mut self, root: Root) {
        match root {
            Root::Slot(slot) => self.emit(Instr::Load(slot)),
            Root::Constant(c) => self.emit(Instr::Push(c)),
        };
    }

    /// `→ value`
    fn read(&mut self, place: &PlaceCode, ty: &Ty) {
        self.load_root(place.root);
        if self.follow(&place.path) {
            let layout = self.c.layout(ty);
            self.emit(Instr::Read(layout));
        }
    }

    /// Follows a path from the value on the stack; whether what is there then is a place.
    fn follow(&mut self, path: &[Proj]) -> bool {
        let mut is_place = false;
        for step in path {
            match (is_place, *step) {
                (false, Proj::Field(i)) => self.emit(Instr::Field(i)),
                (true, Proj::Field(i)) => self.emit(Instr::RefField(i)),
                (false, Proj::Through) => {
                    is_place = true;
                    continue;
                }
                (true, Proj::Through) => self.emit(Instr::Read(0)),
                (was_place, Proj::Pointee) => {
                    if was_place {
                        self.emit(Instr::Read(0));
                    }
                    is_place = true;
                    self.emit(Instr::Pointee)
                }
                (was_place, Proj::Index(slot)) => {
                    self.emit(Instr::Load(slot));
                    self.emit(if was_place { Instr::RefElement } else { Instr::Element })
                }
                (was_place, Proj::Range(kind, slot)) => {
                    self.emit(Instr::Load(slot));
                    self.emit(if was_place { Instr::RefSlice(kind) } else { Instr::Slice(kind) })
                }
                (false, Proj::FromEnd(n)) => self.emit(Instr::FromEnd(n)),
                (false, Proj::Middle(a, b)) => self.emit(Instr::Middle(a, b)),
                (true, Proj::FromEnd(n)) => self.emit(Instr::RefFromEnd(n)),
                (true, Proj::Middle(a, b)) => self.emit(Instr::RefMiddle(a, b)),
            };
        }
        is_place
    }

    /// `→ &mut place`
    fn reference(&mut self, place: &PlaceCode) {
        let through = place.path.iter().rposition(|p| matches!(p, Proj::Through | Proj::Pointee));
        match through {
            Some(_) => {
                self.load_root(place.root);
                self.follow(&place.path);
            }
            None => {
                match place.root {
                    Root::Slot(slot) => {
                        self.emit(Instr::Ref(slot));
                    }
                    Root::Constant(c) => {
                        // A promoted constant: nobody can tell it from a variable.
                        let slot = self.slot();
                        self.emit(Instr::Push(c));
                        self.emit(Instr::Store(slot));
                        self.emit(Instr::Ref(slot));
                    }
                }
                let mut path = vec![Proj::Through];
                path.extend_from_slice(&place.path);
                self.follow(&path);
            }
        }
    }

    /// `→ value`, and the place is empty.
    fn take(&mut self, place: &PlaceCode) {
        match (place.root, place.path.as_slice()) {
            (Root::Slot(slot), []) => {
                self.emit(Instr::Take(slot));
            }
            _ => {
                self.reference(place);
                self.emit(Instr::TakeAt);
            }
        }
    }

    /// `value →`, into the place.
    fn write(&mut self, place: &PlaceCode, ty: &Ty) {
        match (place.root, place.path.as_slice()) {
            (Root::Slot(slot), []) => {
                self.emit(Instr::Store(slot));
            }
            _ => {
                self.reference(place);
                let layout = self.c.layout(ty);
                self.emit(Instr::Write(layout));
            }
        }
    }

    // Control.

    fn block(&mut self, b: &Block) {
        self.scope(|this| {
            for s in &b.statements {
                match s {
                    Statement::Expr(e) => this.scope(|this| this.effect(e)),
                    Statement::Let { pat, init, otherwise } => {
                        this.let_statement(pat, init.as_ref(), otherwise.as_ref())
                    }
                }
            }
            match &b.tail {
                // Temporaries of the tail are dropped before the block's variables (2024 edition).
                Some(e) => this.scope(|this| this.value(e)),
                None => this.push(Value::Unit),
            }
        });
    }

    fn declare(&mut self, pat: &Pat) {
        // Slots in the order of declaration, so that unwinding drops in reverse.
        match &pat.kind {
            PatKind::Bind(id, _, sub) => {
                if !self.homes.contains_key(id) {
                    let ty = self.locals[*id as usize].ty.clone();
                    let slot = self.slot_for(&ty);
                    self.homes.insert(*id, Home::Slot(slot));
                } else if let Some(Home::Slot(slot)) = self.homes.get(id).cloned() {
                    // A second alternative of the same pattern.
                    let _ = slot;
                }
                if let Some(p) = sub {
                    self.declare(p);
                }
            }
            PatKind::Fields(_, fields) => fields.iter().for_each(|(_, p)| self.declare(p)),
            PatKind::Or(cases) => cases.iter().for_each(|p| self.declare(p)),
            PatKind::Deref(p) => self.declare(p),
            PatKind::Slice(before, rest, after) => {
                before.iter().for_each(|p| self.declare(p));
                if let Some(Some(p)) = rest {
                    self.declare(p);
                }
                after.iter().for_each(|p| self.declare(p));
            }
            _ => {}
        }
    }

    fn let_statement(&mut self, pat: &Pat, init: Option<&Expr>, otherwise: Option<&Expr>) {
        if pat.span.line != 0 {
            self.span = pat.span;
        }
        let Some(init) = init else {
            self.declare(pat);
            return;
        };
        if let Some(otherwise) = otherwise {
            // The variables outlive the temporaries.
            self.declare(pat);
            let fail = self.scope(|this| {
                let place = this.scrutinee(init);
                let mut fails = Vec::new();
                this.test(pat, &place, &mut fails);
                this.bind(pat, &place);
                let keep = this.scopes.len() - 1;
                let skip = {
                    this.leave_scope_code(keep);
                    this.emit(Instr::Jump(0))
                };
                for at in fails {
                    this.patch(at);
                }
                skip
            });
            self.effect(otherwise);
            self.patch(fail);
            return;
        }
        if let PatKind::Bind(id, Binding::Value, None) = &pat.kind {
            let ty = self.locals[*id as usize].ty.clone();
            // A temporary whose reference is kept lives as long as the variable.
            let extended = self.extended(init);
            let init = extended.as_ref().unwrap_or(init);
            self.scope_keeping(|this| this.value(init));
            let slot = self.slot_for(&ty);
            self.homes.insert(*id, Home::Slot(slot));
            self.emit(Instr::Store(slot));
            self.end_kept();
            return;
        }
        if matches!(pat.kind, PatKind::Wild) {
            self.scope(|this| {
                if is_place(init) {
                    if !matches!(init.kind, Kind::Local(_) | Kind::Static(_)) {
                        this.place(init, false);
                    }
                } else {
                    this.effect(init);
                }
            });
            return;
        }
        let extended = self.extended(init);
        let init = extended.as_ref().unwrap_or(init);
        if is_place(init) {
            self.scope_keeping(|this| {
                let place = this.place(init, needs_mut(pat));
                this.kept_place = Some(place);
                this.push(Value::Unit);
            });
            let place = self.kept_place.take().expect("just set");
            self.emit(Instr::Pop);
            self.bind(pat, &place);
            self.end_kept();
            return;
        }
        self.scope_keeping(|this| this.value(init));
        let slot = self.slot_for(&init.ty);
        self.emit(Instr::Store(slot));
        let place = PlaceCode { root: Root::Slot(slot), path: Vec::new() };
        self.bind(pat, &place);
        self.end_kept();
    }

    /// A statement whose temporaries are dropped after its variables have been filled: [`end_kept`](Self::end_kept) does that.
    fn scope_keeping(&mut self, f: impl FnOnce(&mut Self)) {
        let first_slot = self.next;
        self.scopes.push(Scope { drops: Vec::new(), first_slot });
        f(self);
        let temporaries = self.scopes.pop().expect("just pushed");
        self.kept.push(temporaries.drops);
    }

    fn end_kept(&mut self) {
        for (slot, glue) in self.kept.pop().expect("kept before").into_iter().rev() {
            self.emit(Instr::Drop(slot, glue));
        }
    }

    /// `let x = &temporary()`: the temporary is dropped with the block, not with the statement.
    /// Such temporaries become variables; the rest of the expression is given back, if there are any.
    fn extended(&mut self, e: &Expr) -> Option<Expr> {
        let mut e = e.clone();
        self.extend(&mut e).then_some(e)
    }

    fn extend(&mut self, e: &mut Expr) -> bool {
        match &mut e.kind {
            Kind::Borrow(_, inner) => self.extend_operand(inner),
            Kind::Same(inner) => self.extend(inner),
            Kind::Construct { fields, .. } => fields.iter_mut().fold(false, |any, (_, e)| self.extend(e) | any),
            Kind::Array(list) => list.iter_mut().fold(false, |any, e| self.extend(e) | any),
            Kind::Block(_) | Kind::If(..) | Kind::Match(..) => self.extend_inside(e),
            _ => false,
        }
    }

    /// The tail of a block, or of several: the temporary's slot is the outer scope's, and is filled in the block.
    fn extend_inside(&mut self, e: &mut Expr) -> bool {
        match &mut e.kind {
            Kind::Block(b) => b.tail.as_mut().is_some_and(|tail| self.extend_inside(tail)),
            Kind::If(_, then, otherwise) => {
                let then = self.extend_inside(then);
                otherwise.as_mut().is_some_and(|e| self.extend_inside(e)) || then
            }
            Kind::Match(_, arms) => arms.iter_mut().fold(false, |any, arm| self.extend_inside(&mut arm.body) | any),
            Kind::Borrow(mutable, inner) if !is_place(inner) && self.c.needs_drop(&inner.ty) => {
                let (mutable, inner) = (*mutable, (**inner).clone());
                let id = self.locals.len() as LocalId;
                self.locals.push(Local { name: "temporary".into(), ty: inner.ty.clone(), once: false });
                let slot = self.slot_for(&inner.ty);
                self.homes.insert(id, Home::Slot(slot));
                let span = inner.span;
                let local = Expr { kind: Kind::Local(id), ty: inner.ty.clone(), span };
                let assign =
                    Expr { kind: Kind::Assign(Box::new(local.clone()), Box::new(inner)), ty: Ty::unit(), span };
                let borrow = Expr { kind: Kind::Borrow(mutable, Box::new(local)), ty: e.ty.clone(), span };
                e.kind = Kind::Block(Block { statements: vec![Statement::Expr(assign)], tail: Some(Box::new(borrow)) });
                true
            }
            _ => false,
        }
    }

    fn extend_operand(&mut self, e: &mut Expr) -> bool {
        let place = is_place(e);
        match &mut e.kind {
            Kind::Field(base, _) | Kind::Index(base, _) | Kind::Same(base) => self.extend_operand(base),
            // A coercion's.
            Kind::Deref(base) if matches!(base.kind, Kind::Borrow(..)) => self.extend(base),
            _ if place => false,
            _ => {
                self.extend(e);
                if !self.c.needs_drop(&e.ty) {
                    return false;
                }
                let id = self.locals.len() as LocalId;
                self.locals.push(Local { name: "temporary".into(), ty: e.ty.clone(), once: false });
                self.scope_keeping(|this| this.value(e));
                let slot = self.slot_for(&e.ty.clone());
                self.homes.insert(id, Home::Slot(slot));
                self.emit(Instr::Store(slot));
                self.end_kept();
                e.kind = Kind::Local(id);
                true
            }
        }
    }

    /// The place of what is matched.
    fn scrutinee(&mut self, e: &Expr) -> PlaceCode {
        if is_place(e) {
            return self.place(e, false);
        }
        self.value(e);
        let slot = self.slot_for(&e.ty);
        self.emit(Instr::Store(slot));
        PlaceCode { root: Root::Slot(slot), path: Vec::new() }
    }

    fn scrutinee_for(&mut self, e: &Expr, pats: &[&Pat]) -> PlaceCode {
        if is_place(e) {
            let mutable = pats.iter().any(|p| needs_mut(p));
            return self.place(e, mutable);
        }
        self.scrutinee(e)
    }

    fn behind(&mut self, pat: &Pat, place: &PlaceCode) -> PlaceCode {
        let mut place = place.clone();
        match self.c.resolve(&pat.ty) {
            Ty::Ref(true, _) => place.path.push(Proj::Through),
            Ty::Ptr(..) => place.path.push(Proj::Pointee),
            _ => {}
        }
        place
    }

    /// Code that goes on if the pattern matches, and jumps if not.
    fn test(&mut self, pat: &Pat, place: &PlaceCode, fails: &mut Vec<u32>) {
        match &pat.kind {
            PatKind::Wild => {}
            PatKind::Bind(_, _, sub) => {
                if let Some(sub) = sub {
                    self.test(sub, place, fails);
                }
            }
            PatKind::Equal(e) => {
                self.read(place, &pat.ty);
                self.value(e);
                self.emit(Instr::Compare(Comparison::Eq));
                fails.push(self.emit(Instr::JumpUnless(0)));
            }
            PatKind::Range(start, end, inclusive) => {
                for (bound, op) in
                    [(start, Comparison::Ge), (end, if *inclusive { Comparison::Le } else { Comparison::Lt })]
                {
                    if let Some(bound) = bound {
                        self.read(place, &pat.ty);
                        self.value(bound);
                        self.emit(Instr::Compare(op));
                        fails.push(self.emit(Instr::JumpUnless(0)));
                    }
                }
            }
            PatKind::Fields(variant, fields) => {
                if let Some(v) = variant {
                    self.read(place, &pat.ty);
                    self.emit(Instr::IsVariant(*v));
                    fails.push(self.emit(Instr::JumpUnless(0)));
                }
                for (i, p) in fields {
                    let mut inner = place.clone();
                    inner.path.push(Proj::Field(*i));
                    self.test(p, &inner, fails);
                }
            }
            PatKind::Or(cases) => {
                let mut matched = Vec::new();
                for (i, p) in cases.iter().enumerate() {
                    if i + 1 == cases.len() {
                        self.test(p, place, fails);
                        break;
                    }
                    let mut next = Vec::new();
                    self.test(p, place, &mut next);
                    matched.push(self.emit(Instr::Jump(0)));
                    for at in next {
                        self.patch(at);
                    }
                }
                for at in matched {
                    self.patch(at);
                }
            }
            PatKind::Deref(p) => {
                let inner = self.behind(pat, place);
                self.test(p, &inner, fails);
            }
            PatKind::Slice(before, rest, after) => {
                self.read(place, &pat.ty);
                let len = (before.len() + after.len()) as u32;
                self.emit(Instr::HasLen { len, at_least: rest.is_some() });
                fails.push(self.emit(Instr::JumpUnless(0)));
                for (p, proj) in slice_parts(before, rest.as_ref(), after) {
                    let mut inner = place.clone();
                    inner.path.push(proj);
                    self.test(p, &inner, fails);
                }
            }
        }
    }

    /// Fills the variables of a pattern that matches.
    fn bind(&mut self, pat: &Pat, place: &PlaceCode) {
        match &pat.kind {
            PatKind::Wild | PatKind::Equal(_) | PatKind::Range(..) => {}
            PatKind::Bind(id, binding, sub) => {
                let ty = self.locals[*id as usize].ty.clone();
                match binding {
                    Binding::Value => self.read_or_take(place, &pat.ty),
                    Binding::Ref => self.read(place, &pat.ty),
                    Binding::RefMut => self.reference(place),
                }
                let slot = match self.homes.get(id) {
                    Some(Home::Slot(slot)) => *slot,
                    None => {
                        let slot = self.slot_for(&ty);
                        self.homes.insert(*id, Home::Slot(slot));
                        slot
                    }
                };
                self.emit(Instr::Store(slot));
                if let Some(sub) = sub {
                    self.bind(sub, place);
                }
            }
            PatKind::Fields(_, fields) => {
                for (i, p) in fields {
                    let mut inner = place.clone();
                    inner.path.push(Proj::Field(*i));
                    self.bind(p, &inner);
                }
            }
            PatKind::Or(cases) => {
                if !cases.iter().any(binds) {
                    return;
                }
                let mut done = Vec::new();
                for p in cases {
                    let mut next = Vec::new();
                    self.test(p, place, &mut next);
                    self.bind(p, place);
                    done.push(self.emit(Instr::Jump(0)));
                    for at in next {
                        self.patch(at);
                    }
                }
                for at in done {
                    self.patch(at);
                }
            }
            PatKind::Deref(p) => {
                let inner = self.behind(pat, place);
                self.bind(p, &inner);
            }
            PatKind::Slice(before, rest, after) => {
                for (p, proj) in slice_parts(before, rest.as_ref(), after) {
                    let mut inner = place.clone();
                    inner.path.push(proj);
                    self.bind(p, &inner);
                }
            }
        }
    }

    /// Code that goes on if the condition holds, its variables filled, and jumps if not. Its temporaries are the innermost scope's.
    fn condition(&mut self, e: &Expr, fails: &mut Vec<u32>) {
        match &e.kind {
            Kind::And(a, b) if has_let(e) => {
                self.condition(a, fails);
                self.condition(b, fails);
            }
            Kind::Let(pat, init) => {
                let place = self.scrutinee_for(init, &[pat]);
                self.test(pat, &place, fails);
                self.declare(pat);
                self.bind(pat, &place);
            }
            _ => {
                self.scope(|this| this.value(e));
                fails.push(self.emit(Instr::JumpUnless(0)));
            }
        }
    }

    fn condition_value(&mut self, e: &Expr) {
        let mut fails = Vec::new();
        self.condition(e, &mut fails);
        self.push(Value::Bool(true));
        let end = self.emit(Instr::Jump(0));
        for at in fails {
            self.patch(at);
        }
        self.push(Value::Bool(false));
        self.patch(end);
    }

    fn if_else(&mut self, cond: &Expr, then: &Expr, otherwise: Option<&Expr>) {
        let depth = self.depth;
        let mut fails = Vec::new();
        let keep = self.scopes.len();
        let first_slot = self.next;
        self.scopes.push(Scope { drops: Vec::new(), first_slot });
        self.condition(cond, &mut fails);
        self.value(then);
        self.leave_scope_code(keep);
        let end = self.emit(Instr::Jump(0));
        for at in fails {
            self.patch(at);
        }
        self.depth = depth;
        // What the condition made is dropped before `else` (2024 edition).
        self.leave_scope_code(keep);
        self.scopes.pop();
        match otherwise {
            Some(e) => self.value(e),
            None => self.push(Value::Unit),
        }
        self.patch(end);
    }

    fn lazy(&mut self, e: &Expr) {
        match &e.kind {
            Kind::And(a, b) => {
                self.scope(|this| this.value(a));
                let skip = self.emit(Instr::JumpUnless(0));
                self.scope(|this| this.value(b));
                let end = self.emit(Instr::Jump(0));
                self.patch(skip);
                self.push(Value::Bool(false));
                self.patch(end);
            }
            Kind::Or(a, b) => {
                self.scope(|this| this.value(a));
                let skip = self.emit(Instr::JumpIf(0));
                self.scope(|this| this.value(b));
                let end = self.emit(Instr::Jump(0));
                self.patch(skip);
                self.push(Value::Bool(true));
                self.patch(end);
            }
            _ => {}
        }
    }

    fn match_expr(&mut self, e: &Expr, arms: &[Arm]) {
        let depth = self.depth;
        let pats: Vec<&Pat> = arms.iter().map(|a| &a.pat).collect();
        let place = self.scrutinee_for(e, &pats);
        let mut ends = Vec::new();
        for arm in arms {
            self.depth = depth;
            let mut fails = Vec::new();
            let keep = self.scopes.len();
            let first_slot = self.next;
            self.scopes.push(Scope { drops: Vec::new(), first_slot });
            self.test(&arm.pat, &place, &mut fails);
            self.declare(&arm.pat);
            if let Some(guard) = &arm.guard {
                // The guard sees the variables by reference; they are filled for good when it holds.
                self.peek = true;
                self.bind(&arm.pat, &place);
                self.peek = false;
                let mut guard_fails = Vec::new();
                self.condition(guard, &mut guard_fails);
                let end = self.next;
                if !guard_fails.is_empty() {
                    let go = self.emit(Instr::Jump(0));
                    for at in guard_fails {
                        self.patch(at);
                    }
                    self.emit(Instr::Clear(first_slot, end));
                    fails.push(self.emit(Instr::Jump(0)));
                    self.patch(go);
                }
            }
            self.bind(&arm.pat, &place);
            self.scope(|this| this.value(&arm.body));
            self.leave_scope_code(keep);
            self.scopes.pop();
            ends.push(self.emit(Instr::Jump(0)));
            for at in fails {
                self.patch(at);
            }
        }
        // rustc has seen to it that some arm fits; what arrives here has been refused before.
        self.emit(Instr::Refused);
        for at in ends {
            self.patch(at);
        }
    }

    fn enter_loop(&mut self, id: LoopId, takes_value: bool) {
        self.loops.push(Loop {
            id,
            scopes: self.scopes.len(),
            depth: self.depth,
            breaks: Vec::new(),
            continues: Vec::new(),
            takes_value,
        });
    }

    fn exit_loop(&mut self) {
        let l = self.loops.pop().expect("entered");
        for at in l.breaks {
            self.patch(at);
        }
    }

    fn break_out(&mut self, id: LoopId, value: Option<&Expr>) {
        let Some(index) = self.loops.iter().rposition(|l| l.id == id) else {
            return self.refuse(self.span, "this loop cannot be left from here", "");
        };
        let (scopes, depth, takes_value) =
            (self.loops[index].scopes, self.loops[index].depth, self.loops[index].takes_value);
        match value {
            Some(v) => self.value(v),
            None if takes_value => self.push(Value::Unit),
            None => {}
        }
        self.leave_scope_code(scopes);
        let result = u32::from(takes_value);
        if self.depth > depth + result {
            let extra = self.depth - depth - result;
            if takes_value {
                self.emit(Instr::Under(extra));
            } else {
                for _ in 0..extra {
                    self.emit(Instr::Pop);
                }
            }
        }
        let at = self.emit(Instr::Jump(0));
        self.loops[index].breaks.push(at);
    }

    fn while_loop(&mut self, id: LoopId, cond: &Expr, body: &Expr) {
        let start = self.here();
        self.enter_loop(id, false);
        let keep = self.scopes.len();
        let first_slot = self.next;
        let mut fails = Vec::new();
        self.scopes.push(Scope { drops: Vec::new(), first_slot });
        self.condition(cond, &mut fails);
        self.effect(body);
        self.leave_scope_code(keep);
        self.emit(Instr::Jump(start));
        for at in fails {
            self.patch(at);
        }
        self.leave_scope_code(keep);
        self.scopes.pop();
        for at in std::mem::take(&mut self.loops.last_mut().expect("entered").continues) {
            self.c.code.instrs[at as usize] = Instr::Jump(start);
        }
        self.exit_loop();
        self.push(Value::Unit);
    }

    fn for_loop(&mut self, id: LoopId, pat: &Pat, iter: &Expr, next: &(crate::types::ty::FnId, Vec<Ty>), body: &Expr) {
        self.scope(|this| {
            this.value(iter);
            let slot = this.slot_for(&iter.ty);
            this.emit(Instr::Store(slot));
            this.enter_loop(id, false);
            let start = this.here();
            this.emit(Instr::Ref(slot));
            let at = if this.library { Span::default() } else { iter.span };
            this.c.cx.site = if at.line == 0 { this.c.cx.site } else { at };
            this.c.emit_call(next.0, &next.1, 1, at);
            let option = this.slot();
            this.emit(Instr::Store(option));
            this.emit(Instr::Load(option));
            this.emit(Instr::IsVariant(crate::value::SOME));
            let end = this.emit(Instr::JumpUnless(0));
            let keep = this.scopes.len();
            let first_slot = this.next;
            this.scopes.push(Scope { drops: Vec::new(), first_slot });
            let place = PlaceCode { root: Root::Slot(option), path: vec![Proj::Field(0)] };
            // The item is the loop's own: what the pattern does not take is dropped with it.
            let item = this.slot_for(&pat.ty);
            this.take(&place);
            this.emit(Instr::Store(item));
            this.emit(Instr::Clear(option, option + 1));
            let place = PlaceCode { root: Root::Slot(item), path: Vec::new() };
            this.bind(pat, &place);
            this.effect(body);
            this.leave_scope_code(keep);
            this.scopes.pop();
            this.emit(Instr::Jump(start));
            for at in std::mem::take(&mut this.loops.last_mut().expect("entered").continues) {
                this.c.code.instrs[at as usize] = Instr::Jump(start);
            }
            this.patch(end);
            this.exit_loop();
        });
        self.push(Value::Unit);
    }
}

/// Where the parts of a slice pattern are.
fn slice_parts<'p>(before: &'p [Pat], rest: Option<&'p Option<Box<Pat>>>, after: &'p [Pat]) -> Vec<(&'p Pat, Proj)> {
    let mut parts: Vec<(&Pat, Proj)> = before.iter().enumerate().map(|(i, p)| (p, Proj::Field(i as u32))).collect();
    if let Some(Some(p)) = rest {
        parts.push((p, Proj::Middle(before.len() as u32, after.len() as u32)));
    }
    parts.extend(after.iter().rev().enumerate().map(|(i, p)| (p, Proj::FromEnd(i as u32))));
    parts
}

/// Whether evaluating cannot panic.
fn harmless(e: &Expr) -> bool {
    match &e.kind {
        Kind::Literal(_) | Kind::Local(_) | Kind::Function | Kind::Static(_) | Kind::Length(_) | Kind::Closure(_) => {
            true
        }
        Kind::Borrow(_, e) | Kind::Same(e) | Kind::Field(e, _) => harmless(e),
        Kind::Deref(e) => harmless(e),
        Kind::Construct { fields, base, .. } => base.is_none() && fields.iter().all(|(_, e)| harmless(e)),
        _ => false,
    }
}

/// Whether a condition binds variables.
fn has_let(e: &Expr) -> bool {
    match &e.kind {
        Kind::Let(..) => true,
        Kind::And(a, b) => has_let(a) || has_let(b),
        _ => false,
    }
}

fn binds(p: &Pat) -> bool {
    match &p.kind {
        PatKind::Bind(..) => true,
        PatKind::Fields(_, fields) => fields.iter().any(|(_, p)| binds(p)),
        PatKind::Or(cases) => cases.iter().any(binds),
        PatKind::Deref(p) => binds(p),
        PatKind::Slice(a, rest, b) => a.iter().chain(b).any(binds) || matches!(rest, Some(Some(_))),
        _ => false,
    }
}

/// Whether a pattern binds by mutable reference.
fn needs_mut(p: &Pat) -> bool {
    match &p.kind {
        PatKind::Bind(_, b, sub) => *b == Binding::RefMut || sub.as_ref().is_some_and(|p| needs_mut(p)),
        PatKind::Fields(_, fields) => fields.iter().any(|(_, p)| needs_mut(p)),
        PatKind::Or(cases) => cases.iter().any(needs_mut),
        PatKind::Deref(p) => needs_mut(p),
        PatKind::Slice(a, rest, b) => a.iter().chain(b).any(needs_mut) || matches!(rest, Some(Some(p)) if needs_mut(p)),
        _ => false,
    }
}
