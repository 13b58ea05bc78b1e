//! What compiling must know of types: whether they are copied or moved, whether they have destructors, and where they lie in shared memory.

use std::collections::HashSet;

use super::code::Layout;
use super::compile::Compiler;
use crate::types::items::ImplId;
use crate::types::ty::{FnId, Ty};

impl Compiler {
    /// The type with everything inferred in it.
    pub(super) fn resolve(&self, ty: &Ty) -> Ty {
        self.cx.infer.resolve(ty)
    }

    /// Whether a use of a value leaves it where it was.
    pub(super) fn is_copy(&mut self, ty: &Ty) -> bool {
        match self.resolve(ty) {
            Ty::Bool
            | Ty::Char
            | Ty::Int(_)
            | Ty::Never
            | Ty::Ref(..)
            | Ty::Ptr(..)
            | Ty::FnDef(..)
            | Ty::FnPtr(..)
            | Ty::Ctor(..)
            | Ty::Error
            | Ty::Len(_) => true,
            Ty::Tuple(t) => t.iter().all(|t| self.is_copy(t)),
            Ty::Array(a) => self.is_copy(&a.0),
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[id as usize].clone();
                adt.derives.iter().any(|d| &**d == "Copy") && (!adt.library || args.iter().all(|a| self.is_copy(a)))
            }
            Ty::Closure(id) => match self.captures.get(&id).cloned() {
                Some(captures) => captures.iter().all(|c| {
                    c.mode != super::capture::Mode::Mut
                        && (c.mode == super::capture::Mode::Snapshot || self.is_copy(&c.ty))
                }),
                None => false,
            },
            _ => false,
        }
    }

    /// The impl of `Drop` for a type, if it has one that matters.
    pub(super) fn drop_impl(&mut self, ty: &Ty) -> Option<(FnId, Vec<Ty>)> {
        let Ty::Adt(id, args) = ty else { return None };
        let adt = self.cx.items.adts[*id as usize].clone();
        if adt.library {
            match &*adt.name {
                // What they own is dropped with them; without that, their end has no effect that anyone could see.
                "Mutex" | "RwLock" | "OnceLock" | "UnsafeCell" | "RefCell" | "Cell" | "Atomic"
                    if !self.needs_drop(&args[0]) =>
                {
                    return None;
                }
                "Arc" | "Rc" | "Weak" if !self.counted(&args[0]) => {
                    return None;
                }
                _ => {}
            }
        }
        let def = *self.cx.items.known_traits.get("Drop")?;
        let (imp, impl_args): (ImplId, Vec<Ty>) = self.cx.impl_of(ty, def)?;
        let f = self.cx.items.impls[imp as usize].fns.first().copied()?;
        Some((f, impl_args))
    }

    /// Whether the owners of an `Arc` of this type must be counted: when its end has an effect, or the program asks.
    pub(super) fn counted(&mut self, ty: &Ty) -> bool {
        self.counts || self.needs_drop(ty)
    }

    /// Whether dropping a value of this type does anything.
    pub(super) fn needs_drop(&mut self, ty: &Ty) -> bool {
        let ty = self.resolve(ty);
        if let Some(&known) = self.needs_drop.get(&ty) {
            return known;
        }
        let mut seen = HashSet::new();
        let result = self.needs_drop_in(&ty, &mut seen);
        self.needs_drop.insert(ty, result);
        result
    }

    fn needs_drop_in(&mut self, ty: &Ty, seen: &mut HashSet<Ty>) -> bool {
        let ty = self.resolve(ty);
        match &ty {
            Ty::Tuple(t) => t.iter().any(|t| self.needs_drop_in(t, seen)),
            Ty::Array(a) => self.needs_drop_in(&a.0, seen),
            Ty::Slice(t) => self.needs_drop_in(t, seen),
            // Which closure it is shows when it runs.
            Ty::DynFn(..) => true,
            Ty::Closure(id) => match self.captures.get(id).cloned() {
                Some(captures) => {
                    captures.iter().any(|c| c.mode == super::capture::Mode::Value && self.needs_drop_in(&c.ty, seen))
                }
                None => false,
            },
            Ty::Adt(id, args) => {
                if !seen.insert(ty.clone()) {
                    return false;
                }
                let adt = self.cx.items.adts[*id as usize].clone();
                if adt.library && matches!(&*adt.name, "Arc" | "Rc" | "Weak") && self.counts {
                    return true;
                }
                if adt.library && matches!(&*adt.name, "PhantomData" | "ManuallyDrop" | "MaybeUninit") {
                    return false;
                }
                if !(adt.library
                    && matches!(
                        &*adt.name,
                        "Mutex"
                            | "RwLock"
                            | "OnceLock"
                            | "UnsafeCell"
                            | "RefCell"
                            | "Cell"
                            | "Atomic"
                            | "Arc"
                            | "Rc"
                            | "Weak"
                    ))
                    && self.drop_impl(&ty).is_some()
                {
                    return true;
                }
                adt.variants.iter().flat_map(|v| v.fields.iter()).any(|(_, t)| {
                    let t = t.subst(args);
                    let t = self.cx.normalize(&t);
                    self.needs_drop_in(&t, seen)
                })
            }
            _ => false,
        }
    }

    /// Where a value of the type lies in shared memory.
    pub(super) fn layout(&mut self, ty: &Ty) -> u32 {
        let ty = self.resolve(ty);
        if let Some(&id) = self.layouts.get(&ty) {
            return id;
        }
        let layout = self.layout_of(&ty, 0);
        let id = match self.code.layouts.iter().position(|l| *l == layout) {
            Some(id) => id as u32,
            None => {
                self.code.layouts.push(layout);
                self.code.layouts.len() as u32 - 1
            }
        };
        self.layouts.insert(ty, id);
        id
    }

    fn layout_of(&mut self, ty: &Ty, depth: u32) -> Layout {
        let ty = self.resolve(ty);
        if depth > 8 {
            return Layout::Cell;
        }
        match &ty {
            Ty::Tuple(t) => Layout::Fields(t.iter().map(|t| self.layout_of(t, depth + 1)).collect()),
            Ty::Array(a) => match self.resolve(&a.1) {
                Ty::Len(n) if n <= 1024 => {
                    let one = self.layout_of(&a.0, depth + 1);
                    Layout::Fields(vec![one; n as usize])
                }
                _ => Layout::Cell,
            },
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if adt.library {
                    return match &*adt.name {
                        "Atomic" | "Mutex" | "RwLock" | "Condvar" | "Barrier" | "Once" | "OnceLock" | "UnsafeCell"
                        | "Sender" | "SyncSender" | "Receiver" => Layout::Handle,
                        "ManuallyDrop" | "CachePadded" => Layout::Fields(
                            adt.variants[0]
                                .fields
                                .iter()
                                .map(|(_, t)| self.layout_of(&t.subst(args), depth + 1))
                                .collect(),
                        ),
                        _ => Layout::Cell,
                    };
                }
                if adt.is_enum {
                    return Layout::Cell;
                }
                Layout::Fields(
                    adt.variants[0]
                        .fields
                        .iter()
                        .map(|(_, t)| {
                            let t = t.subst(args);
                            let t = self.cx.normalize(&t);
                            self.layout_of(&t, depth + 1)
                        })
                        .collect(),
                )
            }
            _ => Layout::Cell,
        }
    }
}
