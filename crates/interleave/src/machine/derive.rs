//! What `derive` writes, and what std does for its own types: printing, cloning, defaults, comparison, part by part.
//!
//! Most values are simply copied or compared as a whole. That would be wrong where an impl of the program's own, or a library type whose
//! clone has an effect, is among the parts.

use std::collections::HashSet;

use super::code::{FunctionId, Instr};
use super::compile::Compiler;
use crate::request::Span;
use crate::types::items::{Shape, TraitId};
use crate::types::ty::{FnId, Ty};
use crate::value::Value;

/// How a value of a type is printed.
pub(super) enum Printer {
    /// By its parts, as `derive(Debug)` and std do.
    Structural,
    /// By an impl of the program's; so many `&mut` are to be followed first.
    Impl(FnId, Vec<Ty>, u32),
    /// One of its parts has an impl of the program's.
    Refused(String),
    None,
}

impl Compiler {
    fn known_trait(&self, name: &str) -> TraitId {
        self.cx.items.known_traits[name]
    }

    /// How `{}` or `{:?}` prints a type.
    pub(super) fn printer(&mut self, ty: &Ty, debug: bool) -> Printer {
        let mut ty = self.resolve(ty);
        let mut follow = 0;
        loop {
            match &ty {
                Ty::Ref(mutable, inner) => {
                    follow += u32::from(*mutable);
                    ty = self.resolve(inner);
                }
                Ty::Adt(id, args)
                    if self.cx.items.adts[*id as usize].library && &*self.cx.items.adts[*id as usize].name == "Box" =>
                {
                    ty = self.resolve(&args[0])
                }
                _ => break,
            }
        }
        let def = self.known_trait(if debug { "Debug" } else { "Display" });
        if let Ty::Adt(id, _) = &ty
            && let Some((imp, args)) = self.cx.impl_of(&ty, def)
            && let Some(f) = self.cx.items.impls[imp as usize].fns.first().copied()
        {
            let _ = id;
            return Printer::Impl(f, args, follow);
        }
        let mut seen = HashSet::new();
        match self.unprintable(&ty, &mut seen) {
            None => {
                let displayable = debug || self.displayable(&ty);
                if displayable { Printer::Structural } else { Printer::None }
            }
            Some(None) => Printer::None,
            Some(Some(what)) => Printer::Refused(what),
        }
    }

