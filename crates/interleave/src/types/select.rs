//! Which function a method call means, which impl a bound selects, and what follows for types.

use std::rc::Rc;

use super::Context;
use super::items::{Bound, ImplId, Name, Owner, TraitId};
use super::ty::{FnId, Ty, Tys};

/// Something about types that must hold, once enough of them is known.
#[derive(Clone, Debug)]
pub enum Obligation {
    /// `<base as _>::name == is`.
    Projection { base: Ty, name: Name, is: Ty },
    /// `ty` can be called so.
    Callable { ty: Ty, args: Tys, ret: Ty },
    /// `ty: Trait<args, assoc>`.
    Implements { ty: Ty, def: TraitId, args: Tys, assoc: Vec<(Name, Ty)> },
}

/// One step from a receiver to what may have the method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Builtin,
    Overloaded,
    Unsize,
}

/// How a receiver must be borrowed for the method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Autoref {
    None,
    Shared,
    Mut,
}

/// A method that was found.
#[derive(Debug)]
pub struct Found {
    pub function: FnId,
    /// Type arguments, those of the impl inferred, those of the method fresh.
    pub args: Vec<Ty>,
    pub steps: Vec<Step>,
    pub autoref: Autoref,
}

impl Context {
    /// The signature of something that can be called.
    pub fn signature(&mut self, ty: &Ty) -> Option<(Tys, Ty)> {
        match self.infer.shallow(ty) {
            Ty::Closure(id) => {
                let c = &self.closures[id as usize];
                Some((c.param_tys.clone(), c.ret.clone()))
            }
            Ty::FnDef(id, args) => {
                let f = self.items.fns[id as usize].clone();
                let params = f.params.iter().map(|(_, t)| self.normalize(&t.subst(&args))).collect();
                let ret = if f.returns_impl { self.opaque(id, &args) } else { self.normalize(&f.ret.subst(&args)) };
                Some((params, ret))
            }
            Ty::Ctor(id, v, args) => {
                let fields = self.items.adts[id as usize].variants[v as usize].fields.clone();
                Some((fields.iter().map(|(_, t)| t.subst(&args)).collect(), Ty::Adt(id, args)))
            }
            Ty::FnPtr(args, ret) | Ty::DynFn(_, args, ret) => Some((args, (*ret).clone())),
            Ty::Ref(_, t) => self.signature(&t),
            ref adt @ Ty::Adt(_, ref args) if ["Box", "Arc", "Rc"].iter().any(|n| self.items.is(adt, n)) => {
                self.signature(&args[0])
            }
            _ => None,
        }
    }

    /// The type behind `-> impl Trait`.
    pub fn opaque(&mut self, id: FnId, args: &[Ty]) -> Ty {
        let args: Tys = args.iter().map(|a| self.infer.resolve(a)).collect();
        super::check::body(self, id, &args).map_or(Ty::Error, |b| self.infer.resolve(&b.ret))
    }

    /// Replaces projections by what they stand for, as far as that is known; unknown ones become variables and obligations.
    pub fn normalize(&mut self, ty: &Ty) -> Ty {
        if !ty.any(&mut |t| matches!(t, Ty::Assoc(..))) {
            return ty.clone();
        }
        self.normalize_deep(ty)
    }

    fn normalize_deep(&mut self, ty: &Ty) -> Ty {
        let all = |cx: &mut Context, tys: &Tys| tys.iter().map(|t| cx.normalize_deep(t)).collect::<Tys>();
        match ty {
            Ty::Assoc(base, name) => {
                let base = self.normalize_deep(base);
                match self.project(&base, name) {
                    Some(ty) => ty,
                    None => {
                        let is = self.infer.fresh();
                        self.pending.push(Obligation::Projection { base, name: name.clone(), is: is.clone() });
                        is
                    }
                }
            }
            Ty::Tuple(t) => Ty::Tuple(all(self, t)),
            Ty::Array(a) => Ty::Array(Rc::new((self.normalize_deep(&a.0), a.1.clone()))),
            Ty::Slice(t) => Ty::Slice(Rc::new(self.normalize_deep(t))),
            Ty::Ref(m, t) => Ty::Ref(*m, Rc::new(self.normalize_deep(t))),
            Ty::Ptr(m, t) => Ty::Ptr(*m, Rc::new(self.normalize_deep(t))),
            Ty::Adt(id, t) => Ty::Adt(*id, all(self, t)),
            Ty::FnPtr(t, r) => Ty::FnPtr(all(self, t), Rc::new(self.normalize_deep(r))),
            Ty::DynFn(o, t, r) => Ty::DynFn(*o, all(self, t), Rc::new(self.normalize_deep(r))),
            _ => ty.clone(),
        }
    }

