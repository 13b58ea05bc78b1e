//! Types, and the unification that infers them.

use std::rc::Rc;

use crate::value::IntTy;

/// Index of a struct or enum in [`Items`](super::items::Items).
pub type AdtId = u32;
/// Index of a function in [`Items`](super::items::Items).
pub type FnId = u32;
/// Index of a closure expression, per instantiation of the function that it stands in.
pub type ClosureId = u32;

/// Several types.
pub type Tys = Rc<[Ty]>;

/// A type. Lifetimes are rustc's business.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    /// To be inferred.
    Var(u32),
    /// Refused already: fits everything, so that one mistake is reported once.
    Error,
    Never,
    Bool,
    Char,
    Str,
    Int(IntTy),
    Tuple(Tys),
    /// The second is a [`Ty::Len`].
    Array(Rc<(Ty, Ty)>),
    Slice(Rc<Ty>),
    /// `true` for `&mut`.
    Ref(bool, Rc<Ty>),
    /// `true` for `*mut`.
    Ptr(bool, Rc<Ty>),
    Adt(AdtId, Tys),
    /// A function item, with its type arguments.
    FnDef(FnId, Tys),
    /// The constructor of a tuple struct or variant, as a function.
    Ctor(AdtId, u32, Tys),
    FnPtr(Tys, Rc<Ty>),
    Closure(ClosureId),
    /// `dyn Fn(…) -> …`, and whether it is `FnOnce`; the last is the result.
    DynFn(bool, Tys, Rc<Ty>),
    /// Any other `dyn Trait`, as a type that only pointers to exist.
    Dyn(Rc<str>),
    /// A length, the argument of a const parameter.
    Len(u64),
    /// A type parameter, by its position.
    Param(u32),
    /// `<T as Trait>::Name`, not yet known.
    Assoc(Rc<Ty>, Rc<str>),
}

impl Ty {
    /// `()`.
    #[must_use]
    pub fn unit() -> Ty {
        Ty::Tuple(Rc::new([]))
    }

    /// `&T` or `&mut T`.
    #[must_use]
    pub fn reference(mutable: bool, to: Ty) -> Ty {
        Ty::Ref(mutable, Rc::new(to))
    }

    /// Whether it is `()`.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        matches!(self, Ty::Tuple(t) if t.is_empty())
    }

    /// Rebuilds the type from the bottom up, with `f` applied to every leaf and rebuilt node.
    fn map(&self, f: &mut impl FnMut(&Ty) -> Option<Ty>) -> Ty {
        if let Some(ty) = f(self) {
            return ty;
        }
        let all = |tys: &Tys, f: &mut _| tys.iter().map(|t| t.map(f)).collect::<Tys>();
        match self {
            Ty::Tuple(t) => Ty::Tuple(all(t, f)),
            Ty::Array(a) => Ty::Array(Rc::new((a.0.map(f), a.1.map(f)))),
            Ty::Slice(t) => Ty::Slice(Rc::new(t.map(f))),
            Ty::Ref(m, t) => Ty::Ref(*m, Rc::new(t.map(f))),
            Ty::Ptr(m, t) => Ty::Ptr(*m, Rc::new(t.map(f))),
            Ty::Adt(id, t) if !t.is_empty() => Ty::Adt(*id, all(t, f)),
            Ty::FnDef(id, t) => Ty::FnDef(*id, all(t, f)),
            Ty::Ctor(id, v, t) => Ty::Ctor(*id, *v, all(t, f)),
            Ty::FnPtr(t, r) => Ty::FnPtr(all(t, f), Rc::new(r.map(f))),
            Ty::DynFn(o, t, r) => Ty::DynFn(*o, all(t, f), Rc::new(r.map(f))),
            Ty::Assoc(t, name) => Ty::Assoc(Rc::new(t.map(f)), name.clone()),
            _ => self.clone(),
        }
    }

    /// Puts `args` in the place of the parameters.
    #[must_use]
    pub fn subst(&self, args: &[Ty]) -> Ty {
        if args.is_empty() {
            return self.clone();
        }
        self.map(&mut |ty| if let Ty::Param(i) = ty { args.get(*i as usize).cloned() } else { None })
    }

    /// Whether `wanted` holds for the type or a part of it.
    pub fn any(&self, wanted: &mut impl FnMut(&Ty) -> bool) -> bool {
        let mut found = false;
        self.map(&mut |ty| {
            found |= wanted(ty);
            found.then(|| ty.clone())
        });
        found
    }
}

#[derive(Clone, Debug)]
enum Var {
    Free,
    /// Some integer type.
    FreeInt,
    Bound(Ty),
}

/// What is known about the types to be inferred.
#[derive(Default, Debug)]
pub struct Infer {
    vars: Vec<Var>,
    /// Which variables were bound, and what they were: to try a unification and take it back.
    trail: Vec<(u32, Var)>,
}

