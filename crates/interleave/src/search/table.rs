//! Everything the searches compare, numbered: thread states, values, objects, states of synchronization objects, texts.
//!
//! Threads are deterministic: the state after an answer depends on the state before and on the answer alone. So each is
//! computed once, and a search step costs a look-up, however long the thread takes to run. Equal states have equal
//! numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::rc::Rc;

use super::budget::Clock;
use crate::request::{Answer, End, Init, Mode, Object, Program, Request, STATICS, Thread, ThreadId, Update, Value};
use crate::sync::{self, Effect, Rules, STDOUT, Stamp, State};

/// The number of a thread state.
pub type StateId = u32;
/// The number of a value.
pub type ValueId = u32;
/// The number of an object.
pub type Loc = u32;
/// The number of a state of a synchronization object.
pub type SyncId = u32;
/// The number of a text: what has been printed so far.
pub type TextId = u32;

/// No state: the thread does not exist.
pub const UNBORN: StateId = u32::MAX;
/// The most threads that are explored, main among them.
pub const MOST_THREADS: usize = 33;
/// The text without characters.
pub const EMPTY_TEXT: TextId = 0;

/// A fast hash for keys that nobody chooses to collide: each word is multiplied in, and both halves of the product are kept.
#[derive(Default, Clone, Copy)]
pub struct Fast(u64);

impl Fast {
    /// With another start: another hash.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }
}

impl Hasher for Fast {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    #[inline]
    fn write_u8(&mut self, n: u8) {
        self.write_u64(n.into());
    }
    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.write_u64(n.into());
    }
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // both halves are wanted
    fn write_u64(&mut self, n: u64) {
        let product = u128::from(self.0 ^ n ^ 0x2d35_8dcc_aa6c_78a5) * 0x8bb8_4b93_962e_acc9;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
    #[inline]
    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }
}

/// A map with the fast hash.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fast>>;
/// A set with the fast hash.
pub type FastSet<K> = std::collections::HashSet<K, BuildHasherDefault<Fast>>;

/// Numbers things in the order of their first appearance.
pub struct Interner<T> {
    ids: FastMap<Rc<T>, u32>,
    all: Vec<Rc<T>>,
}

impl<T: Eq + Hash> Interner<T> {
    fn new() -> Self {
        Self { ids: FastMap::default(), all: Vec::new() }
    }

    /// The number of a thing.
    pub fn id(&mut self, thing: T) -> u32 {
        if let Some(&id) = self.ids.get(&thing) {
            return id;
        }
        let id = u32::try_from(self.all.len()).expect("fewer than 2^32 things");
        let thing = Rc::new(thing);
        self.all.push(Rc::clone(&thing));
        self.ids.insert(thing, id);
        id
    }

    /// The number of a thing that has one.
    pub fn find(&self, thing: &T) -> Option<u32> {
        self.ids.get(thing).copied()
    }

    /// The thing of a number.
    #[must_use]
    pub fn get(&self, id: u32) -> &Rc<T> {
        &self.all[id as usize]
    }

    /// How many things there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }
}

/// What a thread wants, with everything numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    Create {
        loc: Loc,
    },
    Load {
        loc: Loc,
        mode: Mode,
    },
    Store {
        loc: Loc,
        mode: Mode,
        value: ValueId,
    },
    Update {
        loc: Loc,
        mode: Mode,
        failure: Mode,
        weak: bool,
    },
    Fence {
        mode: Mode,
    },
    /// `partner` is the mutex that the same step unlocks.
    Sync {
        loc: Loc,
        partner: Option<Loc>,
    },
    Spawn {
        child: ThreadId,
    },
    Join {
        thread: ThreadId,
    },
    IsFinished {
        thread: ThreadId,
    },
    Choose {
        options: u32,
    },
    Print,
    Yield,
    End {
        panicked: bool,
    },
    /// The thread ran too long on its own; it is given up, and the answer is incomplete.
    Lost,
}

/// An answer, with everything numbered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reply {
    Done,
    Value(ValueId),
    Updated {
        found: ValueId,
        wrote: bool,
    },
    Thread(ThreadId),
    /// The thread that was joined ended in this state.
    Joined(StateId),
    Choice(u32),
    Synced(u32),
}

struct Known<T> {
    thread: T,
    want: Want,
}

/// What came of an operation on a synchronization object.
#[derive(Clone, Copy, Debug)]
pub struct Performed {
    /// The object's new state.
    pub state: SyncId,
    /// The partner's new state, if there is a partner.
    pub partner: SyncId,
    /// The answer's number.
    pub reply: u32,
    /// The operations that happen before this one: a number for [`Table::after`].
    pub after: u32,
}

