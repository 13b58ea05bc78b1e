//! Runs one thread from request to request.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::Names;
use super::code::{Code, Env, FunctionId, Instr, Layout, Pc};
use super::place::{self, bounds, extend, modify};
use super::{format, intrinsic};
use crate::request::{Answer, End, FAREWELL, Init, Mode, Object, OutOfFuel, Request, STATICS, Span, ThreadId};
use crate::types::tree::Comparison;
use crate::value::{Aggregate, Arith, Base, Place, Step, Value, arith, cast, compare, not};

/// Most calls open at once: what is deeper would have overflowed a stack somewhere.
const DEPTH: usize = 3_000;

/// Most values and bytes of text on a stack.
const LARGEST: u32 = 1 << 20;

/// A thread of a program, stopped at a request.
#[derive(Clone)]
pub struct Thread {
    code: Rc<Code>,
    names: Names,
    state: Rc<State>,
}

/// Everything that decides what the thread will do.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct State {
    pub id: ThreadId,
    pub pc: Pc,
    /// Where the current frame begins.
    pub frame: u32,
    pub function: FunctionId,
    /// Frames, one after the other: each its slots, then its operands.
    pub stack: Vec<Value>,
    callers: Vec<Caller>,
    pub request: Request,
    /// Objects created so far.
    pub objects: u32,
    /// Threads started so far.
    pub children: u32,
    /// The message of the panic that unwinds the stack.
    pub panic: Option<Rc<str>>,
    pub rare: Rc<Rare>,
}

/// What most threads have no use for.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Rare {
    /// Its instances of `thread_local!` statics.
    pub locals: Vec<(usize, Value)>,
    /// Its name: an `Option<String>`.
    pub name: Option<Value>,
    /// Belongs to a scope: see [`State::farewell`].
    pub scoped: bool,
    /// How many slots at the bottom of the stack were lent to it.
    pub lent: u32,
    /// Threads that it has started into scopes of other threads: the scope, and the entry into its list.
    pub orphans: Vec<(Value, Value)>,
    /// An access to several locations, under way.
    pub access: Option<Access>,
    /// What an instruction has found in shared memory, to look at or to change: the cells, what was in them, what is to be.
    pub seen: Option<Seen>,
}

/// The content of shared memory while one instruction works on it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Seen {
    cells: Value,
    found: Value,
    pub value: Value,
}

/// The slot number under which [`Rare::seen`] is reached.
pub(super) const SEEN: u32 = u32::MAX;

/// An access to shared memory that takes several requests.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Access {
    /// The locations that remain, the next one last, with what to store.
    todo: Vec<(Object, Value)>,
    /// What was found, for a load.
    found: Vec<Value>,
    tree: Value,
    path: Vec<Step>,
    kind: AccessKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum AccessKind {
    /// `→ value`
    Load,
    /// The location is loaded first, because only part of it changes.
    Change,
    Store,
    /// Load, and leave nothing behind: the memory is free.
    Take,
    /// Load, for the instruction to be run again with it.
    See,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Caller {
    pc: Pc,
    frame: u32,
    function: FunctionId,
    then: Then,
}

/// What to do when a call returns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Then {
    /// Go on with the result.
    Push,
    /// Go on without it.
    Discard,
    /// Go on unwinding.
    Unwind,
}

/// What has come of an instruction.
pub(super) enum Flow {
    /// On to the next one.
    Next,
    /// The program counter is set.
    Jumped,
    /// The thread waits for an answer; the instruction will be asked what to do with it.
    Ask(Request),
    /// The thread panics.
    Panic(String),
    /// The thread is over.
    Over,
    /// The thread has gone too far.
    Exhausted,
}

impl PartialEq for Thread {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) || self.state == other.state
    }
}
impl Eq for Thread {}
impl Hash for Thread {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.state.hash(hasher)
    }
}
impl std::fmt::Debug for Thread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.state.fmt(f)
    }
}

impl crate::request::Thread for Thread {
    fn request(&self) -> &Request {
        &self.state.request
    }

    fn answer(&mut self, answer: Answer, fuel: &mut u64) -> Result<(), OutOfFuel> {
        let state = Rc::make_mut(&mut self.state);
        let flow = state.resume(&self.code, &self.names, answer);
        state.run(&self.code, &self.names, flow, fuel)
    }

    fn span(&self) -> Span {
        self.state.span(&self.code)
    }
}

impl Thread {
    /// A thread about to run a function whose arguments are on its stack, above what it has been lent.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn start(
        code: &Rc<Code>,
        names: &Names,
        id: ThreadId,
        function: FunctionId,
        stack: Vec<Value>,
        lent: Option<u32>,
        name: Value,
        fuel: &mut u64,
    ) -> Result<Thread, OutOfFuel> {
        let (scoped, lent) = (lent.is_some(), lent.unwrap_or(0));
        let mut state = State::new(code, id, function, stack, lent);
        if name != Value::none() || scoped {
            state.rare =
                Rc::new(Rare { name: (name != Value::none()).then_some(name), scoped, lent, ..Rare::default() });
        }
        state.run(code, names, Flow::Jumped, fuel)?;
        Ok(Thread { code: code.clone(), names: names.clone(), state: Rc::new(state) })
    }
}

