//! Patterns. A pattern that is not a reference, held against a reference, looks through it and binds by reference (RFC 2005).

use std::rc::Rc;

use super::check::Checker;
use super::items::{Def, Shape, Space};
use super::tree::{Binding, Expr, Kind, Pat, PatKind};
use super::ty::Ty;
use crate::request::Span;
use crate::syntax::span;

impl Checker<'_> {
    /// Checks a pattern against a type and declares its variables in the innermost scope.
    pub(super) fn pattern(&mut self, p: &syn::Pat, ty: &Ty) -> Pat {
        self.pattern_in(p, ty, Binding::Value)
    }

    fn pat_span(&self, p: &syn::Pat) -> Span {
        if self.library { Span::default() } else { span::pat(p) }
    }

    fn pattern_in(&mut self, p: &syn::Pat, ty: &Ty, mode: Binding) -> Pat {
        let at = self.pat_span(p);
        let pat = |kind, ty: &Ty| Pat { kind, ty: ty.clone(), span: at };
        match p {
            syn::Pat::Paren(p) => return self.pattern_in(&p.pat, ty, mode),
            syn::Pat::Wild(_) => return pat(PatKind::Wild, ty),
            syn::Pat::Rest(_) => return pat(PatKind::Wild, ty),
            syn::Pat::Type(t) => {
                let annotated = self.lower(&t.ty);
                self.cx.infer.unify(&annotated, ty);
                return self.pattern_in(&t.pat, ty, mode);
            }
            syn::Pat::Ident(i) if !self.is_constant(i) => {
                let name = i.ident.to_string();
                let binding = match (&i.by_ref, &i.mutability) {
                    (Some(_), Some(_)) => Binding::RefMut,
                    (Some(_), None) => Binding::Ref,
                    (None, _) => mode,
                };
                let bound = match binding {
                    Binding::Value => ty.clone(),
                    Binding::Ref => Ty::reference(false, ty.clone()),
                    Binding::RefMut => Ty::reference(true, ty.clone()),
                };
                let id = match self.alternative(&name) {
                    Some(id) => {
                        let declared = self.locals[id as usize].ty.clone();
                        self.try_unify(&declared, &bound);
                        id
                    }
                    None => self.declare(&name, bound),
                };
                let sub = i.subpat.as_ref().map(|(_, p)| Box::new(self.pattern_in(p, ty, mode)));
                return pat(PatKind::Bind(id, binding, sub), ty);
            }
            syn::Pat::Or(o) => {
                // The alternatives bind the same variables.
                let mark = self.scope_len();
                let cases = o
                    .cases
                    .iter()
                    .map(|p| {
                        let outer = self.alternatives.replace(mark);
                        let p = self.pattern_in(p, ty, mode);
                        self.alternatives = outer;
                        p
                    })
                    .collect();
                return pat(PatKind::Or(cases), ty);
            }
            syn::Pat::Reference(r) => {
                let inner = match self.known_root(ty) {
                    Ty::Ref(_, t) => (*t).clone(),
                    Ty::Error => Ty::Error,
                    Ty::Var(_) => {
                        let inner = self.cx.infer.fresh();
                        self.cx.infer.unify(ty, &Ty::reference(r.mutability.is_some(), inner.clone()));
                        inner
                    }
                    _ => {
                        self.refuse(at, "a reference pattern needs a reference", "");
                        Ty::Error
                    }
                };
                let inner = self.pattern_in(&r.pat, &inner, Binding::Value);
                return pat(PatKind::Deref(Box::new(inner)), ty);
            }
            syn::Pat::Macro(m) => {
                self.refuse(span::path(&m.mac.path), "a macro in a pattern is not supported", "write it out");
                return pat(PatKind::Wild, ty);
            }
            syn::Pat::Const(_) | syn::Pat::Guard(_) | syn::Pat::Verbatim(_) => {
                self.refuse(at, "a pattern of this kind is not supported", "");
                return pat(PatKind::Wild, ty);
            }
            _ => {}
        }
        // Everything else looks through references.
        if let Ty::Ref(mutable, inner) = self.known_root(ty) {
            let is_text = matches!(p, syn::Pat::Lit(l) if matches!(l.lit, syn::Lit::Str(_) | syn::Lit::ByteStr(_)));
            if !is_text || matches!(self.known_root(&inner), Ty::Ref(..)) {
                let mode = match (mode, mutable) {
                    (Binding::Ref, _) | (_, false) => Binding::Ref,
                    _ => Binding::RefMut,
                };
                let inner = self.pattern_in(p, &inner, mode);
                return pat(PatKind::Deref(Box::new(inner)), ty);
            }
        }
        match p {
            syn::Pat::Lit(l) => {
                let e = self.expr(&syn::Expr::Lit(syn::ExprLit { attrs: Vec::new(), lit: l.lit.clone() }), Some(ty));
                let e = self.equal(e, ty);
                pat(PatKind::Equal(Box::new(e)), ty)
            }
            syn::Pat::Range(r) => {
                let start = r.start.as_ref().map(|e| Box::new(self.coerced(e, ty)));
                let end = r.end.as_ref().map(|e| Box::new(self.coerced(e, ty)));
                pat(PatKind::Range(start, end, matches!(r.limits, syn::RangeLimits::Closed(_))), ty)
            }
            syn::Pat::Tuple(t) => {
                let fields = match self.known_root(ty) {
                    Ty::Tuple(f) => f,
                    Ty::Var(_) if !t.elems.iter().any(is_rest) => {
                        let fields: super::ty::Tys = t.elems.iter().map(|_| self.cx.infer.fresh()).collect();
                        self.cx.infer.unify(ty, &Ty::Tuple(fields.clone()));
                        fields
                    }
                    Ty::Error => t.elems.iter().map(|_| Ty::Error).collect(),
                    _ => {
                        self.refuse(at, "a tuple pattern needs a tuple of a known type", "write the type out");
                        t.elems.iter().map(|_| Ty::Error).collect()
                    }
                };
                let fields = self.positional(&t.elems, &fields, mode, at);
                pat(PatKind::Fields(None, fields), ty)
            }
            syn::Pat::TupleStruct(t) => {
                let path = syn::ExprPath { attrs: Vec::new(), qself: t.qself.clone(), path: t.path.clone() };
                let Some((variant, fields)) = self.variant_of(&path, ty, at) else {
                    for p in &t.elems {
                        self.pattern_in(p, &Ty::Error, mode);
                    }
                    return pat(PatKind::Wild, ty);
                };
                let tys: Vec<Ty> = fields.into_iter().map(|(_, t)| t).collect();
                let fields = self.positional(&t.elems, &tys, mode, at);
                pat(PatKind::Fields(variant, fields), ty)
            }
            syn::Pat::Struct(s) => {
                let path = syn::ExprPath { attrs: Vec::new(), qself: s.qself.clone(), path: s.path.clone() };
                let Some((variant, declared)) = self.variant_of(&path, ty, at) else {
                    for f in &s.fields {
                        self.pattern_in(&f.pat, &Ty::Error, mode);
                    }
                    return pat(PatKind::Wild, ty);
                };
                let mut fields = Vec::new();
                for f in &s.fields {
                    let name = match &f.member {
                        syn::Member::Named(n) => n.to_string(),
                        syn::Member::Unnamed(i) => i.index.to_string(),
                    };
                    match declared.iter().position(|(n, _)| **n == *name) {
                        Some(i) => {
                            let sub = self.pattern_in(&f.pat, &declared[i].1.clone(), mode);
                            fields.push((i as u32, sub));
                        }
                        None => {
                            self.refuse(at, format!("there is no field `{name}`"), "");
                        }
                    }
                }
                pat(PatKind::Fields(variant, fields), ty)
            }
            syn::Pat::Ident(i) => {
                let path = syn::ExprPath { attrs: Vec::new(), qself: None, path: i.ident.clone().into() };
                self.constant(&path, ty, at)
            }
            syn::Pat::Path(path) => self.constant(path, ty, at),
            syn::Pat::Slice(s) => {
                let elem = match self.known_root(ty) {
                    Ty::Array(a) => a.0.clone(),
                    Ty::Slice(t) => (*t).clone(),
                    Ty::Error => Ty::Error,
                    _ => {
                        self.refuse(at, "a slice pattern needs an array or slice", "");
                        Ty::Error
                    }
                };
                let (mut before, mut rest, mut after) = (Vec::new(), None, Vec::new());
                for p in &s.elems {
                    let bound = matches!(p, syn::Pat::Ident(i) if i.subpat.as_ref().is_some_and(|(_, p)| is_rest(p)));
                    if is_rest(p) {
                        rest = Some(None);
                    } else if bound {
                        let syn::Pat::Ident(i) = p else { unreachable!() };
                        let slice = Ty::Slice(Rc::new(elem.clone()));
                        let mut name = i.clone();
                        name.subpat = None;
                        let sub = self.pattern_in(&syn::Pat::Ident(name), &slice, mode);
                        rest = Some(Some(Box::new(sub)));
                    } else {
                        let sub = self.pattern_in(p, &elem, mode);
                        if rest.is_some() { after.push(sub) } else { before.push(sub) }
                    }
                }
                pat(PatKind::Slice(before, rest, after), ty)
            }
            _ => {
                self.refuse(at, "a pattern of this kind is not supported", "");
                pat(PatKind::Wild, ty)
            }
        }
    }

    fn known_root(&mut self, ty: &Ty) -> Ty {
        let root = self.shallow(ty);
        if matches!(root, Ty::Var(_)) {
            self.cx.solve();
        }
        self.shallow(ty)
    }

    /// A literal held against a type: a string literal against a `str` behind a reference.
    fn equal(&mut self, e: Expr, ty: &Ty) -> Expr {
        if self.try_unify(&e.ty, ty) { e } else { self.coerce(e, ty) }
    }

    /// A variable that an earlier alternative of the same pattern has declared.
    fn alternative(&self, name: &str) -> Option<super::tree::LocalId> {
        self.declared_since(self.alternatives?, name)
    }

    /// Whether a name in a pattern is a constant or variant, not a new variable.
    fn is_constant(&self, i: &syn::PatIdent) -> bool {
        if i.by_ref.is_some() || i.mutability.is_some() || i.subpat.is_some() {
            return false;
        }
        let name: super::items::Name = i.ident.to_string().into();
        match self.cx.items.resolve(self.module, &[name], Space::Value) {
            Some(Def::Const(_)) => true,
            Some(Def::Variant(adt, v)) => self.cx.items.adts[adt as usize].variants[v as usize].shape == Shape::Unit,
            _ => false,
        }
    }

    fn constant(&mut self, path: &syn::ExprPath, ty: &Ty, at: Span) -> Pat {
        let names: Vec<super::items::Name> = path.path.segments.iter().map(|s| s.ident.to_string().into()).collect();
        let is_const = matches!(self.cx.items.resolve(self.module, &names, Space::Value), Some(Def::Const(_)));
        let known = self.known_root(ty);
        if !is_const && matches!(known, Ty::Adt(..)) {
            return match self.variant_of(path, ty, at) {
                Some((variant, _)) => Pat { kind: PatKind::Fields(variant, Vec::new()), ty: ty.clone(), span: at },
                None => Pat { kind: PatKind::Wild, ty: ty.clone(), span: at },
            };
        }
        let e = self.expr(&syn::Expr::Path(path.clone()), Some(ty));
        let e = self.equal(e, ty);
        if matches!(e.kind, Kind::Error) {
            return Pat { kind: PatKind::Wild, ty: ty.clone(), span: at };
        }
        Pat { kind: PatKind::Equal(Box::new(e)), ty: ty.clone(), span: at }
    }

    /// The variant that a path means, its number if it is one of an enum, and its fields.
    #[allow(clippy::type_complexity)]
    fn variant_of(
        &mut self,
        path: &syn::ExprPath,
        ty: &Ty,
        at: Span,
    ) -> Option<(Option<u32>, Vec<(super::items::Name, Ty)>)> {
        let (adt, variant, args) = self.adt_path(path, at)?;
        if !self.try_unify(&Ty::Adt(adt, args.clone().into()), ty) {
            let what = self.cx.show(ty);
            self.refuse(at, format!("this pattern does not fit `{what}`"), "");
            return None;
        }
        let def = self.cx.items.adts[adt as usize].clone();
        let fields = def.variants[variant as usize]
            .fields
            .iter()
            .map(|(n, t)| {
                (n.clone(), {
                    let t = t.subst(&args);
                    self.cx.normalize(&t)
                })
            })
            .collect();
        Some((def.is_enum.then_some(variant), fields))
    }

    /// Patterns by position, with `..` for as many as are missing.
    fn positional(
        &mut self,
        pats: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
        tys: &[Ty],
        mode: Binding,
        at: Span,
    ) -> Vec<(u32, Pat)> {
        let given = pats.iter().filter(|p| !is_rest(p)).count();
        let has_rest = given < pats.len();
        if given > tys.len() || (!has_rest && given < tys.len()) {
            self.refuse(at, format!("this pattern has {given} parts, its type has {}", tys.len()), "");
            return Vec::new();
        }
        let mut fields = Vec::new();
        let mut index = 0;
        for p in pats {
            if is_rest(p) {
                index += tys.len() - given;
                continue;
            }
            let sub = self.pattern_in(p, &tys[index].clone(), mode);
            fields.push((index as u32, sub));
            index += 1;
        }
        fields
    }
}

fn is_rest(p: &syn::Pat) -> bool {
    matches!(p, syn::Pat::Rest(_))
}
