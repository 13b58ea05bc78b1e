//! From a checked program to [`Code`]: decides which functions are needed, for which types, and compiles each once.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::capture::{self, Capture, Mode};
use super::code::{Code, Env, Function, FunctionId, Instr, Intrinsic};
use super::lower::Lower;
use crate::request::Span;
use crate::syntax::Refusal;
use crate::types::check;
use crate::types::items::{Def, Items, Space};
use crate::types::tree::{Expr, Kind};
use crate::types::ty::{ClosureId, FnId, Ty, Tys};
use crate::types::{Context, items};
use crate::value::Value;

/// A function to be compiled.
enum Job {
    Instance(FnId, Tys, FunctionId, Span),
    /// A function item as a value: takes an environment that it ignores.
    Shim(Ty, FunctionId),
    Glue(Ty, FunctionId),
    Global(u32, bool, FunctionId),
    /// A derived method.
    Derived(Ty, &'static str, FunctionId, Span),
}

/// Compiles a program.
pub(super) struct Compiler {
    pub cx: Context,
    pub code: Code,
    instances: HashMap<(FnId, Tys), FunctionId>,
    shims: HashMap<Ty, FunctionId>,
    glues: HashMap<Ty, FunctionId>,
    pub derived: HashMap<(Ty, &'static str), FunctionId>,
    constants: HashMap<Value, u32>,
    globals: HashMap<(u32, bool), FunctionId>,
    pub captures: HashMap<ClosureId, Rc<Vec<Capture>>>,
    pub envs: HashMap<ClosureId, Env>,
    pub closures: HashMap<ClosureId, FunctionId>,
    pub layouts: HashMap<Ty, u32>,
    pub needs_drop: HashMap<Ty, bool>,
    /// The program asks how many owners an `Arc` has.
    pub counts: bool,
    /// Functions that have been compiled, and those that are about to be.
    compiled: HashSet<FunctionId>,
    preparing: HashSet<FunctionId>,
    jobs: Vec<Job>,
    /// Statics that are initialized, in order, and the function that does it.
    pub statics: Vec<(u32, FunctionId)>,
    /// Where the value of each static is among the constants.
    pub static_slots: HashMap<u32, u32>,
}

/// The code of a program, its statics with the functions that initialize them, and where each one's value is among the constants.
pub type Compiled = (Code, Vec<(u32, FunctionId)>, HashMap<u32, u32>);

/// Compiles a program whose items have been declared.
///
/// # Errors
/// All refusals.
pub fn compile(
    items: Items,
    root: items::ModuleId,
    source: &str,
    mut refusals: Vec<Refusal>,
) -> Result<Compiled, Vec<Refusal>> {
    let main = match items.resolve(root, &["main".into()], Space::Value) {
        Some(Def::Fn(id)) => id,
        _ => {
            refusals.push(Refusal::new(Span::default(), "there is no `main`", "a program starts with `fn main()`"));
            return Err(refusals);
        }
    };
    let counts = {
        let words = &items.words;
        ["strong_count", "try_unwrap", "weak_count", "downgrade", "Weak"].iter().any(|w| words.contains(*w))
            || ["Arc", "Rc"].iter().any(|a| {
                ["get_mut", "into_inner", "make_mut", "ptr_eq", "unwrap_or_clone"]
                    .iter()
                    .any(|w| words.contains(&format!("{a}::{w}")))
            })
    };
    let mut compiler = Compiler {
        cx: Context::new(items),
        code: Code::default(),
        instances: HashMap::new(),
        shims: HashMap::new(),
        glues: HashMap::new(),
        derived: HashMap::new(),
        constants: HashMap::new(),
        globals: HashMap::new(),
        captures: HashMap::new(),
        envs: HashMap::new(),
        closures: HashMap::new(),
        layouts: HashMap::new(),
        needs_drop: HashMap::new(),
        counts,
        compiled: HashSet::new(),
        preparing: HashSet::new(),
        jobs: Vec::new(),
        statics: Vec::new(),
        static_slots: HashMap::new(),
    };
    compiler.cx.refusals = refusals;
    compiler.code.source = source.into();
    // Layout 0 is the common one.
    compiler.code.layouts.push(super::code::Layout::Cell);
    if compiler.cx.items.fns[main as usize].params.is_empty() {
        compiler.code.main = compiler.instance(main, &[], Span::default());
        compiler.work();
    } else {
        let at = compiler.cx.items.fns[main as usize].span;
        compiler.cx.refuse(at, "`main` takes no arguments", "");
    }
    // What is never called may still have to be refused.
    let mut id = 0;
    while (id as usize) < compiler.cx.items.fns.len() {
        id += 1;
        let id: FnId = id - 1;
        let f = compiler.cx.items.fns[id as usize].clone();
        if !f.library && f.generics.is_empty() && f.body.is_some() {
            compiler.instance(id, &[], f.span);
            compiler.work();
        }
    }
    if compiler.cx.refusals.is_empty() && compiler.cx.consequences.is_empty() {
        compiler.code.items = std::mem::take(&mut compiler.cx.items);
        return Ok((compiler.code, compiler.statics, compiler.static_slots));
    }
    let mut refusals = compiler.cx.refusals;
    if refusals.is_empty() {
        refusals = compiler.cx.consequences;
    }
    refusals.sort();
    refusals.dedup();
    Err(refusals)
}

impl Compiler {
    /// A number for a function that will be compiled.
    pub(super) fn reserve(&mut self, name: Rc<str>, library: bool) -> FunctionId {
        self.code.functions.push(Function {
            name,
            start: 0,
            slots: 0,
            parameters: 0,
            env: Env::None,
            drops: Vec::new(),
            env_glue: None,
            catches: false,
            library,
        });
        self.code.functions.len() as u32 - 1
    }