/// Runs the initializer of a static: its value, the objects that it creates, and their names.
pub(super) fn initialize(
    code: &Rc<Code>,
    function: FunctionId,
    name: &str,
    fuel: u64,
) -> Result<(Value, Vec<Init>, Vec<String>), String> {
    let names = Names::default();
    let mut fuel = fuel;
    let mut state = State::new(code, STATICS, function, Vec::new(), 0);
    state.objects = code.statics.len() as u32;
    let mut created = Vec::new();
    let mut flow = Flow::Jumped;
    loop {
        state.run(code, &names, flow, &mut fuel).map_err(|_| "it takes too long".to_string())?;
        match state.request.clone() {
            Request::Create { init, .. } => {
                created.push(init);
                flow = state.resume(code, &names, Answer::Done);
            }
            Request::End(End::Returned(value)) => {
                let names = label(&value, name, state.objects - created.len() as u32, created.len());
                return Ok((value, created, names));
            }
            Request::End(End::Panicked(message)) => return Err(format!("it panics: {message}")),
            _ => return Err("it needs threads to be running".into()),
        }
    }
}

/// Names for the objects in a static: its own, with a path where there are several.
fn label(value: &Value, name: &str, first: u32, count: usize) -> Vec<String> {
    fn walk(value: &Value, name: &str, first: u32, names: &mut [String]) {
        match value {
            Value::Object(o) if o.owner == STATICS && o.index >= first => {
                if let Some(slot) = names.get_mut((o.index - first) as usize) {
                    *slot = name.into();
                }
            }
            Value::Aggregate(a) if a.fields().len() == 1 => walk(&a.fields()[0], name, first, names),
            Value::Aggregate(a) => {
                for (i, field) in a.fields().iter().enumerate() {
                    walk(field, &format!("{name}[{i}]"), first, names);
                }
            }
            _ => {}
        }
    }
    let mut names = vec![name.to_string(); count];
    if count > 1 {
        walk(value, name, first, &mut names);
    }
    names
}

impl State {
    fn new(code: &Code, id: ThreadId, function: FunctionId, stack: Vec<Value>, lent: u32) -> State {
        let f = &code.functions[function as usize];
        let mut stack = stack;
        stack.resize((lent + f.slots) as usize, Value::Moved);
        State {
            id,
            pc: f.start,
            frame: lent,
            function,
            stack,
            callers: Vec::new(),
            request: Request::Yield,
            objects: 0,
            children: 0,
            panic: None,
            rare: Rc::default(),
        }
    }

    /// Where the thread is in the program, not in the library.
    fn span(&self, code: &Code) -> Span {
        let span = code.spans[self.pc as usize];
        if span.line != 0 {
            return span;
        }
        // Callers' program counters are past their calls.
        self.callers
            .iter()
            .rev()
            .map(|c| code.spans[c.pc.saturating_sub(1) as usize])
            .find(|s| s.line != 0)
            .unwrap_or_default()
    }

    pub(super) fn pop(&mut self) -> Value {
        self.stack.pop().expect("an operand")
    }
    pub(super) fn push(&mut self, value: Value) {
        self.stack.push(value);
    }
    fn slot(&mut self, slot: u32) -> &mut Value {
        &mut self.stack[(self.frame + slot) as usize]
    }

    /// The last `n` operands.
    pub(super) fn operands(&mut self, n: u32) -> Vec<Value> {
        self.stack.split_off(self.stack.len() - n as usize)
    }

    /// A name for a new object, and the request that creates it.
    pub(super) fn create(&mut self, code: &Code, names: &Names, init: Init) -> Request {
        let object = Object { owner: self.id, index: self.objects };
        self.objects += 1;
        if self.id != STATICS {
            let mut names = names.borrow_mut();
            if !names.contains_key(&object) {
                let name = self.creation_name(code, &init);
                // Several may be made in one place, one soon after the other.
                let earlier = (object.index.saturating_sub(16)..object.index).rev().find_map(|index| {
                    let other = names.get(&Object { owner: self.id, index })?;
                    match other.strip_prefix(&*name)? {
                        "" => Some(1),
                        number => number.strip_prefix(" #")?.parse::<u32>().ok(),
                    }
                });
                let name = earlier.map_or_else(|| name.clone(), |earlier| format!("{name} #{}", earlier + 1).into());
                names.insert(object, name);
            }
        }
        Request::Create { object, init }
    }

