//! What a program declares: modules, types, functions, impls; and which of them a name means.
//!
//! The standard library is declared in the same way, in Rust (see [`prelude`](crate::prelude)): a program's items are added to the library's.

use std::collections::HashMap;
use std::rc::Rc;

use super::ty::{AdtId, FnId, Ty, Tys};
use crate::request::Span;
use crate::syntax::{Refusal, span};
use crate::value::IntTy;

/// A name.
pub type Name = Rc<str>;
/// Index of a module.
pub type ModuleId = u32;
/// Index of a trait.
pub type TraitId = u32;
/// Index of an impl.
pub type ImplId = u32;

/// The namespaces of Rust, as far as they matter here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    Type,
    Value,
}

/// What a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Def {
    Module(ModuleId),
    Adt(AdtId),
    Variant(AdtId, u32),
    Fn(FnId),
    Static(u32),
    Const(u32),
    Alias(u32),
    Trait(TraitId),
    Primitive(Ty),
}

/// A module, or the block of a function that declares items.
#[derive(Clone, Default, Debug)]
pub struct Module {
    parent: Option<ModuleId>,
    /// A block sees what its surroundings see.
    block: bool,
    types: HashMap<Name, Def>,
    values: HashMap<Name, Def>,
    imports: Vec<Import>,
}

#[derive(Clone, Debug)]
struct Import {
    /// `None` for a glob.
    name: Option<Name>,
    path: Vec<Name>,
    span: Span,
}

/// A struct or enum.
#[derive(Debug)]
pub struct Adt {
    pub name: Name,
    pub generics: Vec<Name>,
    pub is_enum: bool,
    pub variants: Vec<Variant>,
    /// Names of derived traits.
    pub derives: Vec<Name>,
    /// Declared by the library.
    pub library: bool,
    /// `#[deref(n)]`: `*x` is field n; `#[deref(same)]`: `*x` is `x`; to this type.
    pub deref: Option<(Option<u32>, Ty)>,
    /// The variant marked `#[default]`.
    pub default_variant: Option<u32>,
}

/// A variant of an enum, or the one of a struct.
#[derive(Clone, Debug)]
pub struct Variant {
    pub name: Name,
    /// Tuple fields are called `0`, `1`, ….
    pub fields: Vec<(Name, Ty)>,
    pub shape: Shape,
    /// The number behind `as`.
    pub discriminant: i128,
}

/// How a variant is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Unit,
    Tuple,
    Named,
}

/// A condition on type parameters that helps inference.
#[derive(Clone, Debug)]
pub enum Bound {
    /// `F: Fn(args) -> ret`.
    Fn { ty: Ty, args: Tys, ret: Ty, once: bool },
    /// `T: Trait<args, Assoc = …>`.
    Trait { ty: Ty, def: TraitId, args: Tys, assoc: Vec<(Name, Ty)> },
}

/// A function, with its body unless it is one that a trait only requires.
pub struct Function {
    pub name: Name,
    pub module: ModuleId,
    /// Of the impl or trait first, then its own.
    pub generics: Vec<Name>,
    /// How many of them are the impl's or trait's.
    pub outer_generics: usize,
    pub bounds: Vec<Bound>,
    pub params: Vec<(Rc<syn::Pat>, Ty)>,
    /// The first parameter is `self`.
    pub method: bool,
    pub ret: Ty,
    /// `-> impl Trait`: the real type is the body's.
    pub returns_impl: bool,
    pub body: Option<Rc<syn::Block>>,
    /// The body is `intrinsic!(name)`.
    pub intrinsic: Option<Name>,
    pub self_ty: Option<Ty>,
    pub owner: Owner,
    pub library: bool,
    pub span: Span,
}

/// Where a function is declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    Free,
    Impl(ImplId),
    Trait(TraitId),
}

/// An impl block.
#[derive(Debug)]
pub struct Impl {
    pub generics: Vec<Name>,
    pub self_ty: Ty,
    pub of: Option<(TraitId, Tys)>,
    pub assoc: Vec<(Name, Ty)>,
    pub consts: Vec<(Name, u32)>,
    pub fns: Vec<FnId>,
    pub bounds: Vec<Bound>,
    /// `#[integers]`: the self type is a parameter that stands for any integer type.
    pub integers: bool,
    /// `#[any]`: the self type is a parameter, to be taken when nothing else fits.
    pub any: bool,
    /// `unsafe impl Send` and the like.
    pub module: ModuleId,
}

/// A trait.
#[derive(Debug)]
pub struct Trait {
    pub name: Name,
    pub generics: Vec<Name>,
    pub fns: Vec<FnId>,
    pub library: bool,
}

/// A static, or a constant.
pub struct Global {
    pub name: Name,
    pub module: ModuleId,
    pub ty: Ty,
    pub init: Rc<syn::Expr>,
    pub mutable: bool,
    pub thread_local: bool,
    pub span: Span,
    pub self_ty: Option<Ty>,
}

/// `type Name<…> = …`.
#[derive(Debug)]
pub struct Alias {
    pub generics: Vec<Name>,
    pub ty: Ty,
}

impl std::fmt::Debug for Items {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} functions", self.fns.len())
    }
}

/// Everything declared.
#[derive(Clone, Default)]
pub struct Items {
    pub modules: Vec<Module>,
    pub adts: Vec<Rc<Adt>>,
    pub fns: Vec<Rc<Function>>,
    pub impls: Vec<Rc<Impl>>,
    pub traits: Vec<Rc<Trait>>,
    pub statics: Vec<Rc<Global>>,
    pub consts: Vec<Rc<Global>>,
    pub aliases: Vec<Rc<Alias>>,
    /// Functions of impls and traits, by name.
    pub methods: HashMap<Name, Vec<FnId>>,
    /// Impls, by trait.
    pub trait_impls: HashMap<TraitId, Vec<ImplId>>,
    /// Library types by name, for those that the compiler must know.
    pub known: HashMap<Name, AdtId>,
    /// Library traits by name.
    pub known_traits: HashMap<Name, TraitId>,
    /// The root of the library's modules: `std`, `parking_lot`, ….
    library_root: ModuleId,
    /// What is in scope everywhere.
    library_scope: ModuleId,
    /// Modules from this number on are the program's.
    library_modules: ModuleId,
    /// Words in the program's text that decide how exactly something must be modelled.
    pub words: Rc<std::collections::HashSet<String>>,
}

/// In which surroundings a type is written.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub module: ModuleId,
    pub generics: &'a [Name],
    pub self_ty: Option<&'a Ty>,
}

/// The names of primitive types.
fn primitive(name: &str) -> Option<Ty> {
    Some(match name {
        "bool" => Ty::Bool,
        "char" => Ty::Char,
        "str" => Ty::Str,
        _ => Ty::Int(IntTy::named(name)?),
    })
}

struct Pending {
    module: ModuleId,
    item: syn::Item,
    /// Index of what was declared for it, where its name is known before its parts.
    index: u32,
}

fn has_attr(attrs: &[syn::Attribute], name: &str) -> bool {
    attrs.iter().any(|a| a.path().is_ident(name))
}

fn name_of(ident: &syn::Ident) -> Name {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).into()
}