impl Infer {
    /// A new unknown type.
    pub fn fresh(&mut self) -> Ty {
        self.vars.push(Var::Free);
        Ty::Var(self.vars.len() as u32 - 1)
    }

    /// A new unknown integer type.
    pub fn fresh_int(&mut self) -> Ty {
        self.vars.push(Var::FreeInt);
        Ty::Var(self.vars.len() as u32 - 1)
    }

    /// The type as far as it is known at its root.
    #[must_use]
    pub fn shallow(&self, ty: &Ty) -> Ty {
        let mut ty = ty;
        while let Ty::Var(v) = ty {
            match &self.vars[*v as usize] {
                Var::Bound(next) => ty = next,
                _ => break,
            }
        }
        ty.clone()
    }

    /// The type as far as it is known.
    #[must_use]
    pub fn resolve(&self, ty: &Ty) -> Ty {
        ty.map(&mut |t| match t {
            Ty::Var(v) => match &self.vars[*v as usize] {
                Var::Bound(next) => Some(self.resolve(next)),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether it is an unknown integer type.
    #[must_use]
    pub fn is_int_var(&self, ty: &Ty) -> bool {
        matches!(self.shallow(ty), Ty::Var(v) if matches!(self.vars[v as usize], Var::FreeInt))
    }

    /// A point to go back to.
    #[must_use]
    pub fn snapshot(&self) -> usize {
        self.trail.len()
    }

    /// Forgets what was unified since the snapshot.
    pub fn rollback(&mut self, snapshot: usize) {
        while self.trail.len() > snapshot {
            let (v, old) = self.trail.pop().expect("longer than the snapshot");
            self.vars[v as usize] = old;
        }
    }

    fn bind(&mut self, v: u32, ty: Ty) {
        let old = std::mem::replace(&mut self.vars[v as usize], Var::Bound(ty));
        self.trail.push((v, old));
    }

    fn occurs(&self, v: u32, ty: &Ty) -> bool {
        self.resolve(ty).any(&mut |t| *t == Ty::Var(v))
    }

    /// Makes two types one. On failure some variables may have been bound: take a snapshot where that matters.
    pub fn unify(&mut self, a: &Ty, b: &Ty) -> bool {
        let (a, b) = (self.shallow(a), self.shallow(b));
        match (&a, &b) {
            (Ty::Var(v), Ty::Var(w)) if v == w => true,
            (Ty::Var(v), Ty::Var(w)) => {
                // An integer variable stays one.
                if matches!(self.vars[*v as usize], Var::FreeInt) {
                    self.bind(*w, a.clone())
                } else {
                    self.bind(*v, b.clone())
                }
                true
            }
            (Ty::Var(v), other) | (other, Ty::Var(v)) => {
                if matches!(self.vars[*v as usize], Var::FreeInt) && !matches!(other, Ty::Int(_) | Ty::Error) {
                    return false;
                }
                if self.occurs(*v, other) {
                    return false;
                }
                let other = other.clone();
                self.bind(*v, other);
                true
            }
            (Ty::Error, _) | (_, Ty::Error) => true,
            (Ty::Tuple(x), Ty::Tuple(y)) => self.unify_all(x, y),
            (Ty::Array(x), Ty::Array(y)) => self.unify(&x.0, &y.0) && self.unify(&x.1, &y.1),
            (Ty::Slice(x), Ty::Slice(y)) => self.unify(x, y),
            (Ty::Ref(m, x), Ty::Ref(n, y)) => m == n && self.unify(x, y),
            (Ty::Ptr(m, x), Ty::Ptr(n, y)) => m == n && self.unify(x, y),
            (Ty::Adt(i, x), Ty::Adt(j, y)) => i == j && self.unify_all(x, y),
            (Ty::FnDef(i, x), Ty::FnDef(j, y)) => i == j && self.unify_all(x, y),
            (Ty::Ctor(i, v, x), Ty::Ctor(j, w, y)) => i == j && v == w && self.unify_all(x, y),
            (Ty::FnPtr(x, r), Ty::FnPtr(y, s)) => self.unify_all(x, y) && self.unify(r, s),
            (Ty::DynFn(o, x, r), Ty::DynFn(p, y, s)) => o == p && self.unify_all(x, y) && self.unify(r, s),
            _ => a == b,
        }
    }

    /// Makes two lists of types one.
    pub fn unify_all(&mut self, a: &[Ty], b: &[Ty]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| self.unify(x, y))
    }

    /// Unknown integer types become `i32`, from variable `from` on.
    pub fn default_integers(&mut self, from: usize) {
        for v in from..self.vars.len() {
            if matches!(self.vars[v], Var::FreeInt) {
                self.bind(v as u32, Ty::Int(IntTy::I32));
            }
        }
    }

    /// How many variables there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vars.len()
    }

    /// Whether there are no variables.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vars.is_empty()
    }
}