    /// The function of these type arguments.
    pub(super) fn instance(&mut self, id: FnId, args: &[Ty], at: Span) -> FunctionId {
        let args: Tys = args.iter().map(|a| self.resolve(a)).collect();
        if let Some(&f) = self.instances.get(&(id, args.clone())) {
            return f;
        }
        let f = self.cx.items.fns[id as usize].clone();
        let number = self.reserve(f.name.clone(), f.library);
        if self.instances.len() > 20_000 {
            self.cx.refuse(at, format!("`{}` is needed for more and more types, without end", f.name), "");
            return number;
        }
        if args.iter().any(|a| a.any(&mut |t| matches!(t, Ty::Var(_)))) {
            self.cx.site = at;
            let shown: Vec<String> = args.iter().map(|a| self.cx.show(a)).collect();
            self.cx.refuse_unknown(
                at,
                format!("not all types are known here (`{}` with {})", f.name, shown.join(", ")),
                "write the type out",
            );
        } else {
            self.jobs.push(Job::Instance(id, args.clone(), number, at));
        }
        self.instances.insert((id, args), number);
        number
    }

    /// A function item or constructor as a value that can be called like a closure.
    pub(super) fn shim(&mut self, ty: &Ty) -> FunctionId {
        let ty = self.resolve(ty);
        if let Some(&f) = self.shims.get(&ty) {
            return f;
        }
        let number = self.reserve("function pointer".into(), true);
        self.code.functions[number as usize].env = Env::Copy;
        self.shims.insert(ty.clone(), number);
        self.jobs.push(Job::Shim(ty, number));
        number
    }

    /// The destructor of a type, if it has one.
    pub(super) fn glue(&mut self, ty: &Ty) -> Option<FunctionId> {
        let ty = self.resolve(ty);
        if !self.needs_drop(&ty) {
            return None;
        }
        if let Some(&f) = self.glues.get(&ty) {
            return Some(f);
        }
        let number = self.reserve("drop".into(), true);
        self.glues.insert(ty.clone(), number);
        self.jobs.push(Job::Glue(ty, number));
        Some(number)
    }

    /// The function that computes a constant or the initial value of a static.
    pub(super) fn global(&mut self, id: u32, is_static: bool) -> FunctionId {
        if let Some(&f) = self.globals.get(&(id, is_static)) {
            return f;
        }
        let g = if is_static {
            self.cx.items.statics[id as usize].clone()
        } else {
            self.cx.items.consts[id as usize].clone()
        };
        let number = self.reserve(g.name.clone(), false);
        self.globals.insert((id, is_static), number);
        self.jobs.push(Job::Global(id, is_static, number));
        number
    }