    /// `<base as _>::name`, if the base is known.
    fn project(&mut self, base: &Ty, name: &str) -> Option<Ty> {
        let base = self.infer.shallow(base);
        if matches!(base, Ty::Var(_)) {
            return None;
        }
        if base == Ty::Error {
            return Some(Ty::Error);
        }
        // Blanket impls last: `I::Item` of an iterator is what its own impl says.
        for blanket in [false, true] {
            for id in 0..self.items.impls.len() as u32 {
                let i = &self.items.impls[id as usize];
                let Some((_, assoc)) = i.assoc.iter().find(|(n, _)| **n == *name) else { continue };
                if matches!(i.self_ty, Ty::Param(_)) != blanket {
                    continue;
                }
                let assoc = assoc.clone();
                let snapshot = self.infer.snapshot();
                if let Some(args) = self.match_impl(id, &base, None) {
                    return Some(self.normalize(&assoc.subst(&args)));
                }
                self.infer.rollback(snapshot);
            }
        }
        None
    }

    /// Fits an impl to a self type (and trait arguments); gives the impl's type arguments. On failure the caller rolls back.
    pub fn match_impl(&mut self, id: ImplId, self_ty: &Ty, trait_args: Option<&[Ty]>) -> Option<Vec<Ty>> {
        let i = self.items.impls[id as usize].clone();
        // Most impls are of another type: look at the heads before anything is built.
        match (&i.self_ty, self_ty) {
            (Ty::Adt(a, _), Ty::Adt(b, _)) if a != b => return None,
            (
                Ty::Adt(..),
                Ty::Int(_)
                | Ty::Bool
                | Ty::Char
                | Ty::Str
                | Ty::Ref(..)
                | Ty::Tuple(_)
                | Ty::Slice(_)
                | Ty::Array(_)
                | Ty::Closure(_)
                | Ty::FnDef(..)
                | Ty::Ptr(..),
            ) => return None,
            (
                Ty::Ref(..) | Ty::Slice(_) | Ty::Array(_) | Ty::Str | Ty::Bool | Ty::Char | Ty::Int(_) | Ty::Ptr(..),
                Ty::Adt(..),
            ) => return None,
            _ => {}
        }
        let args: Vec<Ty> = i
            .generics
            .iter()
            .enumerate()
            .map(|(n, _)| if i.integers && n == 0 { self.infer.fresh_int() } else { self.infer.fresh() })
            .collect();
        let pattern = i.self_ty.subst(&args);
        let pattern = self.normalize(&pattern);
        if !self.infer.unify(&pattern, self_ty) {
            return None;
        }
        if let (Some(wanted), Some((_, given))) = (trait_args, &i.of) {
            for (w, g) in wanted.iter().zip(given.iter()) {
                let g = g.subst(&args);
                let g = self.normalize(&g);
                if !self.infer.unify(w, &g) {
                    return None;
                }
            }
        }
        // A blanket impl is only for those that fulfil its bounds.
        if matches!(i.self_ty, Ty::Param(_) | Ty::Ref(..)) {
            for bound in &i.bounds {
                if let Bound::Trait { ty, def, .. } = bound {
                    let ty = self.infer.shallow(&ty.subst(&args));
                    if !matches!(ty, Ty::Var(_)) && self.has_impls(*def) && !self.implements(&ty, *def) {
                        return None;
                    }
                }
            }
        }
        self.bounds_follow(&i.bounds, &args);
        Some(args)
    }

    fn has_impls(&self, def: TraitId) -> bool {
        self.items.trait_impls.contains_key(&def)
    }

    /// Whether some impl of the trait fits the type.
    pub fn implements(&mut self, ty: &Ty, def: TraitId) -> bool {
        self.impl_of(ty, def).is_some()
    }

    /// The impl of a trait that fits a type, with its type arguments; nothing is inferred from it.
    pub fn impl_of(&mut self, ty: &Ty, def: TraitId) -> Option<(ImplId, Vec<Ty>)> {
        for id in self.items.trait_impls.get(&def).cloned().unwrap_or_default() {
            let (snapshot, pending) = (self.infer.snapshot(), self.pending.len());
            let found = self.match_impl(id, ty, None).map(|args| args.iter().map(|a| self.infer.resolve(a)).collect());
            self.infer.rollback(snapshot);
            self.pending.truncate(pending);
            if let Some(args) = found {
                return Some((id, args));
            }
        }
        None
    }