/// The numbering.
pub struct Table<'p, P: Program> {
    program: &'p P,
    /// Local steps that a thread may take without a request.
    fuel: u64,
    /// What the documentation of the synchronization objects leaves open.
    pub rules: Rules,
    ids: FastMap<(ThreadId, Rc<P::Thread>), StateId>,
    states: Vec<Known<Rc<P::Thread>>>,
    next: FastMap<(StateId, Reply), StateId>,
    updated: FastMap<(StateId, ValueId), Option<ValueId>>,
    pub values: Interner<Value>,
    pub objects: Interner<Object>,
    pub syncs: Interner<State>,
    replies: Interner<sync::Reply>,
    afters: Interner<Vec<Stamp>>,
    performed: FastMap<(SyncId, SyncId, StateId, Option<Stamp>, u32), Performed>,
    texts: Interner<String>,
    longer: FastMap<(TextId, StateId), TextId>,
    children: FastMap<(ThreadId, u32), ThreadId>,
    threads: Vec<Option<(ThreadId, u32)>>,
    /// Some thread was given up.
    pub lost: bool,
    /// A thread wants to start one more than [`MOST_THREADS`]: there is no hope of an end.
    pub crowded: bool,
    /// When to stop; asked before a thread computes on, for one step of the search may have many threads compute for long.
    deadline: Option<(f64, Clock<'p>)>,
    /// It has come: no thread is followed any further.
    pub late: bool,
}

/// Counts what a thread does between two steps, which nobody else notices: it may do nothing else, for ever.
#[derive(Default)]
pub struct Quiet {
    count: u32,
    mark: StateId,
}

impl Quiet {
    /// So many operations in a row are waited for.
    const MOST: u32 = 2_000;

    /// Counts an operation that may be part of an endless loop; whether the thread is back in a state in which it was before.
    /// (R. P. Brent, *An improved Monte Carlo factorization algorithm*, BIT 20, 1980: the state to come back to is chosen anew
    /// whenever the count has doubled.)
    pub fn again(&mut self, state: StateId) -> bool {
        if self.count > 0 && state == self.mark {
            return true;
        }
        self.count += 1;
        if self.count.is_power_of_two() {
            self.mark = state;
        }
        false
    }

    /// Whether there have been too many.
    #[must_use]
    pub fn too_long(&self) -> bool {
        self.count > Self::MOST
    }
}

/// Where standard output is in the numbering of objects.
pub const STDOUT_LOC: Loc = 0;