    /// Where the value of a static is among the constants.
    pub(super) fn static_constant(&mut self, id: u32) -> u32 {
        if let Some(&c) = self.static_slots.get(&id) {
            return c;
        }
        // Not shared with other constants: it is filled in when the program is loaded.
        self.code.constants.push(Value::Moved);
        let c = self.code.constants.len() as u32 - 1;
        self.static_slots.insert(id, c);
        let f = self.global(id, true);
        self.statics.push((id, f));
        c
    }

    /// The number of a constant.
    pub(super) fn constant(&mut self, value: Value) -> u32 {
        if let Some(&c) = self.constants.get(&value) {
            return c;
        }
        self.code.constants.push(value.clone());
        let c = self.code.constants.len() as u32 - 1;
        self.constants.insert(value, c);
        c
    }

    /// A derived method will be compiled.
    pub(super) fn want_derived(&mut self, ty: Ty, method: &'static str, number: FunctionId, at: Span) {
        self.jobs.push(Job::Derived(ty, method, number, at));
    }

    fn work(&mut self) {
        while let Some(job) = self.jobs.pop() {
            match job {
                Job::Instance(id, args, number, at) => self.compile_instance(id, &args, number, at),
                Job::Shim(ty, number) => self.compile_shim(&ty, number),
                Job::Glue(ty, number) => self.compile_glue(&ty, number),
                Job::Global(id, is_static, number) => self.compile_global(id, is_static, number),
                Job::Derived(ty, method, number, at) => self.compile_derived(&ty, method, number, at),
            }
        }
    }

    fn compile_instance(&mut self, id: FnId, args: &[Ty], number: FunctionId, at: Span) {
        let f = self.cx.items.fns[id as usize].clone();
        if f.library && at.line != 0 {
            self.cx.site = at;
        }
        if f.intrinsic.is_some() || f.body.is_none() {
            // Called as a value: the shim calls it directly, so this is reached for required methods without an impl alone.
            if f.body.is_none() {
                let what = args.first().map(|t| self.cx.show(t)).unwrap_or_default();
                self.cx.refuse(at, format!("`{}` is not known for `{what}`", f.name), "");
            }
            return;
        }
        let Some(body) = check::body(&mut self.cx, id, args) else { return };
        self.code.functions[number as usize].catches = f.library && &*f.name == "try_call";
        // What returns closures must be compiled before what calls them.
        let locals: Vec<Ty> = body.locals.iter().map(|l| l.ty.clone()).collect();
        self.prepare(&body.value, &locals, f.library);
        if !self.compiled.insert(number) {
            return;
        }
        Lower::function(self, number, &body, f.library);
    }

    /// Finds out, before a body is compiled, what the closures in it capture; and compiles the functions that give it closures.
    /// Both in the order of evaluation: each may need to know what came before.
    fn prepare(&mut self, e: &Expr, locals: &[Ty], library: bool) {
        let mut parts = Vec::new();
        super::walk::parts(e, &mut |e| parts.push(e));
        for part in parts {
            self.prepare(part, locals, library);
        }
        match &e.kind {
            Kind::Closure(id) => {
                let Some(body) = self.cx.closures[*id as usize].body.clone() else { return };
                self.prepare(&body, locals, library);
                let mut inside = HashSet::new();
                super::walk::declared(&self.cx, e, &mut inside);
                self.closure(*id, &|local| !inside.contains(&local), locals, library);
            }
            Kind::Call(id, args, _) => {
                if e.span.line != 0 {
                    self.cx.site = e.span;
                }
                let (id, args) = self.cx.instance(*id, args);
                let f = self.cx.items.fns[id as usize].clone();
                if f.returns_impl && !args.iter().any(|a| a.any(&mut |t| matches!(t, Ty::Var(_)))) {
                    let number = self.instance(id, &args, f.span);
                    if !self.compiled.contains(&number) && self.preparing.insert(number) {
                        self.compile_instance(id, &args, number, f.span);
                    }
                }
            }
            _ => {}
        }
    }

    fn compile_global(&mut self, id: u32, is_static: bool, number: FunctionId) {
        let body = check::global(&mut self.cx, id, is_static);
        let locals: Vec<Ty> = body.locals.iter().map(|l| l.ty.clone()).collect();
        self.prepare(&body.value, &locals, false);
        let g = if is_static {
            self.cx.items.statics[id as usize].clone()
        } else {
            self.cx.items.consts[id as usize].clone()
        };
        Lower::global(self, number, &body, g.mutable, g.thread_local);
    }