    /// Registers bounds of an impl or function as obligations.
    pub fn bounds_follow(&mut self, bounds: &[Bound], args: &[Ty]) {
        for bound in bounds {
            match bound {
                Bound::Fn { ty, args: params, ret, .. } => {
                    let ty = self.normalize(&ty.subst(args));
                    let params = params
                        .iter()
                        .map(|p| {
                            let p = p.subst(args);
                            self.normalize(&p)
                        })
                        .collect();
                    let ret = self.normalize(&ret.subst(args));
                    self.pending.push(Obligation::Callable { ty, args: params, ret });
                }
                Bound::Trait { ty, def, args: params, assoc } => {
                    if params.is_empty() && assoc.is_empty() {
                        continue;
                    }
                    let ty = self.normalize(&ty.subst(args));
                    let params = params
                        .iter()
                        .map(|p| {
                            let p = p.subst(args);
                            self.normalize(&p)
                        })
                        .collect();
                    let assoc = assoc
                        .iter()
                        .map(|(n, t)| {
                            let t = t.subst(args);
                            (n.clone(), self.normalize(&t))
                        })
                        .collect();
                    self.pending.push(Obligation::Implements { ty, def: *def, args: params, assoc });
                }
            }
        }
    }

    /// Works off what has become decidable.
    pub fn solve(&mut self) {
        loop {
            let mut progress = false;
            for obligation in std::mem::take(&mut self.pending) {
                if self.solve_one(&obligation) {
                    progress = true;
                } else {
                    self.pending.push(obligation);
                }
            }
            if !progress || self.pending.is_empty() {
                return;
            }
        }
    }

    fn solve_one(&mut self, obligation: &Obligation) -> bool {
        match obligation {
            Obligation::Projection { base, name, is } => match self.project(base, name) {
                Some(ty) => {
                    self.infer.unify(&ty, is);
                    true
                }
                None => false,
            },
            Obligation::Callable { ty, args, ret } => {
                let Some((params, result)) = self.signature(ty) else { return false };
                self.infer.unify_all(args, &params);
                self.infer.unify(ret, &result);
                true
            }
            Obligation::Implements { ty, def, args, assoc } => {
                let known = self.infer.shallow(ty);
                if matches!(known, Ty::Var(_)) && !self.infer.is_int_var(&known) {
                    return false;
                }
                for (name, is) in assoc {
                    match self.project(&known, name) {
                        Some(found) => {
                            self.infer.unify(&found, is);
                        }
                        None => return false,
                    }
                }
                if args.is_empty() || matches!(known, Ty::Var(_)) {
                    return true;
                }
                // The one impl that fits decides.
                let mut fitting = Vec::new();
                for id in self.items.trait_impls.get(def).cloned().unwrap_or_default() {
                    let (snapshot, pending) = (self.infer.snapshot(), self.pending.len());
                    if self.match_impl(id, &known, Some(args)).is_some() {
                        fitting.push(id);
                    }
                    self.infer.rollback(snapshot);
                    self.pending.truncate(pending);
                }
                match fitting.as_slice() {
                    [id] => {
                        self.match_impl(*id, &known, Some(args));
                        true
                    }
                    [] => true,
                    _ => false,
                }
            }
        }
    }

    /// What `*x` is, for an `x` of this type, and whether an impl of `Deref` says so.
    pub fn deref(&mut self, ty: &Ty) -> Option<(Ty, Step)> {
        match self.infer.shallow(ty) {
            Ty::Ref(_, t) => Some(((*t).clone(), Step::Builtin)),
            ref adt @ Ty::Adt(id, ref args) => {
                if let Some((_, target)) = &self.items.adts[id as usize].deref {
                    return Some((target.subst(args), Step::Builtin));
                }
                let def = *self.items.known_traits.get("Deref")?;
                let (id, args) = self.impl_of(adt, def)?;
                let target = self.items.impls[id as usize].assoc.iter().find(|(n, _)| &**n == "Target")?.1.subst(&args);
                Some((self.normalize(&target), Step::Overloaded))
            }
            _ => None,
        }
    }