    fn displayable(&mut self, ty: &Ty) -> bool {
        match ty {
            Ty::Int(_) | Ty::Bool | Ty::Char | Ty::Str | Ty::Never | Ty::Error => true,
            Ty::Ref(_, t) => {
                let t = self.resolve(t);
                self.displayable(&t)
            }
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if !adt.library {
                    return false;
                }
                if let Some((_, target)) = &adt.deref {
                    let target = target.subst(args);
                    let target = self.resolve(&target);
                    return !matches!(target, Ty::Slice(_)) && self.displayable(&target);
                }
                matches!(
                    &*adt.name,
                    "IoError"
                        | "BorrowError"
                        | "BorrowMutError"
                        | "FmtError"
                        | "PoisonError"
                        | "SendError"
                        | "RecvError"
                        | "TryRecvError"
                        | "ParseIntError"
                        | "TryFromIntError"
                        | "AccessError"
                        | "RecvTimeoutError"
                        | "TrySendError"
                        | "TryLockError"
                )
            }
            _ => false,
        }
    }

    /// A part of a type that cannot be printed by parts; `None` inside where the type has no `Debug` at all.
    #[allow(clippy::option_option)]
    fn unprintable(&mut self, ty: &Ty, seen: &mut HashSet<Ty>) -> Option<Option<String>> {
        let ty = self.resolve(ty);
        if !seen.insert(ty.clone()) {
            return None;
        }
        match &ty {
            Ty::Ref(_, t) | Ty::Slice(t) => self.unprintable(t, seen),
            Ty::Array(a) => self.unprintable(&a.0, seen),
            Ty::Tuple(t) => t.iter().find_map(|t| self.unprintable(t, seen)),
            Ty::Ptr(..) => Some(None),
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if adt.library {
                    if matches!(
                        &*adt.name,
                        "Mutex"
                            | "RwLock"
                            | "Atomic"
                            | "Condvar"
                            | "Once"
                            | "OnceLock"
                            | "LazyLock"
                            | "JoinHandle"
                            | "ScopedJoinHandle"
                            | "Sender"
                            | "Receiver"
                            | "SyncSender"
                            | "Barrier"
                            | "Cell"
                            | "RefCell"
                            | "UnsafeCell"
                            | "Thread"
                    ) {
                        return Some(Some(self.cx.show(&ty)));
                    }
                    // A payload that nobody prints.
                    if matches!(
                        &*adt.name,
                        "IoError"
                            | "BorrowError"
                            | "BorrowMutError"
                            | "FmtError"
                            | "PoisonError"
                            | "SendError"
                            | "TrySendError"
                            | "Any"
                    ) {
                        return None;
                    }
                    let args: Vec<Ty> = args.to_vec();
                    return args.iter().find_map(|t| self.unprintable(t, seen));
                }
                let def = self.known_trait("Debug");
                if self.cx.impl_of(&ty, def).is_some() {
                    return Some(Some(self.cx.show(&ty)));
                }
                if !adt.derives.iter().any(|d| &**d == "Debug") {
                    return Some(None);
                }
                let fields: Vec<Ty> =
                    adt.variants.iter().flat_map(|v| v.fields.iter()).map(|(_, t)| t.subst(args)).collect();
                fields.iter().find_map(|t| {
                    let t = self.cx.normalize(t);
                    self.unprintable(&t, seen)
                })
            }
            _ => None,
        }
    }

    /// Whether comparing values of the type as a whole would pass over an impl of the program's own.
    pub(super) fn own_comparison(&mut self, ty: &Ty, seen: &mut HashSet<Ty>) -> bool {
        let ty = self.resolve(ty);
        if !seen.insert(ty.clone()) {
            return false;
        }
        match &ty {
            Ty::Ref(_, t) | Ty::Slice(t) => self.own_comparison(t, seen),
            Ty::Array(a) => self.own_comparison(&a.0, seen),
            Ty::Tuple(t) => t.iter().any(|t| self.own_comparison(t, seen)),
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if !adt.library {
                    for name in ["PartialEq", "PartialOrd", "Ord"] {
                        let def = self.known_trait(name);
                        if self.cx.impl_of(&ty, def).is_some() {
                            return true;
                        }
                    }
                    let fields: Vec<Ty> =
                        adt.variants.iter().flat_map(|v| v.fields.iter()).map(|(_, t)| t.subst(args)).collect();
                    return fields.iter().any(|t| {
                        let t = self.cx.normalize(t);
                        self.own_comparison(&t, seen)
                    });
                }
                let args: Vec<Ty> = args.to_vec();
                args.iter().any(|t| self.own_comparison(t, seen))
            }
            _ => false,
        }
    }

    /// Whether copying a value is all that cloning it does.
    pub(super) fn clones_by_copy(&mut self, ty: &Ty, seen: &mut HashSet<Ty>) -> bool {
        let ty = self.resolve(ty);
        if !seen.insert(ty.clone()) {
            return true;
        }
        match &ty {
            Ty::Ref(..) => true,
            Ty::Slice(t) => self.clones_by_copy(t, seen),
            Ty::Array(a) => self.clones_by_copy(&a.0, seen),
            Ty::Tuple(t) => t.iter().all(|t| self.clones_by_copy(t, seen)),
            Ty::Closure(_) => !self.needs_drop(&ty),
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if self.needs_drop(&ty) {
                    return false;
                }
                if adt.library {
                    let args: Vec<Ty> = args.to_vec();
                    return matches!(&*adt.name, "Arc") || args.iter().all(|t| self.clones_by_copy(t, seen));
                }
                let def = self.known_trait("Clone");
                if self.cx.impl_of(&ty, def).is_some() {
                    return false;
                }
                let fields: Vec<Ty> =
                    adt.variants.iter().flat_map(|v| v.fields.iter()).map(|(_, t)| t.subst(args)).collect();
                fields.iter().all(|t| {
                    let t = self.cx.normalize(t);
                    self.clones_by_copy(&t, seen)
                })
            }
            _ => true,
        }
    }

    /// The function that a derived impl of `Clone` or `Default` is: for each field, the field's own.
    pub(super) fn derived(&mut self, ty: &Ty, method: &'static str, at: Span) -> Option<FunctionId> {
        let ty = self.resolve(ty);
        if let Some(&f) = self.derived.get(&(ty.clone(), method)) {
            return Some(f);
        }
        let known = match &ty {
            Ty::Tuple(_) => true,
            Ty::Array(_) => true,
            Ty::Adt(id, _) => {
                let wanted = if method == "clone" { "Clone" } else { "Default" };
                self.cx.items.adts[*id as usize].derives.iter().any(|d| &**d == wanted)
            }
            _ => false,
        };
        if !known {
            return None;
        }
        let number = self.reserve(method.into(), true);
        self.derived.insert((ty.clone(), method), number);
        self.want_derived(ty, method, number, at);
        Some(number)
    }

    /// Compiles it.
    pub(super) fn compile_derived(&mut self, ty: &Ty, method: &'static str, number: FunctionId, at: Span) {
        self.cx.site = at;
        let none = Span::default();
        let start = self.code.instrs.len() as u32;
        let variants: Vec<(Vec<Ty>, Shape)> = match ty {
            Ty::Tuple(t) => vec![(t.to_vec(), Shape::Tuple)],
            Ty::Array(a) => match self.resolve(&a.1) {
                Ty::Len(n) => vec![(vec![a.0.clone(); n as usize], Shape::Tuple)],
                _ => Vec::new(),
            },
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                adt.variants
                    .iter()
                    .map(|v| {
                        let fields = v.fields.iter().map(|(_, t)| t.subst(args)).collect::<Vec<_>>();
                        (fields.iter().map(|t| self.cx.normalize(t)).collect(), v.shape)
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        let is_enum = matches!(ty, Ty::Adt(id, _) if self.cx.items.adts[*id as usize].is_enum);
        let default_variant = match ty {
            Ty::Adt(id, _) if method == "default" && is_enum => self.cx.items.adts[*id as usize].default_variant,
            _ => None,
        };
        for (v, (fields, _)) in variants.iter().enumerate() {
            if method == "default" && is_enum && default_variant != Some(v as u32) {
                continue;
            }
            let skip = (method == "clone" && is_enum).then(|| {
                self.emit(Instr::Load(0), none);
                self.emit(Instr::IsVariant(v as u32), none);
                self.emit(Instr::JumpUnless(0), none)
            });
            for (i, t) in fields.iter().enumerate() {
                if method == "clone" {
                    self.emit(Instr::Load(0), none);
                    self.emit(Instr::Field(i as u32), none);
                    let receiver = Ty::reference(false, t.clone());
                    match self.cx.method(&receiver, "clone") {
                        Some(found) => self.emit_call(found.function, &found.args, 1, none),
                        None => {
                            let what = self.cx.show(t);
                            self.cx.refuse(at, format!("`{what}` cannot be cloned"), "");
                        }
                    }
                } else {
                    let found = self.cx.associated(t, "default");
                    match found.as_slice() {
                        [(f, args)] => self.emit_call(*f, &args.clone(), 0, none),
                        _ => {
                            let what = self.cx.show(t);
                            self.cx.refuse(at, format!("`{what}` has no default"), "");
                        }
                    }
                }
            }
            let n = fields.len() as u32;
            if is_enum {
                self.emit(Instr::Variant { variant: v as u32, fields: n }, none);
            } else if n == 0 && matches!(ty, Ty::Tuple(_)) {
                let unit = self.constant(Value::Unit);
                self.emit(Instr::Push(unit), none);
            } else {
                self.emit(Instr::Aggregate(n), none);
            }
            self.emit(Instr::Return, none);
            if let Some(skip) = skip {
                self.code.instrs[skip as usize] = Instr::JumpUnless(self.code.instrs.len() as u32);
            }
        }
        self.emit(Instr::Refused, none);
        let parameters = u32::from(method == "clone");
        let f = &mut self.code.functions[number as usize];
        (f.start, f.parameters, f.slots) = (start, parameters, parameters);
    }
}