    fn compile_shim(&mut self, ty: &Ty, number: FunctionId) {
        let Some((params, _)) = self.cx.signature(ty) else { return };
        let n = params.len() as u32;
        let start = self.code.instrs.len() as u32;
        for i in 0..n {
            self.emit(Instr::Load(i + 1), Span::default());
        }
        match ty {
            Ty::FnDef(id, args) => self.emit_call(*id, args, n, Span::default()),
            Ty::Ctor(adt, variant, _) => {
                let is_enum = self.cx.items.adts[*adt as usize].is_enum;
                let instr = if is_enum { Instr::Variant { variant: *variant, fields: n } } else { Instr::Aggregate(n) };
                self.emit(instr, Span::default());
            }
            _ => {}
        }
        self.emit(Instr::Return, Span::default());
        let f = &mut self.code.functions[number as usize];
        (f.start, f.parameters, f.slots) = (start, n + 1, n + 1);
    }

    pub(super) fn emit(&mut self, instr: Instr, span: Span) -> u32 {
        self.code.instrs.push(instr);
        self.code.spans.push(span);
        self.code.instrs.len() as u32 - 1
    }

    /// A call of a function whose arguments are on the operand stack: an intrinsic, or a real call.
    pub(super) fn emit_call(&mut self, id: FnId, args: &[Ty], n: u32, at: Span) {
        let (id, args) = self.cx.instance(id, args);
        let f = self.cx.items.fns[id as usize].clone();
        match &f.intrinsic {
            Some(name) => {
                self.emit_intrinsic(name, &args, n, at);
            }
            None => {
                let function = self.instance(id, &args, at);
                self.emit(Instr::Call { function, arguments: n }, at);
            }
        }
    }

    fn emit_intrinsic(&mut self, name: &str, args: &[Ty], n: u32, at: Span) {
        // What is known when the program is compiled.
        let known = match name {
            "arc_counted" => Some(Value::Bool(self.counted(&args[0]))),
            "unset" => Some(Value::Unit),
            "uninit" => Some(Value::Moved),
            "default" => self.default_value(&args[0]),
            _ => None,
        };
        if let Some(value) = known {
            let c = self.constant(value);
            self.emit(Instr::Push(c), at);
            return;
        }
        let site = if at.line == 0 { self.cx.site } else { at };
        if name == "clone" && !self.clones_by_copy(&args[0], &mut HashSet::new()) || name == "default" {
            match self.derived(&args[0], if name == "clone" { "clone" } else { "default" }, site) {
                Some(function) => {
                    self.emit(Instr::Call { function, arguments: n }, at);
                }
                None => {
                    let what = self.cx.show(&args[0]);
                    let reason = if name == "clone" {
                        format!("cloning a `{what}` is not supported")
                    } else {
                        format!("`{what}` has no default")
                    };
                    self.cx.refuse(site, reason, "write an impl for it");
                }
            }
            return;
        }
        if matches!(name, "less" | "equal" | "compare_values" | "seq_sort")
            && args.first().is_some_and(|t| self.own_comparison(&t.clone(), &mut HashSet::new()))
        {
            let what = self.cx.show(&args[0]);
            self.cx.refuse(
                site,
                format!("this would compare `{what}` part by part, but it has an impl of its own"),
                "derive PartialEq, PartialOrd and Ord, or compare with a closure (`sort_by`)",
            );
        }
        let Some(which) = Intrinsic::named(name) else {
            panic!("the library uses an intrinsic `{name}` that does not exist")
        };
        let extra = match which {
            Intrinsic::cells_new | Intrinsic::cells_take | Intrinsic::write_raw | Intrinsic::mem_take_place => {
                self.layout(&args[0])
            }
            Intrinsic::int_from
            | Intrinsic::int_try_from
            | Intrinsic::int_parse
            | Intrinsic::str_parse_int
            | Intrinsic::int_to_bits => {
                match args.iter().map(|a| self.resolve(a)).find_map(|t| if let Ty::Int(i) = t { Some(i) } else { None })
                {
                    Some(int) => int as u32,
                    None => {
                        self.cx.refuse(
                            at,
                            "this conversion is not supported",
                            "convert between integer types, `bool` and `char`",
                        );
                        0
                    }
                }
            }
            Intrinsic::display | Intrinsic::debug_text => {
                let ty = self.resolve(&args[0]);
                self.code.types.push(ty);
                self.code.types.len() as u32 - 1
            }
            Intrinsic::scope_spawn | Intrinsic::spawn => {
                // The function that runs the closure on the new thread.
                let main = self.cx.items.library_fn("thread_main");
                let f = self.cx.items.fns[main as usize].generics.len();
                self.instance(main, &args[args.len() - f..], at)
            }
            _ => 0,
        };
        let pc = self.emit(Instr::Intrinsic { which, arguments: n, extra }, at);
        let _ = pc;
    }