    /// Whether the type can be cloned: an impl, a derive, or a primitive.
    pub fn is_clone(&mut self, ty: &Ty) -> bool {
        let ty = self.infer.shallow(ty);
        match &ty {
            Ty::Ref(mutable, _) => !mutable,
            Ty::Tuple(t) => t.iter().all(|t| self.is_clone(t)),
            Ty::Array(a) => self.is_clone(&a.0),
            Ty::Adt(id, args) => {
                let adt = self.items.adts[*id as usize].clone();
                if adt.derives.iter().any(|d| &**d == "Clone") {
                    return !adt.library
                        || args.iter().all(|a| self.is_clone(a))
                        || &*adt.name == "Arc"
                        || &*adt.name == "Rc";
                }
                self.items.known_traits.get("Clone").copied().is_some_and(|def| self.impl_of(&ty, def).is_some())
            }
            Ty::Closure(_)
            | Ty::Int(_)
            | Ty::Bool
            | Ty::Char
            | Ty::Never
            | Ty::FnDef(..)
            | Ty::FnPtr(..)
            | Ty::Ctor(..)
            | Ty::Ptr(..)
            | Ty::Var(_)
            | Ty::Error => true,
            _ => false,
        }
    }

    /// Finds the method `name` for a receiver of this type, the way rustc does: along the chain of dereferences, at each type
    /// by value, then by reference, then by mutable reference; inherent before trait.
    pub fn method(&mut self, receiver: &Ty, name: &str) -> Option<Found> {
        let candidates = self.items.methods.get(name)?.clone();
        let mut ty = self.infer.shallow(receiver);
        let mut steps = Vec::new();
        loop {
            for autoref in [Autoref::None, Autoref::Shared, Autoref::Mut] {
                let wanted = match autoref {
                    Autoref::None => ty.clone(),
                    Autoref::Shared => Ty::reference(false, ty.clone()),
                    Autoref::Mut => Ty::reference(true, ty.clone()),
                };
                if let Some((function, args)) = self.pick(&candidates, &wanted) {
                    return Some(Found { function, args, steps, autoref });
                }
            }
            let (next, step) = match self.deref(&ty) {
                Some(next) => next,
                None => match &ty {
                    Ty::Array(a) => (Ty::Slice(Rc::new(a.0.clone())), Step::Unsize),
                    _ => return None,
                },
            };
            steps.push(step);
            ty = self.infer.shallow(&next);
            if steps.len() > 16 {
                return None;
            }
        }
    }

    /// The candidate whose receiver has exactly this type.
    fn pick(&mut self, candidates: &[FnId], receiver: &Ty) -> Option<(FnId, Vec<Ty>)> {
        // Inherent first, then impls of traits, then default methods, then what is there for any type.
        for rank in 0..4 {
            for &id in candidates {
                let f = self.items.fns[id as usize].clone();
                if !f.method {
                    continue;
                }
                let this = match f.owner {
                    Owner::Impl(i) => match &self.items.impls[i as usize] {
                        i if i.any => 3,
                        i if i.of.is_some() => 1,
                        _ => 0,
                    },
                    Owner::Trait(_) => 2,
                    Owner::Free => continue,
                };
                if this != rank {
                    continue;
                }
                let (snapshot, pending) = (self.infer.snapshot(), self.pending.len());
                if let Some(mut args) = self.fits(&f.owner, &f.params[0].1, receiver, &f.name) {
                    while args.len() < f.generics.len() {
                        args.push(self.infer.fresh());
                    }
                    return Some((id, args));
                }
                self.infer.rollback(snapshot);
                self.pending.truncate(pending);
            }
        }
        None
    }

    fn fits(&mut self, owner: &Owner, pattern: &Ty, receiver: &Ty, name: &str) -> Option<Vec<Ty>> {
        // The self type that the receiver implies.
        let strip = |ty: &Ty, like: &Ty| match (like, ty) {
            (Ty::Ref(m, _), Ty::Ref(n, t)) if m == n => Some((**t).clone()),
            (Ty::Ref(..), _) => None,
            (_, t) => Some(t.clone()),
        };
        match owner {
            Owner::Impl(id) => {
                let i = self.items.impls[*id as usize].clone();
                let by_ref = matches!(pattern, Ty::Ref(..)) && !matches!(i.self_ty, Ty::Ref(..));
                let boxed = matches!((pattern, &i.self_ty), (Ty::Adt(p, _), s) if !matches!(s, Ty::Adt(q, _) if p == q) && !matches!(s, Ty::Param(_)));
                let self_ty = if boxed {
                    // `self: Box<Self>`, `self: Arc<Self>`.
                    match (receiver, pattern) {
                        (Ty::Adt(r, args), Ty::Adt(p, _)) if r == p => self.infer.shallow(args.first()?),
                        _ => return None,
                    }
                } else if by_ref || matches!(pattern, Ty::Ref(..)) && pattern != &i.self_ty {
                    strip(receiver, pattern)?
                } else {
                    receiver.clone()
                };
                let self_ty = self.infer.shallow(&self_ty);
                if matches!(self_ty, Ty::Var(_))
                    && !(i.integers && self.infer.is_int_var(&self_ty))
                    && !(i.any && self.infer.is_int_var(&self_ty))
                {
                    return None;
                }
                if i.any && name == "clone" && !self.is_clone(&self_ty) {
                    return None;
                }
                self.match_impl(*id, &self_ty, None)
            }
            Owner::Trait(def) => {
                let self_ty = strip(receiver, pattern)?;
                let self_ty = self.infer.shallow(&self_ty);
                if matches!(self_ty, Ty::Var(_)) || !self.implements(&self_ty, *def) {
                    return None;
                }
                let mut args = vec![self_ty];
                let wanted = self.items.traits[*def as usize].generics.len();
                while args.len() < wanted {
                    args.push(self.infer.fresh());
                }
                Some(args)
            }
            Owner::Free => None,
        }
    }