    /// The variable that is being initialized, by the text of its line; or what it is and where it was made.
    fn creation_name(&self, code: &Code, init: &Init) -> Rc<str> {
        let span = self.span(code);
        let line = code.source.lines().nth(span.line.saturating_sub(1) as usize).unwrap_or("");
        let name = line
            .trim_start()
            .strip_prefix("let ")
            .map(|rest| rest.trim_start_matches("mut "))
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""));
        match name {
            Some(name) if !name.is_empty() => name.into(),
            _ => {
                let kind = if let Init::Sync(state) = init { state.kind() } else { "value" };
                format!("{kind} of line {}", span.line).into()
            }
        }
    }

    /// What the answer means to the instruction that asked.
    fn resume(&mut self, code: &Code, names: &Names, answer: Answer) -> Flow {
        if self.rare.access.is_some() {
            self.continue_access(answer);
            return self.access(code);
        }
        match code.instrs[self.pc as usize] {
            Instr::Intrinsic { which, extra, .. } => intrinsic::resume(self, code, names, which, extra, answer),
            Instr::Print => {
                self.push(Value::Unit);
                Flow::Next
            }
            // Ending with a panic, what was lent went into an object first.
            _ => {
                let message = self.panic.clone().unwrap_or_else(|| "".into());
                self.request = Request::End(End::Panicked(message));
                Flow::Over
            }
        }
    }

    fn run(&mut self, code: &Code, names: &Names, first: Flow, fuel: &mut u64) -> Result<(), OutOfFuel> {
        let mut flow = first;
        loop {
            match flow {
                Flow::Next => self.pc += 1,
                Flow::Jumped => {}
                Flow::Ask(request) => {
                    self.request = request;
                    return if self.is_small() { Ok(()) } else { Err(OutOfFuel) };
                }
                Flow::Panic(message) => {
                    flow = self.panic(code, message);
                    continue;
                }
                Flow::Over => return Ok(()),
                Flow::Exhausted => return Err(OutOfFuel),
            }
            if *fuel == 0 {
                return Err(OutOfFuel);
            }
            *fuel -= 1;
            flow = self.step(code, names);
        }
    }

    /// Whether there is not too much to compare with other states.
    fn is_small(&self) -> bool {
        let mut left = LARGEST;
        let asked = match &self.request {
            Request::Store { value, .. } | Request::Spawn { entry: value, .. } => value.weigh(&mut left),
            Request::Create { init: Init::Memory(value), .. } => value.weigh(&mut left),
            _ => true,
        };
        asked && self.stack.iter().all(|value| value.weigh(&mut left))
    }

    fn step(&mut self, code: &Code, names: &Names) -> Flow {
        match code.instrs[self.pc as usize] {
            Instr::Push(c) => self.push(code.constants[c as usize].clone()),
            Instr::Load(slot) => {
                let value = self.slot(slot).clone();
                self.push(value);
            }
            Instr::Store(slot) => {
                let value = self.pop();
                *self.slot(slot) = value;
            }
            Instr::Take(slot) => {
                let value = std::mem::replace(self.slot(slot), Value::Moved);
                self.push(value);
            }
            Instr::Clear(from, to) => {
                let frame = self.frame;
                for value in &mut self.stack[(frame + from) as usize..(frame + to) as usize] {
                    *value = Value::Moved;
                }
            }
            Instr::Pop => {
                self.pop();
            }
            Instr::Under(n) => {
                let top = self.pop();
                let len = self.stack.len() - n as usize;
                self.stack.truncate(len);
                self.push(top);
            }
            Instr::Field(i) => {
                let value = self.pop();
                let field = match value {
                    Value::Aggregate(a) => match Rc::try_unwrap(a) {
                        Ok(mut a) => a.fields_mut().get_mut(i as usize).map(|f| std::mem::replace(f, Value::Moved)),
                        Err(a) => a.fields().get(i as usize).cloned(),
                    },
                    value => value.get(i as usize),
                };
                self.push(field.unwrap_or(Value::Moved));
            }
            Instr::Element => {
                let index = self.pop().as_usize().unwrap_or(usize::MAX);
                let value = self.pop();
                match value.get(index) {
                    Some(v) => self.push(v),
                    None => return Flow::Panic(out_of_bounds(value.len(), index)),
                }
            }
            Instr::Slice(kind) => {
                let range = self.pop();
                let value = self.pop();
                if let Value::Str(s) = &value {
                    match bounds(kind, &range, s.len()) {
                        Ok((start, len)) => match s.get(start..start + len) {
                            Some(part) => self.push(Value::str(part)),
                            None => return Flow::Panic(format!("byte index {start} is not a char boundary")),
                        },
                        Err(message) => return Flow::Panic(message),
                    }
                } else {
                    match bounds(kind, &range, value.len()) {
                        Ok((start, len)) => self.push(place::slice(&value, start, len)),
                        Err(message) => return Flow::Panic(message),
                    }
                }
            }
            Instr::Aggregate(n) => {
                let value = match n {
                    2 => {
                        let (b, a) = (self.pop(), self.pop());
                        Value::pair(a, b)
                    }
                    3 => {
                        let (c, b, a) = (self.pop(), self.pop(), self.pop());
                        Value::triple(a, b, c)
                    }
                    n => Value::aggregate(self.operands(n)),
                };
                self.push(value);
            }
            Instr::Closure { function, captures } => {
                let fields = self.operands(captures);
                self.push(place::aggregate(function, fields));
            }
            Instr::Variant { variant, fields } => {
                let value = match fields {
                    1 => Value::variant1(variant, self.pop()),
                    n => Value::variant(variant, self.operands(n)),
                };
                self.push(value);
            }
            Instr::Ref(slot) => self.push(Value::Slot(self.frame + slot)),
            Instr::RefField(i) => {
                let place = self.pop();
                self.push(extend(place, Step::Field(i)));
            }
            Instr::RefElement | Instr::RefSlice(_) if self.unseen(self.stack.len() - 2) => {
                return self.see(code, self.stack.len() - 2);
            }
            Instr::RefFromEnd(_) | Instr::RefMiddle(..) if self.unseen(self.stack.len() - 1) => {
                return self.see(code, self.stack.len() - 1);
            }
            Instr::RefElement => {
                let index = self.pop().as_usize().unwrap_or(usize::MAX);
                let place = self.pop();
                let len = self.len_at(&place);
                self.forget_seen();
                if index >= len {
                    return Flow::Panic(out_of_bounds(len, index));
                }
                self.push(extend(place, Step::Field(index as u32)));
            }
            Instr::RefSlice(kind) => {
                let range = self.pop();
                let place = self.pop();
                let len = self.len_at(&place);
                self.forget_seen();
                match bounds(kind, &range, len) {
                    Ok((start, len)) => self.push(extend(place, Step::Range { start: start as u32, len: len as u32 })),
                    Err(message) => return Flow::Panic(message),
                }
            }
            Instr::RefFromEnd(n) => {
                let place = self.pop();
                let len = self.len_at(&place) as u32;
                self.forget_seen();
                self.push(extend(place, Step::Field(len - 1 - n)));
            }
            Instr::RefMiddle(a, b) => {
                let place = self.pop();
                let len = self.len_at(&place) as u32;
                self.forget_seen();
                self.push(extend(place, Step::Range { start: a, len: len - a - b }));
            }
            Instr::Read(layout) => {
                let place = self.pop();
                match place::split(&place) {
                    Some((slot, path)) => {
                        let value = place::get(&self.stack[slot as usize], path);
                        self.push(value);
                    }
                    None => return self.load(code, place, layout, false),
                }
            }
            Instr::Write(layout) => {
                let place = self.pop();
                let value = self.pop();
                if !self.set(&place, value.clone()) {
                    return self.store(code, place, layout, value);
                }
            }
            Instr::TakeAt => {
                let place = self.pop();
                match self.change(&place, &mut |v| std::mem::replace(v, Value::Moved)) {
                    Some(value) => self.push(value),
                    None => return self.load(code, place, 0, false),
                }
            }
            Instr::Pointee => {
                let pointer = self.pop();
                match pointer {
                    Value::Object(_) | Value::Aggregate(_) => {
                        self.push(Value::Place(Rc::new(Place { base: Base::Cells(pointer), path: Vec::new() })))
                    }
                    Value::Slot(_) | Value::Place(_) => self.push(pointer),
                    _ => return Flow::Panic("null pointer dereference occurred".into()),
                }
            }
            Instr::Pointer => {
                // To shared memory; or, within one thread, to the stack.
                let place = self.pop();
                let pointer = match &place {
                    Value::Place(p) => match (&p.base, p.path.is_empty()) {
                        (Base::Cells(tree), true) => tree.clone(),
                        _ => place.clone(),
                    },
                    _ => place.clone(),
                };
                self.push(pointer);
            }
            Instr::Jump(to) => {
                self.pc = to;
                return Flow::Jumped;
            }
            Instr::JumpUnless(to) => {
                if self.pop() != Value::Bool(true) {
                    self.pc = to;
                    return Flow::Jumped;
                }
            }
            Instr::JumpIf(to) => {
                if self.pop() == Value::Bool(true) {
                    self.pc = to;
                    return Flow::Jumped;
                }
            }
            Instr::IsVariant(v) => {
                let value = self.pop();
                self.push(Value::Bool(value.variant_index() == v));
            }
            Instr::HasLen { len, at_least } => {
                let n = self.pop().len();
                self.push(Value::Bool(if at_least { n >= len as usize } else { n == len as usize }));
            }
            Instr::FromEnd(n) => {
                let value = self.pop();
                let index = value.len().wrapping_sub(1 + n as usize);
                self.push(value.get(index).unwrap_or(Value::Moved));
            }
            Instr::Middle(a, b) => {
                let value = self.pop();
                let len = value.len() - (a + b) as usize;
                self.push(place::slice(&value, a as usize, len));
            }
            Instr::Arith(op) => {
                let (b, a) = (self.pop(), self.pop());
                match arith(op, &a, &b) {
                    Some(w) if !w.overflowed => self.push(w.value),
                    Some(_) => return Flow::Panic(overflow(op)),
                    None if op == Arith::Div => return Flow::Panic("attempt to divide by zero".into()),
                    None => return Flow::Panic("attempt to calculate the remainder with a divisor of zero".into()),
                }
            }
            Instr::Not => {
                let value = self.pop();
                self.push(not(&value));
            }
            Instr::Neg => {
                let value = self.pop();
                let zero = Value::int(value.int_ty().expect("an integer"), 0);
                match arith(Arith::Sub, &zero, &value) {
                    Some(w) if !w.overflowed => self.push(w.value),
                    _ => return Flow::Panic("attempt to negate with overflow".into()),
                }
            }
            Instr::Compare(op) => {
                let (mut b, mut a) = (self.pop(), self.pop());
                self.follow(&mut a);
                self.follow(&mut b);
                self.push(Value::Bool(compares(op, &a, &b)));
            }
            Instr::Cast(ty) => {
                let value = self.pop();
                self.push(cast(&value, ty).expect("a number"));
            }
            Instr::ToChar => {
                let n = self.pop().as_i128().and_then(|n| u32::try_from(n).ok()).and_then(char::from_u32);
                self.push(Value::Char(n.unwrap_or('\0')));
            }
            Instr::Discriminant(table, ty) => {
                let v = self.pop().variant_index();
                let n = code.constants[table as usize].get(v as usize).expect("a variant");
                self.push(cast(&n, ty).expect("a number"));
            }
            Instr::Call { function, arguments } => return self.call(code, function, arguments, Then::Push),
            Instr::CallValue(arguments) => return self.call_value(code, arguments),
            Instr::Return => {
                let result = self.pop();
                return self.return_value(code, result);
            }
            Instr::Drop(slot, glue) => {
                let value = std::mem::replace(self.slot(slot), Value::Moved);
                if value != Value::Moved {
                    self.push(value);
                    return self.call(code, glue, 1, Then::Discard);
                }
            }
            Instr::DropClosure => {
                let value = self.pop();
                if let Some(glue) = code.functions[value.variant_index() as usize].env_glue {
                    self.push(value);
                    return self.call(code, glue, 1, Then::Discard);
                }
            }
            Instr::Format { template, arguments } => {
                let mut args = self.operands(arguments);
                args.iter_mut().for_each(|arg| self.follow(arg));
                let text = format::format(code, &code.templates[template as usize], &args);
                if text.len() > format::LONGEST {
                    return Flow::Exhausted;
                }
                self.push(Value::str(text));
            }
            Instr::Print => {
                let Value::Str(text) = self.pop() else { unreachable!("text is printed") };
                return Flow::Ask(Request::Print { text: text.as_str().into() });
            }
            Instr::Panic => {
                let Value::Str(text) = self.pop() else { unreachable!("a panic has a message") };
                return Flow::Panic(text.to_string());
            }
            Instr::Intrinsic { which, arguments, extra } => {
                return intrinsic::run(self, code, names, which, arguments, extra);
            }
            Instr::Refused => return Flow::Panic("internal error: code that was refused is run".into()),
        }
        Flow::Next
    }

    // Calls.

    fn call(&mut self, code: &Code, function: FunctionId, arguments: u32, then: Then) -> Flow {
        if self.callers.len() >= DEPTH {
            return Flow::Exhausted;
        }
        let f = &code.functions[function as usize];
        self.callers.push(Caller { pc: self.pc + 1, frame: self.frame, function: self.function, then });
        self.frame = self.stack.len() as u32 - arguments;
        self.stack.resize((self.frame + f.slots) as usize, Value::Moved);
        self.function = function;
        self.pc = f.start;
        Flow::Jumped
    }

    fn call_value(&mut self, code: &Code, arguments: u32) -> Flow {
        let at = self.stack.len() - 1 - arguments as usize;
        let mut callee = self.stack[at].clone();
        // A place where the closure is; perhaps behind more of them.
        let mut place = None;
        while let Value::Slot(_) | Value::Place(_) = callee {
            place = Some(callee.clone());
            callee = match place::split(&callee) {
                Some((slot, path)) => place::get(&self.stack[slot as usize], path),
                None => return Flow::Panic("a closure in shared memory cannot be called".into()),
            };
        }
        let function = callee.variant_index();
        let env = code.functions[function as usize].env;
        self.stack[at] = match (env, place) {
            (Env::Place, Some(place)) => place,
            (Env::Own, Some(place)) => {
                self.change(&place, &mut |v| std::mem::replace(v, Value::Moved)).unwrap_or(callee)
            }
            _ => callee,
        };
        self.call(code, function, arguments + 1, Then::Push)
    }

    /// Ends the current call with this result.
    fn return_value(&mut self, code: &Code, result: Value) -> Flow {
        self.stack.truncate(self.frame as usize);
        let Some(caller) = self.callers.pop() else {
            let result = if self.rare.scoped { self.farewell(result) } else { result };
            self.request = Request::End(End::Returned(result));
            return Flow::Over;
        };
        self.pc = caller.pc;
        self.frame = caller.frame;
        self.function = caller.function;
        match caller.then {
            Then::Push => self.push(result),
            Then::Discard => {}
            Then::Unwind => return self.unwind(code),
        }
        Flow::Jumped
    }

    /// What a thread of a scope leaves behind: its result, what it was lent, and which threads it has started into which scopes.
    fn farewell(&mut self, result: Value) -> Value {
        let lent = Value::aggregate(self.stack.drain(..self.rare.lent as usize).collect());
        let rare = Rc::make_mut(&mut self.rare);
        rare.lent = 0;
        let orphans =
            std::mem::take(&mut rare.orphans).into_iter().map(|(scope, entry)| Value::pair(scope, entry)).collect();
        Value::triple(result, lent, Value::aggregate(orphans))
    }

    // Panics.

    fn panic(&mut self, code: &Code, message: String) -> Flow {
        if self.panic.is_some() {
            let message = format!("{message} (in a destructor, while another panic was unwinding: the process aborts)");
            self.request = Request::End(End::Panicked(message.into()));
            return Flow::Over;
        }
        self.panic = Some(message.into());
        self.unwind(code)
    }

    /// Resumes a panic that was caught.
    pub(super) fn resume_panic(&mut self, message: Rc<str>) -> Flow {
        Flow::Panic(message.to_string())
    }

    /// Drops what the frames hold, innermost first, up to one that catches the panic.
    fn unwind(&mut self, code: &Code) -> Flow {
        loop {
            let f = &code.functions[self.function as usize];
            let frame = self.frame as usize;
            self.stack.truncate(frame + f.slots as usize);
            for &(slot, glue) in f.drops.iter().rev() {
                let value = std::mem::replace(&mut self.stack[frame + slot as usize], Value::Moved);
                if value != Value::Moved {
                    self.push(value);
                    return self.call(code, glue, 1, Then::Unwind);
                }
            }
            if f.catches {
                let message = self.panic.take().expect("it unwinds");
                let payload = Value::aggregate(vec![Value::str(&*message)]);
                return self.return_value(code, Value::err(payload));
            }
            let Some(caller) = self.callers.pop() else {
                let message = self.panic.clone().expect("it unwinds");
                if self.rare.scoped {
                    // An end by a panic has no room for it: it goes into an object that the owner of the scope knows to look for.
                    let package = self.farewell(Value::Unit);
                    self.pc = self.return_pc(code);
                    return Flow::Ask(Request::Create {
                        object: Object { owner: self.id, index: FAREWELL },
                        init: Init::Memory(package),
                    });
                }
                self.request = Request::End(End::Panicked(message));
                return Flow::Over;
            };
            self.stack.truncate(frame);
            self.pc = caller.pc;
            self.frame = caller.frame;
            self.function = caller.function;
        }
    }

    /// An instruction that means nothing to an answer: see [`resume`](Self::resume).
    fn return_pc(&self, code: &Code) -> Pc {
        code.instrs.iter().position(|i| *i == Instr::Return).unwrap_or(0) as Pc
    }

    // Places.

    /// The value at the root of a path.
    fn root(&self, slot: u32) -> &Value {
        match (&self.rare.seen, slot) {
            (Some(seen), SEEN) => &seen.value,
            _ => &self.stack[slot as usize],
        }
    }

    /// How many elements there are.
    pub(super) fn len_at(&self, place: &Value) -> usize {
        let size = |value: &Value| if let Value::Str(text) = value { text.len() } else { value.len() };
        if let Value::Place(p) = place {
            match p.path.last() {
                Some(Step::Range { len, .. }) => return *len as usize,
                None if let Base::Cells(Value::Aggregate(tree)) = &p.base => return tree.fields().len(),
                _ => {}
            }
            if let (Base::Cells(_), Some(seen)) = (&p.base, &self.rare.seen) {
                return size(&place::get(&seen.value, &p.path));
            }
        }
        match place::split(place) {
            Some((slot, path)) => size(&place::get(self.root(slot), path)),
            None => 0,
        }
    }

    /// The value at a place on the stack.
    pub(super) fn at(&self, place: &Value) -> Option<Value> {
        place::split(place).map(|(slot, path)| place::get(self.root(slot), path))
    }

    /// Puts what mutable references in a value lead to in their places: what counts when it is compared or printed.
    pub(super) fn follow(&self, value: &mut Value) {
        if !place::has_place(value) {
            return;
        }
        match value {
            Value::Slot(_) | Value::Place(_) => {
                if let Some(mut inner) = self.at(value) {
                    self.follow(&mut inner);
                    *value = inner;
                }
            }
            Value::Aggregate(a) => {
                Rc::make_mut(a).fields_mut().iter_mut().for_each(|f| self.follow(f));
                let fields = a.fields().to_vec();
                if a.variant > 0 {
                    *value = Value::variant(a.variant, fields);
                }
            }
            _ => {}
        }
    }

    /// Changes the value at a place on the stack; `None` if it is not there.
    pub(super) fn change<T>(&mut self, place: &Value, f: &mut dyn FnMut(&mut Value) -> T) -> Option<T> {
        let (slot, path) = place::split(place)?;
        if slot == SEEN {
            let seen = Rc::make_mut(&mut self.rare).seen.as_mut()?;
            return modify(&mut seen.value, path, f);
        }
        modify(&mut self.stack[slot as usize], path, f)
    }

    /// Whether the operand at this height leads into a location of shared memory whose content is not known yet.
    pub(super) fn unseen(&self, operand: usize) -> bool {
        let Value::Place(p) = &self.stack[operand] else { return false };
        let ranged = matches!(p.path.last(), Some(Step::Range { .. }));
        self.rare.seen.is_none() && !ranged && matches!(p.base, Base::Cells(Value::Object(_)))
    }

    /// Looks at the shared memory that the operand leads into, and runs the instruction again.
    pub(super) fn see(&mut self, code: &Code, operand: usize) -> Flow {
        let Value::Place(p) = self.stack[operand].clone() else { return Flow::Next };
        let Base::Cells(tree) = &p.base else { return Flow::Next };
        let mut cells = Vec::new();
        collect(tree, &Layout::Cell, false, &mut cells);
        let todo = cells.into_iter().rev().map(|o| (o, Value::Unit)).collect();
        self.begin(
            Access { todo, found: Vec::new(), tree: tree.clone(), path: Vec::new(), kind: AccessKind::See },
            code,
        )
    }

    pub(super) fn forget_seen(&mut self) {
        if self.rare.seen.is_some() {
            Rc::make_mut(&mut self.rare).seen = None;
        }
    }

    /// The instruction is done with what it has seen: stores what it has changed.
    pub(super) fn store_seen(&mut self, code: &Code) -> Flow {
        let Some(seen) = Rc::make_mut(&mut self.rare).seen.take() else { return Flow::Next };
        let (mut old, mut new) = (Vec::new(), Vec::new());
        collect_values(&seen.cells, &Layout::Cell, &seen.found, &mut old);
        collect_values(&seen.cells, &Layout::Cell, &seen.value, &mut new);
        let mut todo: Vec<(Object, Value)> = old.into_iter().zip(new).filter(|(a, b)| a != b).map(|(_, b)| b).collect();
        todo.reverse();
        if todo.is_empty() {
            return Flow::Next;
        }
        self.begin(
            Access { todo, found: Vec::new(), tree: Value::Bool(true), path: Vec::new(), kind: AccessKind::Store },
            code,
        )
    }

    /// Sets the value at a place on the stack; whether it is there.
    pub(super) fn set(&mut self, place: &Value, value: Value) -> bool {
        let mut value = Some(value);
        self.change(place, &mut |v| {
            if let Some(new) = value.take() {
                *v = new;
            }
        })
        .is_some()
    }

    /// Loads from shared memory; the answer goes onto the operand stack.
    pub(super) fn load(&mut self, code: &Code, place: Value, layout: u32, take: bool) -> Flow {
        let Value::Place(place) = place else { return Flow::Panic("null pointer dereference occurred".into()) };
        let Base::Cells(tree) = &place.base else { return Flow::Panic("a reference leads nowhere".into()) };
        let mut cells = Vec::new();
        collect(tree, &code.layouts[layout as usize], !place.path.is_empty(), &mut cells);
        cells.reverse();
        let todo = cells.into_iter().map(|o| (o, Value::Unit)).collect();
        let kind = if take { AccessKind::Take } else { AccessKind::Load };
        self.begin(
            Access {
                todo,
                found: Vec::new(),
                tree: Value::pair(tree.clone(), Value::usize(layout as usize)),
                path: place.path.clone(),
                kind,
            },
            code,
        )
    }

    /// Stores to shared memory.
    pub(super) fn store(&mut self, code: &Code, place: Value, layout: u32, value: Value) -> Flow {
        let Value::Place(place) = place else { return Flow::Panic("null pointer dereference occurred".into()) };
        let Base::Cells(tree) = &place.base else { return Flow::Panic("a reference leads nowhere".into()) };
        if !place.path.is_empty() {
            // Part of a location: load it, change it, store it.
            let Value::Object(object) = tree else { return Flow::Panic("a reference leads nowhere".into()) };
            let access = Access {
                todo: vec![(*object, value)],
                found: Vec::new(),
                tree: Value::Unit,
                path: place.path.clone(),
                kind: AccessKind::Change,
            };
            return self.begin(access, code);
        }
        let mut cells = Vec::new();
        collect_values(tree, &code.layouts[layout as usize], &value, &mut cells);
        cells.reverse();
        self.begin(
            Access { todo: cells, found: Vec::new(), tree: Value::Unit, path: Vec::new(), kind: AccessKind::Store },
            code,
        )
    }

    fn begin(&mut self, access: Access, code: &Code) -> Flow {
        Rc::make_mut(&mut self.rare).access = Some(access);
        self.access(code)
    }

    /// The next request of an access, or its end.
    fn access(&mut self, code: &Code) -> Flow {
        let access = self.rare.access.as_ref().expect("an access is under way");
        if let Some((object, value)) = access.todo.last() {
            return Flow::Ask(match access.kind {
                AccessKind::Load | AccessKind::Change | AccessKind::Take | AccessKind::See => {
                    Request::Load { object: *object, mode: Mode::NonAtomic }
                }
                AccessKind::Store => Request::Store { object: *object, mode: Mode::NonAtomic, value: value.clone() },
            });
        }
        let access = Rc::make_mut(&mut self.rare).access.take().expect("an access is under way");
        match access.kind {
            AccessKind::See => {
                let mut found = access.found.into_iter();
                let value = rebuild(&access.tree, &Layout::Cell, false, &mut found);
                Rc::make_mut(&mut self.rare).seen = Some(Seen { cells: access.tree, found: value.clone(), value });
                return Flow::Jumped;
            }
            AccessKind::Load | AccessKind::Take => {
                let freed = access.kind == AccessKind::Take;
                let tree = access.tree.get(0).expect("the tree");
                let layout = access.tree.get(1).and_then(|l| l.as_usize()).expect("the layout");
                let mut found = access.found.into_iter();
                let value = rebuild(&tree, &code.layouts[layout], !access.path.is_empty(), &mut found);
                let value = place::get(&value, &access.path);
                if value == Value::Moved {
                    return Flow::Panic("memory is read that holds no value (undefined behaviour)".into());
                }
                self.push(value);
                if freed {
                    // Whoever still uses it races with this, or finds nothing.
                    let mut cells = Vec::new();
                    collect(&tree, &code.layouts[layout], false, &mut cells);
                    let todo = cells.into_iter().rev().map(|o| (o, Value::Moved)).collect();
                    return self.begin(
                        Access {
                            todo,
                            found: Vec::new(),
                            tree: Value::Bool(true),
                            path: Vec::new(),
                            kind: AccessKind::Store,
                        },
                        code,
                    );
                }
            }
            AccessKind::Store | AccessKind::Change => {
                if access.tree != Value::Bool(true) && matches!(code.instrs[self.pc as usize], Instr::Intrinsic { .. })
                {
                    self.push(Value::Unit);
                }
            }
        }
        Flow::Next
    }

    fn continue_access(&mut self, answer: Answer) {
        let access = Rc::make_mut(&mut self.rare).access.as_mut().expect("an access is under way");
        let (object, value) = access.todo.pop().expect("a location was asked for");
        match (access.kind, answer) {
            (AccessKind::Change, Answer::Value(mut whole)) => {
                let path = access.path.clone();
                let mut value = Some(value);
                modify(&mut whole, &path, &mut |v| {
                    if let Some(new) = value.take() {
                        *v = new;
                    }
                });
                access.kind = AccessKind::Store;
                access.todo.push((object, whole));
            }
            (AccessKind::Store, _) => {}
            (_, Answer::Value(found)) => access.found.push(found),
            (_, other) => panic!("a load was answered with {other:?}"),
        }
    }
}