    /// `Default::default()` of a type without an impl of its own.
    fn default_value(&mut self, ty: &Ty) -> Option<Value> {
        match self.resolve(ty) {
            Ty::Int(i) => Some(Value::int(i, 0)),
            Ty::Bool => Some(Value::Bool(false)),
            Ty::Char => Some(Value::Char('\0')),
            Ty::Tuple(t) if t.is_empty() => Some(Value::Unit),
            Ty::Tuple(t) => t.iter().map(|t| self.default_value(t)).collect::<Option<Vec<_>>>().map(Value::aggregate),
            Ty::Ref(_, t) if self.resolve(&t) == Ty::Str => Some(Value::str("")),
            Ty::Array(a) => match self.resolve(&a.1) {
                Ty::Len(n) => self.default_value(&a.0).map(|v| Value::aggregate(vec![v; n as usize])),
                _ => None,
            },
            _ => None,
        }
    }

    /// Finds out what a closure captures, and reserves its function.
    pub(super) fn closure(
        &mut self,
        id: ClosureId,
        outer: &dyn Fn(crate::types::tree::LocalId) -> bool,
        locals: &[Ty],
        library: bool,
    ) {
        let closure = self.cx.closures[id as usize].clone();
        let number = self.reserve("closure".into(), library);
        let (captures, env) = match &closure.body {
            Some(body) => capture::analyse(self, body, closure.is_move, outer, locals),
            None => (Vec::new(), Env::Copy),
        };
        let captures = Rc::new(captures);
        self.captures.insert(id, captures);
        self.envs.insert(id, env);
        self.closures.insert(id, number);
        self.code.functions[number as usize].env = env;
    }