    /// The functions `Type::name`.
    pub fn associated(&mut self, ty: &Ty, name: &str) -> Vec<(FnId, Vec<Ty>)> {
        let ty = self.infer.shallow(ty);
        let candidates = self.items.methods.get(name).cloned().unwrap_or_default();
        for rank in 0..4 {
            let mut found = Vec::new();
            for &id in &candidates {
                let f = self.items.fns[id as usize].clone();
                let (snapshot, pending) = (self.infer.snapshot(), self.pending.len());
                let args = match f.owner {
                    Owner::Impl(i) => {
                        let this = match &self.items.impls[i as usize] {
                            i if i.any => 3,
                            i if i.of.is_some() => 1,
                            _ => 0,
                        };
                        if this != rank { None } else { self.match_impl(i, &ty, None) }
                    }
                    Owner::Trait(def) if rank == 2 && self.implements(&ty, def) => {
                        let wanted = self.items.traits[def as usize].generics.len();
                        let mut args = vec![ty.clone()];
                        while args.len() < wanted {
                            args.push(self.infer.fresh());
                        }
                        Some(args)
                    }
                    _ => None,
                };
                if let Some(mut args) = args {
                    while args.len() < f.generics.len() {
                        args.push(self.infer.fresh());
                    }
                    found.push((id, args, snapshot, pending));
                } else {
                    self.infer.rollback(snapshot);
                    self.pending.truncate(pending);
                }
            }
            match found.len() {
                0 => {}
                1 => return found.into_iter().map(|(id, args, ..)| (id, args)).collect(),
                _ => {
                    // Several: nothing may be inferred yet.
                    let (snapshot, pending) = (found[0].2, found[0].3);
                    self.infer.rollback(snapshot);
                    self.pending.truncate(pending);
                    return found.into_iter().map(|(id, ..)| (id, Vec::new())).collect();
                }
            }
        }
        Vec::new()
    }

    /// The function that a call means once all types are known: a trait's method becomes the impl's.
    pub fn instance(&mut self, id: FnId, args: &[Ty]) -> (FnId, Vec<Ty>) {
        let args: Vec<Ty> = args.iter().map(|a| self.infer.resolve(a)).collect();
        let f = self.items.fns[id as usize].clone();
        let Owner::Trait(def) = f.owner else { return (id, args) };
        if args[..f.outer_generics].iter().any(|a| matches!(a, Ty::Var(_))) {
            let (site, name) = (self.site, f.name.clone());
            self.refuse_unknown(site, format!("which `{name}` is meant is not known here"), "write the types out");
            return (id, args);
        }
        for i in self.items.trait_impls.get(&def).cloned().unwrap_or_default() {
            let (snapshot, pending) = (self.infer.snapshot(), self.pending.len());
            let trait_args = self.items.traits[def as usize].generics.len() - 1;
            if let Some(impl_args) = self.match_impl(i, &args[0], Some(&args[1..=trait_args])) {
                self.solve();
                let own = self.items.impls[i as usize]
                    .fns
                    .iter()
                    .copied()
                    .find(|&g| self.items.fns[g as usize].name == f.name);
                if let Some(own) = own {
                    let mut all: Vec<Ty> = impl_args.iter().map(|a| self.infer.resolve(a)).collect();
                    all.extend_from_slice(&args[f.outer_generics..]);
                    return (own, all);
                }
                return (id, args);
            }
            self.infer.rollback(snapshot);
            self.pending.truncate(pending);
        }
        // What every type has: `T: From<T>`, derived defaults.
        if f.body.is_none() {
            for &g in self.items.methods.get(&f.name).into_iter().flatten() {
                if let Owner::Impl(i) = self.items.fns[g as usize].owner
                    && self.items.impls[i as usize].any
                {
                    return (g, vec![args[0].clone()]);
                }
            }
        }
        (id, args)
    }
}