impl Items {
    /// Declares the library.
    ///
    /// # Panics
    /// If the library is not in order.
    #[must_use]
    pub fn library(files: Vec<syn::File>) -> Items {
        let mut items = Items::default();
        let root = items.new_module(None, false);
        items.library_root = root;
        let mut refusals = Vec::new();
        let all = files.into_iter().flat_map(|f| f.items).collect();
        items.declare(root, all, true, &mut refusals);
        items.library_modules = items.modules.len() as u32;
        assert!(refusals.is_empty(), "library: {refusals:?}");
        items
    }

    /// Adds a program's items; gives the module of its root.
    pub fn add_program(&mut self, file: syn::File, refusals: &mut Vec<Refusal>) -> ModuleId {
        let root = self.new_module(None, false);
        self.declare(root, file.items, false, refusals);
        root
    }

    /// Adds the items of a nested block; gives the module that they are in.
    pub fn add_block(&mut self, parent: ModuleId, items: Vec<syn::Item>, refusals: &mut Vec<Refusal>) -> ModuleId {
        let module = self.new_module(Some(parent), true);
        self.declare(module, items, false, refusals);
        module
    }

    /// The library type of that name.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn known(&self, name: &str) -> AdtId {
        *self.known.get(name).unwrap_or_else(|| panic!("the library declares {name}"))
    }

    /// The library type of that name, with arguments.
    #[must_use]
    pub fn known_ty(&self, name: &str, args: Vec<Ty>) -> Ty {
        Ty::Adt(self.known(name), args.into())
    }

    /// Whether a type is the library's type of that name.
    #[must_use]
    pub fn is(&self, ty: &Ty, name: &str) -> bool {
        matches!(ty, Ty::Adt(id, _) if self.adts[*id as usize].library && *self.adts[*id as usize].name == *name)
    }

    fn new_module(&mut self, parent: Option<ModuleId>, block: bool) -> ModuleId {
        self.modules.push(Module { parent, block, ..Module::default() });
        self.modules.len() as u32 - 1
    }

    /// Declares items of a module in two passes: names first, then what they mean.
    fn declare(&mut self, module: ModuleId, items: Vec<syn::Item>, library: bool, refusals: &mut Vec<Refusal>) {
        let mut pending = Vec::new();
        for item in items {
            self.declare_name(module, item, library, &mut pending, refusals);
        }
        // Types before the functions that use them: aliases are expanded when they are met.
        pending.sort_by_key(|p| match p.item {
            syn::Item::Type(_) => 0,
            syn::Item::Struct(_) | syn::Item::Enum(_) => 1,
            syn::Item::Trait(_) => 2,
            syn::Item::Impl(_) => 3,
            _ => 4,
        });
        for p in pending {
            self.declare_meaning(p, library, refusals);
        }
        if !library {
            self.check_imports(refusals);
        }
    }

    fn define(&mut self, module: ModuleId, space: Space, name: Name, def: Def) {
        let module = &mut self.modules[module as usize];
        match space {
            Space::Type => module.types.insert(name, def),
            Space::Value => module.values.insert(name, def),
        };
    }

    fn declare_name(
        &mut self,
        module: ModuleId,
        item: syn::Item,
        library: bool,
        pending: &mut Vec<Pending>,
        refusals: &mut Vec<Refusal>,
    ) {
        let mut refuse = |span, what: &str, rewrite: &str| refusals.push(Refusal::new(span, what, rewrite));
        let attrs: &[syn::Attribute] = match &item {
            syn::Item::Fn(i) => &i.attrs,
            syn::Item::Mod(i) => &i.attrs,
            syn::Item::Struct(i) => &i.attrs,
            syn::Item::Use(i) => &i.attrs,
            _ => &[],
        };
        // What is for the test harness is not part of the program.
        if attrs.iter().any(|a| {
            a.path().is_ident("test")
                || (a.path().is_ident("cfg") && a.parse_args::<syn::Ident>().is_ok_and(|i| i == "test"))
        }) {
            return;
        }
        let index = match &item {
            syn::Item::Use(item) => {
                self.import(module, &item.tree, Vec::new());
                return;
            }
            syn::Item::Mod(item) => {
                let Some((_, content)) = &item.content else {
                    refuse(
                        span::of(item.ident.span()),
                        "a module in another file is not read",
                        "put the code into this file",
                    );
                    return;
                };
                let inner = self.new_module(Some(module), false);
                if library && item.ident == "scope" {
                    self.library_scope = inner;
                }
                self.define(module, Space::Type, name_of(&item.ident), Def::Module(inner));
                for item in content.clone() {
                    self.declare_name(inner, item, library, pending, refusals);
                }
                return;
            }
            syn::Item::Struct(item) => {
                self.declare_adt(module, &item.ident, &item.generics, false, library, &item.attrs, pending)
            }
            syn::Item::Enum(item) => {
                self.declare_adt(module, &item.ident, &item.generics, true, library, &item.attrs, pending)
            }
            syn::Item::Fn(item) => {
                // The index is that of the function to come: see `declare_meaning`.
                let id = self.reserve_fn();
                self.define(module, Space::Value, name_of(&item.sig.ident), Def::Fn(id));
                id
            }
            syn::Item::Static(item) => {
                let id = self.statics.len() as u32;
                self.statics.push(self.global(
                    module,
                    &item.ident,
                    &item.expr,
                    matches!(item.mutability, syn::StaticMutability::Mut(_)),
                ));
                self.define(module, Space::Value, name_of(&item.ident), Def::Static(id));
                id
            }
            syn::Item::Const(item) => {
                let id = self.consts.len() as u32;
                self.consts.push(self.global(module, &item.ident, &item.expr, false));
                if item.ident != "_" {
                    self.define(module, Space::Value, name_of(&item.ident), Def::Const(id));
                }
                id
            }
            syn::Item::Type(item) => {
                let id = self.aliases.len() as u32;
                self.aliases.push(Rc::new(Alias { generics: Vec::new(), ty: Ty::Error }));
                self.define(module, Space::Type, name_of(&item.ident), Def::Alias(id));
                id
            }
            syn::Item::Trait(item) => {
                let id = self.traits.len() as u32;
                let name = name_of(&item.ident);
                if library {
                    self.known_traits.insert(name.clone(), id);
                }
                self.traits.push(Rc::new(Trait { name: name.clone(), generics: Vec::new(), fns: Vec::new(), library }));
                self.define(module, Space::Type, name, Def::Trait(id));
                id
            }
            syn::Item::Impl(_) => 0,
            syn::Item::Macro(item) if item.mac.path.is_ident("thread_local") => {
                self.declare_thread_locals(module, item, pending, refusals);
                return;
            }
            syn::Item::Macro(item) => {
                let what = if item.ident.is_some() {
                    "macros of your own are not expanded"
                } else {
                    "this macro is not known here"
                };
                refuse(span::path(&item.mac.path), what, "write out what it expands to");
                return;
            }
            syn::Item::ExternCrate(item) => {
                refuse(span::of(item.extern_token.span), "`extern crate` is not supported", "use the paths of std");
                return;
            }
            syn::Item::ForeignMod(item) => {
                refuse(
                    item.abi.name.as_ref().map_or(Span::default(), |n| span::of(n.span())),
                    "foreign functions cannot be explored",
                    "call nothing outside the program",
                );
                return;
            }
            syn::Item::Union(item) => {
                refuse(span::of(item.ident.span()), "unions are not supported", "use an enum");
                return;
            }
            syn::Item::TraitAlias(item) => {
                refuse(span::of(item.ident.span()), "trait aliases are not supported", "write the bounds out");
                return;
            }
            _ => {
                refuse(Span { line: 1, column: 1, ..Span::default() }, "an item of this kind is not supported", "");
                return;
            }
        };
        pending.push(Pending { module, item, index });
    }

    fn reserve_fn(&mut self) -> FnId {
        self.fns.push(Rc::new(Function {
            name: "".into(),
            module: 0,
            generics: Vec::new(),
            outer_generics: 0,
            bounds: Vec::new(),
            params: Vec::new(),
            method: false,
            ret: Ty::Error,
            returns_impl: false,
            body: None,
            intrinsic: None,
            self_ty: None,
            owner: Owner::Free,
            library: false,
            span: Span::default(),
        }));
        self.fns.len() as u32 - 1
    }

    fn global(&self, module: ModuleId, ident: &syn::Ident, init: &syn::Expr, mutable: bool) -> Rc<Global> {
        Rc::new(self.new_global(module, ident, init, mutable))
    }

    fn new_global(&self, module: ModuleId, ident: &syn::Ident, init: &syn::Expr, mutable: bool) -> Global {
        Global {
            name: name_of(ident),
            module,
            ty: Ty::Error,
            init: Rc::new(init.clone()),
            mutable,
            thread_local: false,
            span: span::of(ident.span()),
            self_ty: None,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn declare_adt(
        &mut self,
        module: ModuleId,
        ident: &syn::Ident,
        generics: &syn::Generics,
        is_enum: bool,
        library: bool,
        attrs: &[syn::Attribute],
        _: &mut Vec<Pending>,
    ) -> u32 {
        let id = self.adts.len() as u32;
        let name = name_of(ident);
        let mut derives = Vec::new();
        for attr in attrs.iter().filter(|a| a.path().is_ident("derive")) {
            let _ = attr.parse_nested_meta(|meta| {
                derives.extend(meta.path.segments.last().map(|s| name_of(&s.ident)));
                Ok(())
            });
        }
        self.adts.push(Rc::new(Adt {
            name: name.clone(),
            generics: generic_names(generics),
            is_enum,
            variants: Vec::new(),
            derives,
            library,
            deref: None,
            default_variant: None,
        }));
        self.define(module, Space::Type, name.clone(), Def::Adt(id));
        if library {
            self.known.entry(name).or_insert(id);
        }
        id
    }

    fn declare_thread_locals(
        &mut self,
        module: ModuleId,
        item: &syn::ItemMacro,
        pending: &mut Vec<Pending>,
        refusals: &mut Vec<Refusal>,
    ) {
        // `static NAME: Type = const { init };` each, the last semicolon optional.
        let mut tokens = item.mac.tokens.clone();
        let ends = tokens
            .clone()
            .into_iter()
            .last()
            .is_none_or(|t| matches!(t, proc_macro2::TokenTree::Punct(p) if p.as_char() == ';'));
        if !ends {
            tokens.extend([proc_macro2::TokenTree::Punct(proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone))]);
        }
        match syn::parse2::<syn::File>(tokens) {
            Ok(file) => {
                for item in file.items {
                    let syn::Item::Static(inner) = &item else {
                        refusals.push(Refusal::new(
                            span::path(&syn::Path::from(syn::Ident::new(
                                "thread_local",
                                proc_macro2::Span::call_site(),
                            ))),
                            "only statics belong into thread_local!",
                            "",
                        ));
                        continue;
                    };
                    let id = self.statics.len() as u32;
                    let mut global = self.new_global(module, &inner.ident, &inner.expr, false);
                    global.thread_local = true;
                    self.statics.push(Rc::new(global));
                    self.define(module, Space::Value, name_of(&inner.ident), Def::Static(id));
                    pending.push(Pending { module, item, index: id });
                }
            }
            Err(e) => refusals.push(Refusal::new(
                span::of(e.span()),
                format!("this is not Rust: {e}"),
                "make it compile with rustc first",
            )),
        }
    }

    fn import(&mut self, module: ModuleId, tree: &syn::UseTree, mut path: Vec<Name>) {
        let push = |items: &mut Items, name: Option<Name>, path: Vec<Name>, span| {
            items.modules[module as usize].imports.push(Import { name, path, span });
        };
        match tree {
            syn::UseTree::Path(p) => {
                path.push(name_of(&p.ident));
                self.import(module, &p.tree, path);
            }
            syn::UseTree::Name(n) => {
                let name = name_of(&n.ident);
                if &*name == "self" {
                    push(self, path.last().cloned(), path, span::of(n.ident.span()));
                } else {
                    path.push(name.clone());
                    push(self, Some(name), path, span::of(n.ident.span()));
                }
            }
            syn::UseTree::Rename(r) => {
                path.push(name_of(&r.ident));
                push(self, Some(name_of(&r.rename)), path, span::of(r.ident.span()));
            }
            syn::UseTree::Glob(g) => push(self, None, path, span::of(g.star_token.span)),
            syn::UseTree::Group(g) => {
                for tree in &g.items {
                    self.import(module, tree, path.clone());
                }
            }
        }
    }

    /// Every import must lead somewhere.
    fn check_imports(&self, refusals: &mut Vec<Refusal>) {
        for (id, module) in self.modules.iter().enumerate() {
            for import in module.imports.iter().filter(|i| i.span.line > 0) {
                if (id as u32) < self.library_modules {
                    continue;
                }
                let found =
                    [Space::Type, Space::Value].iter().any(|&s| self.resolve(id as u32, &import.path, s).is_some())
                        || is_macro(import.path.last());
                if !found {
                    let path = import.path.join("::");
                    let refusal = Refusal::new(import.span, format!("`{path}` is not known here"), advice(&path));
                    if !refusals.contains(&refusal) {
                        refusals.push(refusal);
                    }
                }
            }
        }
    }

    /// What a name means in a module, without its surroundings.
    fn lookup_in(&self, module: ModuleId, name: &str, space: Space, depth: u32) -> Option<Def> {
        if depth > 16 {
            return None;
        }
        let m = &self.modules[module as usize];
        let own = match space {
            Space::Type => m.types.get(name),
            Space::Value => m.values.get(name),
        };
        if let Some(def) = own {
            return Some(def.clone());
        }
        for import in &m.imports {
            if import.name.as_deref() == Some(name)
                && let Some(def) = self.resolve_import(module, &import.path, space, depth + 1)
            {
                return Some(def);
            }
        }
        for import in m.imports.iter().filter(|i| i.name.is_none()) {
            let def = match self.resolve_import(module, &import.path, Space::Type, depth + 1) {
                Some(Def::Module(inner)) if inner != module => self.lookup_in(inner, name, space, depth + 1),
                Some(Def::Adt(id)) => self.variant_named(id, name),
                _ => None,
            };
            if def.is_some() {
                return def;
            }
        }
        None
    }

    fn variant_named(&self, id: AdtId, name: &str) -> Option<Def> {
        let adt = &self.adts[id as usize];
        let index = adt.variants.iter().position(|v| &*v.name == name).filter(|_| adt.is_enum)?;
        Some(Def::Variant(id, index as u32))
    }

    /// What a name means in a module and what surrounds it.
    fn lookup(&self, module: ModuleId, name: &str, space: Space, depth: u32) -> Option<Def> {
        let mut at = module;
        loop {
            if let Some(def) = self.lookup_in(at, name, space, depth) {
                return Some(def);
            }
            let m = &self.modules[at as usize];
            match m.parent {
                Some(parent) if m.block => at = parent,
                _ => break,
            }
        }
        if module != self.library_scope
            && let Some(def) = self.lookup_in(self.library_scope, name, space, depth)
        {
            return Some(def);
        }
        (space == Space::Type).then(|| primitive(name).map(Def::Primitive)).flatten()
    }

    fn resolve_import(&self, module: ModuleId, path: &[Name], space: Space, depth: u32) -> Option<Def> {
        self.resolve_at(module, path, space, depth)
    }

    /// What a path means, if it leads to an item; type-relative parts (`Type::function`) are the type checker's business.
    #[must_use]
    pub fn resolve(&self, module: ModuleId, path: &[Name], space: Space) -> Option<Def> {
        self.resolve_at(module, path, space, 0)
    }

    fn resolve_at(&self, module: ModuleId, path: &[Name], space: Space, depth: u32) -> Option<Def> {
        if depth > 16 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let space_of_first = if rest.is_empty() { space } else { Space::Type };
        let enclosing = |mut m: ModuleId| {
            while self.modules[m as usize].block {
                m = self.modules[m as usize].parent.unwrap_or(m);
            }
            m
        };
        let mut def = match &**first {
            "crate" => {
                let mut m = module;
                while let Some(parent) = self.modules[m as usize].parent {
                    m = parent;
                }
                Def::Module(m)
            }
            "self" => Def::Module(enclosing(module)),
            "super" => Def::Module(self.modules[enclosing(module) as usize].parent?),
            "core" | "alloc" => self.lookup_in(self.library_root, "std", Space::Type, depth)?,
            name => match self.lookup(module, name, space_of_first, depth + 1) {
                Some(def) => def,
                None => {
                    self.lookup_in(self.library_root, name, space_of_first, depth + 1).filter(|_| name != "scope")?
                }
            },
        };
        for (i, name) in rest.iter().enumerate() {
            let space = if i + 1 == rest.len() { space } else { Space::Type };
            def = match def {
                Def::Module(m) if &**name == "super" => Def::Module(self.modules[m as usize].parent?),
                Def::Module(m) if &**name == "self" => Def::Module(m),
                Def::Module(m) => self.lookup_in(m, name, space, depth + 1)?,
                Def::Adt(id) => self.variant_named(id, name)?,
                Def::Alias(id) => match &self.aliases[id as usize].ty {
                    Ty::Adt(adt, _) => self.variant_named(*adt, name)?,
                    _ => return None,
                },
                _ => return None,
            };
        }
        Some(def)
    }

    fn declare_meaning(&mut self, p: Pending, library: bool, refusals: &mut Vec<Refusal>) {
        let Pending { module, item, index } = p;
        match item {
            syn::Item::Type(item) => {
                let generics = generic_names(&item.generics);
                let scope = Scope { module, generics: &generics, self_ty: None };
                let ty = self.lower(&item.ty, scope, refusals, None);
                self.aliases[index as usize] = Rc::new(Alias { generics, ty });
            }
            syn::Item::Struct(item) => {
                let shape = self.variant(module, index, "", &item.fields, 0, refusals);
                if shape.shape != Shape::Named {
                    self.define(module, Space::Value, name_of(&item.ident), Def::Variant(index, 0));
                }
                let deref = item.attrs.iter().find(|a| a.path().is_ident("deref")).map(|a| {
                    let syn::Meta::List(list) = &a.meta else { panic!("#[deref(field, type)]") };
                    let mut parts = list.tokens.clone().into_iter();
                    let field = parts.next().map(|t| t.to_string()).unwrap_or_default();
                    let ty: syn::Type = syn::parse2(parts.skip(1).collect()).expect("the type that deref leads to");
                    let generics = generic_names(&item.generics);
                    (
                        field.parse().ok(),
                        self.lower(&ty, Scope { module, generics: &generics, self_ty: None }, refusals, None),
                    )
                });
                self.finish_adt(index, vec![shape], deref, None);
            }
            syn::Item::Enum(item) => {
                let mut next = 0;
                let mut variants = Vec::new();
                for v in &item.variants {
                    if let Some((_, e)) = &v.discriminant {
                        match self.const_eval(e, Scope { module, generics: &[], self_ty: None }) {
                            Some(n) => next = n,
                            None => refusals.push(Refusal::new(
                                span::expr(e),
                                "this discriminant cannot be computed here",
                                "write a literal",
                            )),
                        }
                    }
                    variants.push(self.variant(module, index, &v.ident.to_string(), &v.fields, next, refusals));
                    next += 1;
                }
                let default = item.variants.iter().position(|v| has_attr(&v.attrs, "default")).map(|i| i as u32);
                self.finish_adt(index, variants, None, default);
            }
            syn::Item::Trait(item) => self.declare_trait(module, index, item, library, refusals),
            syn::Item::Impl(item) => self.declare_impl(module, item, library, refusals),
            syn::Item::Fn(item) => {
                let outer = Outer { owner: Owner::Free, generics: &[], bounds: &[], self_ty: None };
                if let Some(function) = self.function(module, item.sig, Some(*item.block), outer, library, refusals) {
                    self.fns[index as usize] = Rc::new(function);
                }
            }
            syn::Item::Static(item) => {
                let ty = self.lower(&item.ty, Scope { module, generics: &[], self_ty: None }, refusals, None);
                let mut global = self.copy_global(&self.statics[index as usize]);
                global.ty = ty;
                self.statics[index as usize] = Rc::new(global);
            }
            syn::Item::Const(item) => {
                let ty = self.lower(&item.ty, Scope { module, generics: &[], self_ty: None }, refusals, None);
                let mut global = self.copy_global(&self.consts[index as usize]);
                global.ty = ty;
                self.consts[index as usize] = Rc::new(global);
            }
            _ => {}
        }
    }

    fn copy_global(&self, g: &Global) -> Global {
        Global {
            name: g.name.clone(),
            module: g.module,
            ty: g.ty.clone(),
            init: g.init.clone(),
            mutable: g.mutable,
            thread_local: g.thread_local,
            span: g.span,
            self_ty: g.self_ty.clone(),
        }
    }

    fn finish_adt(
        &mut self,
        id: AdtId,
        variants: Vec<Variant>,
        deref: Option<(Option<u32>, Ty)>,
        default_variant: Option<u32>,
    ) {
        let old = &self.adts[id as usize];
        let adt = Adt {
            name: old.name.clone(),
            generics: old.generics.clone(),
            is_enum: old.is_enum,
            variants,
            derives: old.derives.clone(),
            library: old.library,
            deref,
            default_variant,
        };
        self.adts[id as usize] = Rc::new(adt);
    }

    fn variant(
        &mut self,
        module: ModuleId,
        adt: AdtId,
        name: &str,
        fields: &syn::Fields,
        discriminant: i128,
        refusals: &mut Vec<Refusal>,
    ) -> Variant {
        let generics = self.adts[adt as usize].generics.clone();
        let self_ty = Ty::Adt(adt, (0..generics.len() as u32).map(Ty::Param).collect());
        let scope = Scope { module, generics: &generics, self_ty: Some(&self_ty) };
        let shape = match fields {
            syn::Fields::Unit => Shape::Unit,
            syn::Fields::Unnamed(_) => Shape::Tuple,
            syn::Fields::Named(_) => Shape::Named,
        };
        let lowered = fields
            .iter()
            .enumerate()
            .map(|(i, f)| {
                (
                    f.ident.as_ref().map_or_else(|| i.to_string().into(), name_of),
                    self.lower(&f.ty, scope, refusals, None),
                )
            })
            .collect();
        Variant { name: name.into(), fields: lowered, shape, discriminant }
    }

    fn declare_trait(
        &mut self,
        module: ModuleId,
        id: TraitId,
        item: syn::ItemTrait,
        library: bool,
        refusals: &mut Vec<Refusal>,
    ) {
        let mut generics: Vec<Name> = vec!["Self".into()];
        generics.extend(generic_names(&item.generics));
        let self_ty = Ty::Param(0);
        let mut bounds =
            self.bounds(&item.generics, Scope { module, generics: &generics, self_ty: Some(&self_ty) }, refusals);
        bounds.retain(|_| true);
        let mut fns = Vec::new();
        // The trait is known to its own methods' signatures.
        self.traits[id as usize] =
            Rc::new(Trait { name: name_of(&item.ident), generics: generics.clone(), fns: Vec::new(), library });
        for member in item.items {
            match member {
                syn::TraitItem::Fn(f) => {
                    let outer = Outer {
                        owner: Owner::Trait(id),
                        generics: &generics,
                        bounds: &bounds,
                        self_ty: Some(&self_ty),
                    };
                    if let Some(function) = self.function(module, f.sig, f.default, outer, library, refusals) {
                        fns.push(self.add_fn(function));
                    }
                }
                syn::TraitItem::Type(_) => {}
                syn::TraitItem::Const(c) => refusals.push(Refusal::new(
                    span::of(c.ident.span()),
                    "constants in traits are not supported",
                    "use a method",
                )),
                _ => refusals.push(Refusal::new(
                    span::of(item.ident.span()),
                    "this trait has an item that is not supported",
                    "",
                )),
            }
        }
        self.traits[id as usize] = Rc::new(Trait { name: name_of(&item.ident), generics, fns, library });
    }

    fn add_fn(&mut self, function: Function) -> FnId {
        let id = self.fns.len() as u32;
        self.methods.entry(function.name.clone()).or_default().push(id);
        self.fns.push(Rc::new(function));
        id
    }

    fn declare_impl(&mut self, module: ModuleId, item: syn::ItemImpl, library: bool, refusals: &mut Vec<Refusal>) {
        let generics = generic_names(&item.generics);
        let scope = Scope { module, generics: &generics, self_ty: None };
        let self_ty = self.lower(&item.self_ty, scope, refusals, None);
        let scope = Scope { module, generics: &generics, self_ty: Some(&self_ty) };
        let id = self.impls.len() as u32;
        let of = match &item.trait_ {
            None => None,
            Some((path, _)) => {
                // Markers: what they promise is rustc's business.
                if path.segments.last().is_some_and(|s| {
                    matches!(
                        s.ident.to_string().as_str(),
                        "Send" | "Sync" | "Copy" | "Eq" | "Unpin" | "UnwindSafe" | "RefUnwindSafe" | "Error" | "Hash"
                    )
                }) {
                    if path.segments.last().is_some_and(|s| s.ident == "Copy")
                        && let Ty::Adt(adt, _) = &self_ty
                    {
                        self.add_derive(*adt, "Copy");
                    }
                    return;
                }
                match self.trait_path(path, scope, refusals) {
                    Some((def, args, _)) => Some((def, args)),
                    None => {
                        refusals.push(Refusal::new(
                            span::path(path),
                            "this trait is not known here",
                            "implement what you need as a plain method",
                        ));
                        return;
                    }
                }
            }
        };
        let bounds = self.bounds(&item.generics, scope, refusals);
        let mut assoc = Vec::new();
        for member in &item.items {
            if let syn::ImplItem::Type(t) = member {
                let ty = self.lower(&t.ty, scope, refusals, None);
                assoc.push((name_of(&t.ident), ty));
            }
        }
        // Associated types are known to the methods' signatures, so the impl comes first.
        let integers = has_attr(&item.attrs, "integers");
        let any = has_attr(&item.attrs, "any");
        let build = |fns: Vec<FnId>, consts| Impl {
            generics: generics.clone(),
            self_ty: self_ty.clone(),
            of: of.clone(),
            assoc: assoc.clone(),
            consts,
            fns,
            bounds: bounds.clone(),
            integers,
            any,
            module,
        };
        self.impls.push(Rc::new(build(Vec::new(), Vec::new())));
        if let Some((def, _)) = &of {
            self.trait_impls.entry(*def).or_default().push(id);
        }
        let (mut fns, mut consts) = (Vec::new(), Vec::new());
        for member in item.items {
            match member {
                syn::ImplItem::Fn(f) => {
                    let outer =
                        Outer { owner: Owner::Impl(id), generics: &generics, bounds: &bounds, self_ty: Some(&self_ty) };
                    if let Some(function) = self.function(module, f.sig, Some(f.block), outer, library, refusals) {
                        fns.push(self.add_fn(function));
                    }
                }
                syn::ImplItem::Const(c) => {
                    let ty = self.lower(&c.ty, scope, refusals, None);
                    let mut global = self.new_global(module, &c.ident, &c.expr, false);
                    global.ty = ty;
                    global.self_ty = Some(self_ty.clone());
                    consts.push((global.name.clone(), self.consts.len() as u32));
                    self.consts.push(Rc::new(global));
                }
                _ => {}
            }
        }
        self.impls[id as usize] = Rc::new(build(fns, consts));
    }

    fn add_derive(&mut self, id: AdtId, name: &str) {
        let old = &self.adts[id as usize];
        let mut derives = old.derives.clone();
        derives.push(name.into());
        let adt = Adt {
            name: old.name.clone(),
            generics: old.generics.clone(),
            is_enum: old.is_enum,
            variants: old.variants.clone(),
            derives,
            library: old.library,
            deref: old.deref.clone(),
            default_variant: old.default_variant,
        };
        self.adts[id as usize] = Rc::new(adt);
    }

    fn function(
        &mut self,
        module: ModuleId,
        sig: syn::Signature,
        body: Option<syn::Block>,
        outer: Outer<'_>,
        library: bool,
        refusals: &mut Vec<Refusal>,
    ) -> Option<Function> {
        let at = span::of(sig.ident.span());
        if sig.asyncness.is_some() {
            refusals.push(Refusal::new(at, "`async` is not supported", "explore the threads underneath"));
            return None;
        }
        let mut generics = outer.generics.to_vec();
        generics.extend(generic_names(&sig.generics));
        // Items in the body are visible in the body, and nowhere else.
        let mut body = body;
        let mut inner = module;
        if let Some(block) = &mut body
            && block.stmts.iter().any(|s| {
                matches!(s, syn::Stmt::Item(_))
                    || matches!(s, syn::Stmt::Macro(m) if m.mac.path.is_ident("thread_local"))
            })
        {
            inner = self.new_module(Some(module), true);
            let (items, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut block.stmts).into_iter().partition(|s| {
                matches!(s, syn::Stmt::Item(_))
                    || matches!(s, syn::Stmt::Macro(m) if m.mac.path.is_ident("thread_local"))
            });
            block.stmts = rest;
            let items = items
                .into_iter()
                .filter_map(|s| match s {
                    syn::Stmt::Item(item) => Some(item),
                    syn::Stmt::Macro(m) => Some(syn::Item::Macro(syn::ItemMacro {
                        attrs: m.attrs,
                        ident: None,
                        mac: m.mac,
                        semi_token: m.semi_token,
                    })),
                    _ => None,
                })
                .collect();
            self.declare(inner, items, library, refusals);
        }
        // `impl Trait` as a parameter is one more type parameter.
        let mut bounds = outer.bounds.to_vec();
        let mut method = false;
        let mut params = Vec::new();
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(r) => {
                    method = true;
                    let self_ty = outer.self_ty.cloned().unwrap_or(Ty::Error);
                    let ty = match &r.kind {
                        syn::ReceiverKind::Value => self_ty,
                        syn::ReceiverKind::Reference(_, _, m) => Ty::reference(m.is_some(), self_ty),
                        syn::ReceiverKind::Typed(_, ty) => self.lower(
                            ty,
                            Scope { module: inner, generics: &generics, self_ty: outer.self_ty },
                            refusals,
                            None,
                        ),
                        _ => Ty::Error,
                    };
                    let pat = syn::Pat::Ident(syn::PatIdent {
                        attrs: Vec::new(),
                        by_ref: None,
                        mutability: None,
                        ident: syn::Ident::new("self", r.self_token.span),
                        subpat: None,
                    });
                    params.push((Rc::new(pat), ty));
                }
                syn::FnArg::Typed(t) => {
                    let ty = if let Some(impl_bounds) = impl_trait(&t.ty) {
                        let param = Ty::Param(generics.len() as u32);
                        generics.push(format!("impl#{}", generics.len()).into());
                        let by_ref = match &*t.ty {
                            syn::Type::Reference(r) => Some(r.mutability.is_some()),
                            _ => None,
                        };
                        let more = self.bounds_of(
                            &param,
                            impl_bounds,
                            Scope { module: inner, generics: &generics, self_ty: outer.self_ty },
                            refusals,
                        );
                        bounds.extend(more);
                        by_ref.map_or(param.clone(), |m| Ty::reference(m, param))
                    } else {
                        self.lower(
                            &t.ty,
                            Scope { module: inner, generics: &generics, self_ty: outer.self_ty },
                            refusals,
                            None,
                        )
                    };
                    params.push((Rc::new((*t.pat).clone()), ty));
                }
            }
        }
        let scope = Scope { module: inner, generics: &generics, self_ty: outer.self_ty };
        bounds.extend(self.bounds(&sig.generics, scope, refusals));
        let mut returns_impl = false;
        let ret = match &sig.output {
            syn::ReturnType::Default => Ty::unit(),
            syn::ReturnType::Type(_, ty) if impl_trait(ty).is_some() => {
                returns_impl = true;
                Ty::Error
            }
            syn::ReturnType::Type(_, ty) => self.lower(ty, scope, refusals, None),
        };
        let intrinsic = body.as_ref().filter(|_| library).and_then(|b| match b.stmts.as_slice() {
            [syn::Stmt::Macro(m)] if m.mac.path.is_ident("intrinsic") => Some(m.mac.tokens.to_string().into()),
            [syn::Stmt::Expr(syn::Expr::Macro(m), _)] if m.mac.path.is_ident("intrinsic") => {
                Some(m.mac.tokens.to_string().into())
            }
            _ => None,
        });
        Some(Function {
            name: name_of(&sig.ident),
            module: inner,
            outer_generics: outer.generics.len(),
            generics,
            bounds,
            params,
            method,
            ret,
            returns_impl,
            body: body.map(Rc::new),
            intrinsic,
            self_ty: outer.self_ty.cloned(),
            owner: outer.owner,
            library,
            span: at,
        })
    }

    /// The bounds of type parameters and a where clause.
    fn bounds(&self, generics: &syn::Generics, scope: Scope<'_>, refusals: &mut Vec<Refusal>) -> Vec<Bound> {
        let mut all = Vec::new();
        for param in &generics.params {
            if let syn::GenericParam::Type(p) = param
                && let Some(i) = scope.generics.iter().rposition(|n| *n == name_of(&p.ident))
            {
                all.extend(self.bounds_of(&Ty::Param(i as u32), &p.bounds, scope, refusals));
            }
        }
        if let Some(clause) = &generics.where_clause {
            for predicate in &clause.predicates {
                if let syn::WherePredicate::Type(p) = predicate {
                    let ty = self.lower(&p.bounded_ty, scope, refusals, None);
                    all.extend(self.bounds_of(&ty, &p.bounds, scope, refusals));
                }
            }
        }
        all
    }

    fn bounds_of<'b>(
        &self,
        ty: &Ty,
        bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>,
        scope: Scope<'_>,
        refusals: &mut Vec<Refusal>,
    ) -> Vec<Bound> {
        let mut all = Vec::new();
        for bound in bounds {
            let syn::TypeParamBound::Trait(bound) = bound else { continue };
            if let Some((args, ret, once)) = self.fn_bound(&bound.path, scope, refusals) {
                all.push(Bound::Fn { ty: ty.clone(), args, ret, once });
            } else if let Some((def, args, assoc)) = self.trait_path(&bound.path, scope, refusals) {
                all.push(Bound::Trait { ty: ty.clone(), def, args, assoc });
            }
        }
        all
    }

    /// `Fn(A) -> B` and its kin.
    fn fn_bound(&self, path: &syn::Path, scope: Scope<'_>, refusals: &mut Vec<Refusal>) -> Option<(Tys, Ty, bool)> {
        let last = path.segments.last()?;
        let once = match last.ident.to_string().as_str() {
            "Fn" | "FnMut" => false,
            "FnOnce" => true,
            _ => return None,
        };
        let syn::PathArguments::Parenthesized(args) = &last.arguments else { return None };
        let params = args.inputs.iter().map(|a| self.lower(&a.ty, scope, refusals, None)).collect();
        let ret = match &args.output {
            syn::ReturnType::Default => Ty::unit(),
            syn::ReturnType::Type(_, ty) => self.lower(ty, scope, refusals, None),
        };
        Some((params, ret, once))
    }

    /// A trait with its arguments and associated types, if the path leads to one.
    #[allow(clippy::type_complexity)]
    pub fn trait_path(
        &self,
        path: &syn::Path,
        scope: Scope<'_>,
        refusals: &mut Vec<Refusal>,
    ) -> Option<(TraitId, Tys, Vec<(Name, Ty)>)> {
        let names: Vec<Name> = path.segments.iter().map(|s| name_of(&s.ident)).collect();
        let Some(Def::Trait(def)) = self.resolve(scope.module, &names, Space::Type) else { return None };
        let (mut args, mut assoc) = (Vec::new(), Vec::new());
        if let Some(syn::PathArguments::AngleBracketed(list)) = path.segments.last().map(|s| &s.arguments) {
            for arg in &list.args {
                match arg {
                    syn::GenericArgument::Type(ty) => args.push(self.lower(ty, scope, refusals, None)),
                    syn::GenericArgument::AssocType(a) => {
                        assoc.push((name_of(&a.ident), self.lower(&a.ty, scope, refusals, None)))
                    }
                    _ => {}
                }
            }
        }
        // `impl PartialEq for T` means `PartialEq<T>`.
        let wanted = self.traits[def as usize].generics.len().saturating_sub(1);
        while args.len() < wanted {
            args.push(scope.self_ty.cloned().unwrap_or(Ty::Error));
        }
        Some((def, args.into(), assoc))
    }

    /// The meaning of a type. `fresh` stands for `_` and for arguments that are left out, where that is allowed.
    pub fn lower(
        &self,
        ty: &syn::Type,
        scope: Scope<'_>,
        refusals: &mut Vec<Refusal>,
        mut fresh: Option<&mut dyn FnMut() -> Ty>,
    ) -> Ty {
        // A macro, because a closure could not lend `fresh` on.
        macro_rules! lower {
            ($ty:expr) => {
                self.lower(
                    $ty,
                    scope,
                    refusals,
                    match &mut fresh {
                        Some(f) => Some(&mut **f),
                        None => None,
                    },
                )
            };
        }
        match ty {
            syn::Type::Paren(t) => lower!(&t.elem),
            syn::Type::Group(t) => lower!(&t.elem),
            syn::Type::Never(_) => Ty::Never,
            syn::Type::Tuple(t) => Ty::Tuple(t.elems.iter().map(|t| lower!(t)).collect()),
            syn::Type::Slice(t) => Ty::Slice(Rc::new(lower!(&t.elem))),
            syn::Type::Array(t) => {
                let elem = lower!(&t.elem);
                let len = self.length(&t.len, scope).unwrap_or_else(|| match &t.len {
                    syn::Expr::Infer(_) => fresh.as_mut().map_or(Ty::Error, |f| f()),
                    len => {
                        refusals.push(Refusal::new(
                            span::expr(len),
                            "this length cannot be computed here",
                            "use a literal or a `const` made of literals",
                        ));
                        Ty::Error
                    }
                });
                Ty::Array(Rc::new((elem, len)))
            }
            syn::Type::Reference(t) => Ty::Ref(t.mutability.is_some(), Rc::new(lower!(&t.elem))),
            syn::Type::Ptr(t) => {
                Ty::Ptr(matches!(t.mutability, syn::PointerMutability::Mut(_)), Rc::new(lower!(&t.elem)))
            }
            syn::Type::FnPtr(t) => {
                let args = t.inputs.iter().map(|a| lower!(&a.ty)).collect();
                let ret = match &t.output {
                    syn::ReturnType::Default => Ty::unit(),
                    syn::ReturnType::Type(_, ty) => lower!(ty),
                };
                Ty::FnPtr(args, Rc::new(ret))
            }
            syn::Type::Infer(t) => match fresh {
                Some(f) => f(),
                None => {
                    refusals.push(Refusal::new(
                        span::of(t.underscore_token.span),
                        "the type must be written out here",
                        "",
                    ));
                    Ty::Error
                }
            },
            syn::Type::TraitObject(t) => {
                let mut found = None;
                for bound in &t.bounds {
                    let syn::TypeParamBound::Trait(bound) = bound else { continue };
                    if let Some((args, ret, once)) = self.fn_bound(&bound.path, scope, refusals) {
                        return Ty::DynFn(once, args, Rc::new(ret));
                    }
                    let names: Vec<Name> = bound.path.segments.iter().map(|s| name_of(&s.ident)).collect();
                    match self.resolve(scope.module, &names, Space::Type) {
                        Some(Def::Adt(id)) => return Ty::Adt(id, Rc::new([])),
                        Some(Def::Trait(id)) if !self.traits[id as usize].library => found = Some(bound),
                        _ => {}
                    }
                }
                let at = found.map_or_else(|| span::ty(ty), |b| span::path(&b.path));
                refusals.push(Refusal::new(
                    at,
                    "trait objects other than of `Fn`, `FnMut` and `FnOnce` are not supported",
                    "use an enum or a generic parameter",
                ));
                Ty::Error
            }
            syn::Type::Path(t) => self.lower_path(t, scope, refusals, fresh),
            syn::Type::ImplTrait(t) => {
                refusals.push(Refusal::new(
                    span::of(t.impl_token.span),
                    "`impl Trait` is supported as a whole parameter or result only",
                    "name the type, or use a type parameter",
                ));
                Ty::Error
            }
            _ => {
                refusals.push(Refusal::new(span::ty(ty), "a type of this kind is not supported", ""));
                Ty::Error
            }
        }
    }

    fn lower_path(
        &self,
        t: &syn::TypePath,
        scope: Scope<'_>,
        refusals: &mut Vec<Refusal>,
        mut fresh: Option<&mut dyn FnMut() -> Ty>,
    ) -> Ty {
        let segments: Vec<&syn::PathSegment> = t.path.segments.iter().collect();
        let names: Vec<Name> = segments.iter().map(|s| name_of(&s.ident)).collect();
        if let Some(q) = &t.qself {
            let base = self.lower(&q.ty, scope, refusals, fresh);
            return Ty::Assoc(Rc::new(base), names.last().cloned().unwrap_or_else(|| "".into()));
        }
        // `Self`, `T`, `Self::Item`, `T::Item`.
        let base = if &*names[0] == "Self" {
            scope.self_ty.cloned()
        } else if names[0].starts_with('f') && matches!(&*names[0], "f32" | "f64") {
            refusals.push(Refusal::new(
                span::path(&t.path),
                "floating-point numbers are not supported",
                "count in integers",
            ));
            return Ty::Error;
        } else {
            scope.generics.iter().rposition(|g| *g == names[0]).map(|i| Ty::Param(i as u32))
        };
        if let Some(base) = base {
            return names[1..].iter().fold(base, |base, name| Ty::Assoc(Rc::new(base), name.clone()));
        }
        let mut args = Vec::new();
        if let Some(syn::PathArguments::AngleBracketed(list)) = segments.last().map(|s| &s.arguments) {
            for arg in &list.args {
                match arg {
                    syn::GenericArgument::Type(syn::Type::Path(p))
                        if p.path.get_ident().is_some_and(|i| {
                            matches!(self.lookup(scope.module, &name_of(i), Space::Value, 0), Some(Def::Const(_)))
                                && self.lookup(scope.module, &name_of(i), Space::Type, 0).is_none()
                        }) =>
                    {
                        let e = syn::Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path: p.path.clone() });
                        args.push(self.length(&e, scope).unwrap_or(Ty::Error));
                    }
                    syn::GenericArgument::Type(ty) => args.push(self.lower(
                        ty,
                        scope,
                        refusals,
                        match &mut fresh {
                            Some(f) => Some(&mut **f),
                            None => None,
                        },
                    )),
                    syn::GenericArgument::Const(e) => args.push(self.length(e, scope).unwrap_or(Ty::Error)),
                    _ => {}
                }
            }
        }
        let mut fill = |wanted: usize, args: &mut Vec<Ty>, refusals: &mut Vec<Refusal>| {
            args.truncate(wanted);
            while args.len() < wanted {
                match &mut fresh {
                    Some(f) => args.push(f()),
                    None => {
                        refusals.push(Refusal::new(
                            span::path(&t.path),
                            format!("`{}` needs {wanted} type arguments here", names.join("::")),
                            "",
                        ));
                        args.push(Ty::Error);
                    }
                }
            }
        };
        match self.resolve(scope.module, &names, Space::Type) {
            Some(Def::Primitive(ty)) => ty,
            Some(Def::Adt(id)) => {
                fill(self.adts[id as usize].generics.len(), &mut args, refusals);
                Ty::Adt(id, args.into())
            }
            Some(Def::Alias(id)) => {
                let alias = self.aliases[id as usize].clone();
                fill(alias.generics.len(), &mut args, refusals);
                alias.ty.subst(&args)
            }
            _ => {
                let path = names.join("::");
                refusals.push(Refusal::new(
                    span::path(&t.path),
                    format!("the type `{path}` is not known here"),
                    advice(&path),
                ));
                Ty::Error
            }
        }
    }

    /// The value of a constant expression, as a length.
    fn length(&self, e: &syn::Expr, scope: Scope<'_>) -> Option<Ty> {
        if let syn::Expr::Path(p) = e
            && let Some(ident) = p.path.get_ident()
            && let Some(i) = scope.generics.iter().rposition(|g| *g == name_of(ident))
        {
            return Some(Ty::Param(i as u32));
        }
        self.const_eval(e, scope).and_then(|n| u64::try_from(n).ok()).map(Ty::Len)
    }

    /// The value of a constant integer expression.
    #[must_use]
    pub fn const_eval(&self, e: &syn::Expr, scope: Scope<'_>) -> Option<i128> {
        match e {
            syn::Expr::Lit(l) => match &l.lit {
                syn::Lit::Int(i) => i.base10_parse().ok(),
                _ => None,
            },
            syn::Expr::Paren(e) => self.const_eval(&e.expr, scope),
            syn::Expr::Group(e) => self.const_eval(&e.expr, scope),
            syn::Expr::Cast(e) => self.const_eval(&e.expr, scope),
            syn::Expr::Block(b) => match b.block.stmts.as_slice() {
                [syn::Stmt::Expr(e, None)] => self.const_eval(e, scope),
                _ => None,
            },
            syn::Expr::Unary(u) if matches!(u.op, syn::UnOp::Neg(_)) => self.const_eval(&u.expr, scope)?.checked_neg(),
            syn::Expr::Binary(b) => {
                let (x, y) = (self.const_eval(&b.left, scope)?, self.const_eval(&b.right, scope)?);
                match b.op {
                    syn::BinOp::Add(_) => x.checked_add(y),
                    syn::BinOp::Sub(_) => x.checked_sub(y),
                    syn::BinOp::Mul(_) => x.checked_mul(y),
                    syn::BinOp::Div(_) => x.checked_div(y),
                    syn::BinOp::Rem(_) => x.checked_rem(y),
                    syn::BinOp::Shl(_) => x.checked_shl(u32::try_from(y).ok()?),
                    _ => None,
                }
            }
            syn::Expr::Path(p) => {
                let names: Vec<Name> = p.path.segments.iter().map(|s| name_of(&s.ident)).collect();
                if let (Some("Self"), Some(Ty::Adt(adt, _)), [_, name]) =
                    (names.first().map(|n| &**n), scope.self_ty, names.as_slice())
                {
                    for i in &self.impls {
                        if matches!(&i.self_ty, Ty::Adt(id, _) if id == adt)
                            && let Some((_, c)) = i.consts.iter().find(|(n, _)| n == name)
                        {
                            return self.const_eval(&self.consts[*c as usize].init.clone(), scope);
                        }
                    }
                }
                match self.resolve(scope.module, &names, Space::Value)? {
                    Def::Const(id) => {
                        let c = self.consts[id as usize].clone();
                        self.const_eval(&c.init, Scope { module: c.module, generics: &[], self_ty: None })
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A type in Rust's words.
    #[must_use]
    pub fn show(&self, ty: &Ty) -> String {
        let list = |tys: &[Ty]| tys.iter().map(|t| self.show(t)).collect::<Vec<_>>().join(", ");
        match ty {
            Ty::Var(_) => "_".into(),
            Ty::Error => "?".into(),
            Ty::Never => "!".into(),
            Ty::Bool => "bool".into(),
            Ty::Char => "char".into(),
            Ty::Str => "str".into(),
            Ty::Int(i) => i.name().into(),
            Ty::Tuple(t) if t.len() == 1 => format!("({},)", self.show(&t[0])),
            Ty::Tuple(t) => format!("({})", list(t)),
            Ty::Array(a) => format!("[{}; {}]", self.show(&a.0), self.show(&a.1)),
            Ty::Slice(t) => format!("[{}]", self.show(t)),
            Ty::Ref(m, t) => format!("&{}{}", if *m { "mut " } else { "" }, self.show(t)),
            Ty::Ptr(m, t) => format!("*{} {}", if *m { "mut" } else { "const" }, self.show(t)),
            Ty::Adt(id, args) if args.is_empty() => self.adts[*id as usize].name.to_string(),
            Ty::Adt(id, args) => format!("{}<{}>", self.adts[*id as usize].name, list(args)),
            Ty::FnDef(id, _) => format!("fn {}", self.fns[*id as usize].name),
            Ty::Ctor(id, v, _) => format!("fn {}", self.adts[*id as usize].variants[*v as usize].name),
            Ty::FnPtr(args, ret) => format!("fn({}) -> {}", list(args), self.show(ret)),
            Ty::DynFn(once, args, ret) => {
                format!("dyn Fn{}({}) -> {}", if *once { "Once" } else { "" }, list(args), self.show(ret))
            }
            Ty::Closure(_) => "a closure".into(),
            Ty::Dyn(name) => format!("dyn {name}"),
            Ty::Len(n) => n.to_string(),
            Ty::Param(i) => format!("#{i}"),
            Ty::Assoc(t, name) => format!("{}::{name}", self.show(t)),
        }
    }
}

struct Outer<'a> {
    owner: Owner,
    generics: &'a [Name],
    bounds: &'a [Bound],
    self_ty: Option<&'a Ty>,
}

fn impl_trait(ty: &syn::Type) -> Option<&syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>> {
    match ty {
        syn::Type::ImplTrait(t) => Some(&t.bounds),
        syn::Type::Reference(r) => impl_trait(&r.elem),
        syn::Type::Paren(p) => impl_trait(&p.elem),
        _ => None,
    }
}

/// Names of the type and const parameters.
fn generic_names(generics: &syn::Generics) -> Vec<Name> {
    generics
        .params
        .iter()
        .filter_map(|p| match p {
            syn::GenericParam::Type(t) => Some(name_of(&t.ident)),
            syn::GenericParam::Const(c) => Some(name_of(&c.ident)),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect()
}

fn is_macro(name: Option<&Name>) -> bool {
    name.is_some_and(|n| matches!(&**n, "println" | "assert" | "thread_local" | "vec" | "format"))
}

/// What to write instead of something that std has and the explorer has not.
#[must_use]
pub fn advice(path: &str) -> String {
    path.rsplit("::")
        .find_map(advice_on)
        .unwrap_or("see the list of what is supported in the explorer's documentation")
        .into()
}

fn advice_on(name: &str) -> Option<&'static str> {
    Some(match name {
        "HashMap" | "BTreeMap" | "HashSet" | "BTreeSet" | "BinaryHeap" | "LinkedList" => "use a Vec or an array",
        "rand" | "Rng" | "RngExt" | "thread_rng" | "rng" | "SmallRng" | "StdRng" | "SeedableRng" => {
            "use rand::random_range(a..b) or rand::random::<bool>(): a choice that the explorer tries in every way"
        }
        "AtomicF32" | "AtomicF64" => "keep the bits in an integer",
        "File" | "stdin" | "io" | "Read" | "Write" | "BufRead" | "net" | "TcpListener" | "TcpStream" | "process"
        | "Command" | "env" | "fs" => "the outside world cannot be explored: put the input into the program",
        "Instant" | "SystemTime" => {
            "time is not modelled: leave the measuring out, or choose with rand::random_range(a..b)"
        }
        "exit" | "abort" => "return from main, or panic",
        "Future" | "Context" | "Waker" | "Poll" | "Pin" => "async is not supported: explore the threads underneath",
        _ => return None,
    })
}