    /// The destructor of what a closure owns.
    pub(super) fn compile_glue(&mut self, ty: &Ty, number: FunctionId) {
        let start = self.code.instrs.len() as u32;
        let at = Span::default();
        let mut slots = 1;
        let mut drops = Vec::new();
        if let Some((f, args)) = self.drop_impl(ty) {
            self.emit(Instr::Ref(0), at);
            self.emit_call(f, &args, 1, at);
            self.emit(Instr::Pop, at);
        }
        // Parts, in order, each in a slot of its own while it is dropped.
        let mut part = |this: &mut Compiler, index: u32, ty: &Ty| {
            if let Some(glue) = this.glue(ty) {
                this.emit(Instr::Ref(0), at);
                this.emit(Instr::RefField(index), at);
                this.emit(Instr::TakeAt, at);
                this.emit(Instr::Store(slots), at);
                this.emit(Instr::Drop(slots, glue), at);
                drops.push((slots, glue));
                slots += 1;
            }
        };
        match ty {
            Ty::Tuple(t) => {
                for (i, t) in t.iter().enumerate() {
                    part(self, i as u32, t);
                }
            }
            Ty::Closure(id) => {
                let captures = self.captures.get(id).cloned().unwrap_or_default();
                for (i, c) in captures.iter().enumerate() {
                    if c.mode == Mode::Value {
                        part(self, i as u32, &c.ty);
                    }
                }
            }
            Ty::DynFn(..) => {
                self.emit(Instr::Take(0), at);
                self.emit(Instr::DropClosure, at);
            }
            Ty::Array(a) => self.glue_of_elements(&a.0, &mut slots, &mut drops),
            Ty::Slice(t) => self.glue_of_elements(t, &mut slots, &mut drops),
            Ty::Adt(id, args) => {
                let adt = self.cx.items.adts[*id as usize].clone();
                if adt.library && matches!(&*adt.name, "Vec" | "VecDeque") {
                    self.glue_of_elements(&args[0], &mut slots, &mut drops);
                } else if adt.library && &*adt.name == "Box" {
                    if let Some(glue) = self.glue(&args[0]) {
                        self.emit(Instr::Drop(0, glue), at);
                        drops.push((0, glue));
                    }
                } else if adt.library
                    && matches!(
                        &*adt.name,
                        "Arc"
                            | "Rc"
                            | "Mutex"
                            | "RwLock"
                            | "OnceLock"
                            | "UnsafeCell"
                            | "RefCell"
                            | "Cell"
                            | "Atomic"
                            | "Weak"
                    )
                {
                    // Their own impls drop what they own.
                } else {
                    for (v, variant) in adt.variants.iter().enumerate() {
                        let tys: Vec<Ty> = variant
                            .fields
                            .iter()
                            .map(|(_, t)| {
                                let t = t.subst(args);
                                self.cx.normalize(&t)
                            })
                            .collect();
                        if !tys.iter().any(|t| self.needs_drop(t)) {
                            continue;
                        }
                        let skip = if adt.is_enum {
                            self.emit(Instr::Load(0), at);
                            self.emit(Instr::IsVariant(v as u32), at);
                            Some(self.emit(Instr::JumpUnless(0), at))
                        } else {
                            None
                        };
                        for (i, t) in tys.iter().enumerate() {
                            part(self, i as u32, t);
                        }
                        if let Some(skip) = skip {
                            self.code.instrs[skip as usize] = Instr::JumpUnless(self.code.instrs.len() as u32);
                        }
                    }
                }
            }
            _ => {}
        }
        let unit = self.constant(Value::Unit);
        self.emit(Instr::Push(unit), at);
        self.emit(Instr::Return, at);
        let f = &mut self.code.functions[number as usize];
        (f.start, f.parameters, f.slots) = (start, 1, slots);
        drops.sort_unstable();
        f.drops = drops;
    }

    fn glue_of_elements(&mut self, elem: &Ty, slots: &mut u32, drops: &mut Vec<(u32, FunctionId)>) {
        let at = Span::default();
        let Some(glue) = self.glue(elem) else { return };
        let (slot, start) = (*slots, self.code.instrs.len() as u32);
        *slots += 1;
        self.emit(Instr::Load(0), at);
        self.emit(Instr::HasLen { len: 1, at_least: true }, at);
        let end = self.emit(Instr::JumpUnless(0), at);
        self.emit(Instr::Ref(0), at);
        self.emit(Instr::Intrinsic { which: Intrinsic::seq_pop_front, arguments: 1, extra: 0 }, at);
        self.emit(Instr::Field(0), at);
        self.emit(Instr::Store(slot), at);
        self.emit(Instr::Drop(slot, glue), at);
        drops.push((slot, glue));
        self.emit(Instr::Jump(start), at);
        self.code.instrs[end as usize] = Instr::JumpUnless(self.code.instrs.len() as u32);
    }

    /// The words of a program, and pairs `A::b`: what it asks about decides what must be modelled.
    pub(super) fn words(tokens: proc_macro2::TokenStream, words: &mut HashSet<String>) {
        let mut stack = vec![tokens.into_iter()];
        let mut last = [String::new(), String::new(), String::new()];
        while let Some(top) = stack.last_mut() {
            match top.next() {
                None => {
                    stack.pop();
                }
                Some(proc_macro2::TokenTree::Group(g)) => stack.push(g.stream().into_iter()),
                Some(token) => {
                    let text = token.to_string();
                    if last[1] == ":" && last[2] == ":" {
                        words.insert(format!("{}::{text}", last[0]));
                    }
                    if matches!(token, proc_macro2::TokenTree::Ident(_)) {
                        words.insert(text.clone());
                    }
                    last.rotate_left(1);
                    last[2] = text;
                }
            }
        }
    }
}

impl Items {
    /// A free function of the library, by name.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn library_fn(&self, name: &str) -> FnId {
        self.fns
            .iter()
            .position(|f| f.library && *f.name == *name && f.owner == items::Owner::Free)
            .unwrap_or_else(|| panic!("the library has {name}")) as FnId
    }
}