/// The locations of a value, in order.
fn collect(tree: &Value, layout: &Layout, part: bool, cells: &mut Vec<Object>) {
    match (layout, tree) {
        (Layout::Fields(fields), Value::Aggregate(a)) if !part => {
            for (l, t) in fields.iter().zip(a.fields()) {
                collect(t, l, false, cells);
            }
        }
        (Layout::Handle, _) => {}
        (_, Value::Object(o)) => cells.push(*o),
        // The type says less than the tree: all of it.
        (_, Value::Aggregate(a)) => a.fields().iter().for_each(|t| collect(t, &Layout::Cell, false, cells)),
        _ => {}
    }
}

fn collect_values(tree: &Value, layout: &Layout, value: &Value, cells: &mut Vec<(Object, Value)>) {
    match (layout, tree) {
        (Layout::Fields(fields), Value::Aggregate(a)) => {
            for (i, (l, t)) in fields.iter().zip(a.fields()).enumerate() {
                collect_values(t, l, &value.get(i).unwrap_or(Value::Moved), cells);
            }
        }
        (Layout::Handle, _) => {}
        (_, Value::Object(o)) => cells.push((*o, value.clone())),
        (_, Value::Aggregate(a)) => {
            for (i, t) in a.fields().iter().enumerate() {
                collect_values(t, &Layout::Cell, &value.get(i).unwrap_or(Value::Moved), cells);
            }
        }
        _ => {}
    }
}