impl<'p, P: Program> Table<'p, P> {
    /// A numbering with nothing in it but standard output and the statics. Each time a thread computes on it may take `fuel` local
    /// steps; none does when the clock shows more than the deadline.
    pub fn new(program: &'p P, fuel: u64, rules: Rules, deadline: Option<(f64, Clock<'p>)>) -> Self {
        let mut table = Self {
            program,
            deadline,
            late: false,
            fuel,
            rules,
            ids: FastMap::default(),
            states: Vec::new(),
            next: FastMap::default(),
            updated: FastMap::default(),
            values: Interner::new(),
            objects: Interner::new(),
            syncs: Interner::new(),
            replies: Interner::new(),
            afters: Interner::new(),
            performed: FastMap::default(),
            texts: Interner::new(),
            longer: FastMap::default(),
            children: FastMap::default(),
            threads: vec![None],
            lost: false,
            crowded: false,
        };
        table.texts.id(String::new());
        assert_eq!(table.objects.id(STDOUT), STDOUT_LOC);
        table
    }

    /// The program.
    pub fn program(&self) -> &'p P {
        self.program
    }

    /// The state of main before its first request.
    pub fn main(&mut self) -> StateId {
        let mut fuel = self.fuel;
        match self.program.main(&mut fuel) {
            Ok(thread) => self.state(0, thread),
            Err(_) => self.give_up(),
        }
    }

    /// The first state of every static, in order.
    pub fn statics(&mut self) -> Vec<(Loc, Cell)> {
        let statics = self.program.statics();
        statics
            .iter()
            .zip(0..)
            .map(|(init, index)| (self.objects.id(Object { owner: STATICS, index }), self.cell(init)))
            .collect()
    }

    fn cell(&mut self, init: &Init) -> Cell {
        match init {
            Init::Memory(value) => Cell::Memory(self.values.id(value.clone())),
            Init::Sync(state) => Cell::Sync(self.syncs.id(state.clone())),
        }
    }

    /// The first state of the object that the thread is about to create.
    pub fn created(&mut self, state: StateId) -> Cell {
        let thread = Rc::clone(&self.states[state as usize].thread);
        let Request::Create { init, .. } = thread.request() else { panic!("not about to create") };
        self.cell(init)
    }

    /// The first state of an object that nobody creates.
    pub fn implicit(&mut self, loc: Loc) -> Option<Cell> {
        let state = sync::implicit(**self.objects.get(loc))?;
        Some(Cell::Sync(self.syncs.id(state)))
    }

    /// A state for a thread that is not followed any further.
    pub fn give_up(&mut self) -> StateId {
        self.lost = true;
        // Any state of the thread will do: nobody asks it any more. There is none if main never came to a request.
        let last = self.states.last().map(|known| Rc::clone(&known.thread));
        match last {
            Some(thread) => self.states.push(Known { thread, want: Want::Lost }),
            None => return UNBORN,
        }
        self.states.len() as StateId - 1
    }

    fn state(&mut self, id: ThreadId, thread: P::Thread) -> StateId {
        let key = (id, Rc::new(thread));
        if let Some(&state) = self.ids.get(&key) {
            return state;
        }
        let thread = Rc::clone(&key.1);
        let want = match thread.request() {
            Request::Create { object, .. } => Want::Create { loc: self.objects.id(*object) },
            Request::Load { object, mode } => Want::Load { loc: self.objects.id(*object), mode: *mode },
            Request::Store { object, mode, value } => {
                Want::Store { loc: self.objects.id(*object), mode: *mode, value: self.values.id(value.clone()) }
            }
            Request::Update { object, mode, update } => {
                let (failure, weak) = match update {
                    Update::CompareExchange { failure, weak, .. } => (*failure, *weak),
                    _ => (*mode, false),
                };
                Want::Update { loc: self.objects.id(*object), mode: *mode, failure, weak }
            }
            Request::Fence { mode } => Want::Fence { mode: *mode },
            Request::Sync { object, op } => {
                Want::Sync { loc: self.objects.id(*object), partner: op.partner().map(|mutex| self.objects.id(mutex)) }
            }
            Request::Spawn { child, .. } => Want::Spawn { child: self.child(id, *child) },
            Request::Join { thread } => Want::Join { thread: *thread },
            Request::IsFinished { thread } => Want::IsFinished { thread: *thread },
            Request::Choose { options, .. } => Want::Choose { options: *options },
            Request::Print { .. } => Want::Print,
            Request::Yield => Want::Yield,
            Request::End(end) => Want::End { panicked: matches!(end, End::Panicked(_)) },
        };
        let state = StateId::try_from(self.states.len()).expect("fewer than 2^32 states");
        self.states.push(Known { thread, want });
        self.ids.insert(key, state);
        state
    }

    /// The number of the n-th thread that `parent` starts.
    pub fn child(&mut self, parent: ThreadId, n: u32) -> ThreadId {
        *self.children.entry((parent, n)).or_insert_with(|| {
            self.threads.push(Some((parent, n)));
            self.crowded |= self.threads.len() > MOST_THREADS;
            self.threads.len() as ThreadId - 1
        })
    }

    /// Who started thread 1, 2, …, and as the how-manieth of its children.
    pub fn parents(&self) -> Vec<(ThreadId, u32)> {
        self.threads.iter().flatten().copied().collect()
    }

    /// What a thread wants.
    #[inline]
    pub fn want(&self, state: StateId) -> Want {
        if state == UNBORN { Want::Lost } else { self.states[state as usize].want }
    }

    /// The thread itself.
    pub fn thread(&self, state: StateId) -> &P::Thread {
        &self.states[state as usize].thread
    }

    /// The state after an answer. `id` is the thread's number.
    pub fn step(&mut self, id: ThreadId, state: StateId, reply: Reply) -> StateId {
        if let Some(&next) = self.next.get(&(state, reply)) {
            return next;
        }
        let answer = match reply {
            Reply::Done => Answer::Done,
            Reply::Value(value) => Answer::Value((**self.values.get(value)).clone()),
            Reply::Updated { found, wrote } => Answer::Updated { found: (**self.values.get(found)).clone(), wrote },
            Reply::Thread(thread) => Answer::Thread(thread),
            Reply::Joined(ended) => Answer::Joined(self.end(ended).expect("a thread that ended").clone()),
            Reply::Choice(choice) => Answer::Choice(choice),
            Reply::Synced(reply) => Answer::Synced((**self.replies.get(reply)).clone()),
        };
        if self.is_late() {
            return self.give_up();
        }
        let mut thread = (*self.states[state as usize].thread).clone();
        let mut fuel = self.fuel;
        let next = match thread.answer(answer, &mut fuel) {
            Ok(()) => self.state(id, thread),
            Err(_) => self.give_up(),
        };
        self.next.insert((state, reply), next);
        next
    }

    fn is_late(&mut self) -> bool {
        self.late = self.late || self.deadline.is_some_and(|(limit, clock)| clock() > limit);
        self.late
    }

    /// The state of the thread that this one is about to start.
    pub fn spawned(&mut self, state: StateId, child: ThreadId) -> StateId {
        // A reply that no thread gets marks the entry.
        let key = (state, Reply::Joined(child));
        if let Some(&first) = self.next.get(&key) {
            return first;
        }
        let thread = Rc::clone(&self.states[state as usize].thread);
        let Request::Spawn { entry, .. } = thread.request() else { panic!("not about to spawn") };
        let mut fuel = self.fuel;
        let first = match self.program.spawn(child, entry, &mut fuel) {
            Ok(thread) => self.state(child, thread),
            Err(_) => self.give_up(),
        };
        self.next.insert(key, first);
        first
    }

    /// How a thread ended, if it has.
    pub fn end(&self, state: StateId) -> Option<&End> {
        if !matches!(self.want(state), Want::End { .. }) {
            return None;
        }
        let Request::End(end) = self.states[state as usize].thread.request() else { return None };
        Some(end)
    }

    /// What the update that the thread wants writes over `found`; `None` if it fails.
    pub fn updated(&mut self, state: StateId, found: ValueId) -> Option<ValueId> {
        if let Some(&new) = self.updated.get(&(state, found)) {
            return new;
        }
        let thread = Rc::clone(&self.states[state as usize].thread);
        let Request::Update { update, .. } = thread.request() else { panic!("not about to update") };
        let old = self.values.get(found);
        let new = match update {
            Update::Swap(value) => Some(value.clone()),
            Update::Fetch(fetch, operand) => Some(fetch.apply(old, operand)),
            Update::CompareExchange { expected, new, .. } => (**old == *expected).then(|| new.clone()),
        };
        let new = new.map(|value| self.values.id(value));
        self.updated.insert((state, found), new);
        new
    }

    /// The operation that a thread wants of a synchronization object.
    fn op(&self, state: StateId) -> &sync::Op {
        match self.states[state as usize].thread.request() {
            Request::Sync { op, .. } => op,
            other => panic!("{other:?} is no operation on a synchronization object"),
        }
    }

    /// In how many ways the operation can go now; 0 if the thread is blocked.
    pub fn ways(&self, thread: ThreadId, state: StateId, object: SyncId) -> u32 {
        self.syncs.get(object).choices(thread, self.op(state), self.rules)
    }

    /// Why the operation cannot go now.
    pub fn blocked(&self, thread: ThreadId, state: StateId, object: SyncId) -> sync::Blocked {
        self.syncs.get(object).blocked(thread, self.op(state))
    }

    /// Performs an operation; a graph names it by thread and index.
    pub fn perform(
        &mut self,
        thread: ThreadId,
        state: StateId,
        object: SyncId,
        partner: Option<SyncId>,
        way: u32,
        me: Option<Stamp>,
    ) -> Performed {
        let key = (object, partner.unwrap_or(u32::MAX), state, me, way);
        if let Some(&performed) = self.performed.get(&key) {
            return performed;
        }
        let mut new = (**self.syncs.get(object)).clone();
        let mut other = partner.map(|partner| (**self.syncs.get(partner)).clone());
        let Effect { reply, after } = new.perform(other.as_mut(), thread, self.op(state), way, me);
        let performed = Performed {
            state: self.syncs.id(new),
            partner: other.map_or(u32::MAX, |other| self.syncs.id(other)),
            reply: self.replies.id(reply),
            after: self.afters.id(after.stamps().to_vec()),
        };
        self.performed.insert(key, performed);
        performed
    }

    /// The operations of a [`Performed::after`].
    pub fn after(&self, after: u32) -> &[Stamp] {
        self.afters.get(after)
    }

    /// What is printed when this thread has printed on top of `text`.
    pub fn printed(&mut self, text: TextId, state: StateId) -> TextId {
        if let Some(&longer) = self.longer.get(&(text, state)) {
            return longer;
        }
        let thread = Rc::clone(&self.states[state as usize].thread);
        let Request::Print { text: more } = thread.request() else { panic!("not about to print") };
        let whole = format!("{}{more}", self.texts.get(text));
        let longer = self.texts.id(whole);
        self.longer.insert((text, state), longer);
        longer
    }

    /// A text.
    pub fn text(&self, text: TextId) -> &str {
        self.texts.get(text)
    }

    /// A rough count of the bytes that the numbering takes.
    pub fn bytes(&self) -> usize {
        // A thread state is an interpreter's stack; half a kilobyte is what small programs take.
        self.states.len() * (size_of::<P::Thread>() + 512)
            + (self.next.len() + self.updated.len() + self.longer.len()) * 40
            + self.performed.len() * 80
            + (self.syncs.count() + self.values.count() + self.texts.count()) * 160
    }
}

/// The first state of an object, numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    Memory(ValueId),
    Sync(SyncId),
}