fn rebuild(tree: &Value, layout: &Layout, part: bool, found: &mut dyn Iterator<Item = Value>) -> Value {
    match (layout, tree) {
        (Layout::Fields(fields), Value::Aggregate(a)) if !part => {
            Value::aggregate(fields.iter().zip(a.fields()).map(|(l, t)| rebuild(t, l, false, found)).collect())
        }
        (Layout::Handle, _) => tree.clone(),
        (_, Value::Object(_)) => found.next().unwrap_or(Value::Moved),
        (_, Value::Aggregate(a)) => Value::Aggregate(Rc::new(Aggregate::new(
            a.variant,
            a.fields().iter().map(|t| rebuild(t, &Layout::Cell, false, found)).collect(),
        ))),
        _ => tree.clone(),
    }
}

fn out_of_bounds(len: usize, index: usize) -> String {
    format!("index out of bounds: the len is {len} but the index is {index}")
}

/// What Rust says of an overflow.
pub(super) fn overflow(op: Arith) -> String {
    let what = match op {
        Arith::Add => "add",
        Arith::Sub => "subtract",
        Arith::Mul => "multiply",
        Arith::Div => "divide",
        Arith::Rem => "calculate the remainder",
        Arith::Shl => "shift left",
        Arith::Shr => "shift right",
        Arith::And | Arith::Or | Arith::Xor => "compute",
    };
    format!("attempt to {what} with overflow")
}

/// Compares two values of one type.
pub(super) fn compares(op: Comparison, a: &Value, b: &Value) -> bool {
    match op {
        Comparison::Eq => equal(a, b),
        Comparison::Ne => !equal(a, b),
        Comparison::Lt => compare(a, b).is_lt(),
        Comparison::Le => compare(a, b).is_le(),
        Comparison::Gt => compare(a, b).is_gt(),
        Comparison::Ge => compare(a, b).is_ge(),
    }
}

/// Equal, whatever form the two are in.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (Value::Aggregate(_), Value::Aggregate(_) | Value::Tagged { .. } | Value::Unit | Value::Variant(_))
        | (Value::Tagged { .. } | Value::Unit | Value::Variant(_), Value::Aggregate(_)) => {
            a.variant_index() == b.variant_index()
                && a.len() == b.len()
                && (0..a.len()).all(|i| matches!((a.get(i), b.get(i)), (Some(x), Some(y)) if equal(&x, &y)))
        }
        _ => false,
    }
}
