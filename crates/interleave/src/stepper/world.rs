//! The state of a program between two steps, and the moves that lead on.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::axioms::{self, Violation};
use super::execution::{Action, Event, Execution, Index};
use crate::memory::Model;
use crate::request::{
    Answer, End, FINISHED, Init, Mode, Object, Program, Request, STATICS, Span, Thread, ThreadId, Update, Value,
};
use crate::search::table::FastMap;
use crate::sync::{self, Blocked, Rules, STDOUT, State, Wanted};

/// Local steps that threads may take until somebody has to choose, and that one may take until it needs the world.
const FUEL: u64 = 2_000_000;
const FUEL_OF_ONE: u64 = 100_000;
/// Threads that a program may start.
const THREADS: usize = 64;
/// Requests that threads may make in a row without a step.
const QUIET: u32 = 2_000;

/// A location that says whether a thread has ended, for `is_finished`.
pub const fn finished(thread: ThreadId) -> Object {
    Object { owner: thread, index: FINISHED }
}

/// What stays the same while stepping: the program, the model, and the numbers of threads.
pub struct Setting<P> {
    pub program: Rc<P>,
    pub model: Model,
    pub rules: Rules,
    /// Who is the n-th child of whom. A number, once given, stays.
    children: FastMap<(ThreadId, u32), ThreadId>,
    parents: Vec<Option<(ThreadId, u32)>>,
}

impl<P: Program> Setting<P> {
    pub fn new(program: Rc<P>, model: Model, rules: Rules) -> Self {
        Self { program, model, rules, children: FastMap::default(), parents: vec![None] }
    }

    /// The number of the n-th thread that `parent` starts.
    pub fn child(&mut self, parent: ThreadId, n: u32) -> ThreadId {
        *self.children.entry((parent, n)).or_insert_with(|| {
            self.parents.push(Some((parent, n)));
            self.parents.len() as ThreadId - 1
        })
    }
}

/// A thread and where it stands.
#[derive(Clone)]
pub struct Strand<T> {
    pub thread: T,
    pub ended: Option<End>,
    pub last: Option<Index>,
    /// The spawn that brought it about.
    born: Option<Index>,
    /// It goes round for ever without an operation that another thread could see.
    pub endless: bool,
}

impl<T> Strand<T> {
    fn new(thread: T, born: Option<Index>) -> Self {
        Self { thread, ended: None, last: None, born, endless: false }
    }
}

/// Why a program goes no further.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Over {
    Finished,
    Panicked(Rc<str>),
    /// A thread ran too long by itself, or the program started too many threads.
    TooMuch(ThreadId, &'static str),
}

/// A step that has been taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub thread: ThreadId,
    pub event: Index,
    /// What the source does not say.
    pub note: Option<String>,
    /// It was not chosen: it happened as soon as it could.
    pub quiet: bool,
    /// The token of the schedule's text.
    pub token: String,
}

/// One way in which a thread's next step can go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    Only,
    Number(u32),
    Reads(Index),
    After(Index),
    Updates { from: Index, fails: bool },
}

/// Why a move is not offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forbidden {
    /// Under `sc` a load reads the last store.
    NotTheLast,
    /// An axiom, and the graph with the move in it.
    Axiom(Violation, Box<ExecutionWith>),
}

/// The graph that would be.
#[derive(Clone, Debug)]
pub struct ExecutionWith(pub Execution);

impl PartialEq for ExecutionWith {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for ExecutionWith {}

/// The state between two steps.
#[derive(Clone)]
pub struct World<T> {
    pub threads: BTreeMap<ThreadId, Strand<T>>,
    pub execution: Execution,
    pub objects: BTreeMap<Object, State>,
    pub stdout: String,
    pub history: Vec<Taken>,
    pub over: Option<Over>,
    /// The first two accesses that race. What happens from then on is undefined; here it goes on as if racing accesses were
    /// relaxed ones.
    pub race: Option<(Index, Index)>,
    /// Requests since the last step, and local steps that are left until the next.
    quiet: u32,
    fuel: u64,
    /// Where a thread was not long ago: if it comes back, it goes round for ever.
    mark: Option<(ThreadId, T)>,
}

impl<T: Thread> World<T> {
    /// The state before the first step.
    pub fn new<P: Program<Thread = T>>(setting: &mut Setting<P>) -> Self {
        let mut world = Self {
            threads: BTreeMap::new(),
            execution: Execution::default(),
            objects: BTreeMap::new(),
            stdout: String::new(),
            history: Vec::new(),
            over: None,
            race: None,
            quiet: 0,
            fuel: FUEL,
            mark: None,
        };
        for (init, index) in setting.program.clone().statics().iter().zip(0..) {
            world.create(Object { owner: STATICS, index }, init);
        }
        match setting.program.main(&mut FUEL_OF_ONE.clone()) {
            Ok(thread) => {
                world.threads.insert(0, Strand::new(thread, None));
                world.settle(setting);
            }
            Err(_) => {
                world.over = Some(Over::TooMuch(0, "runs on and on without an operation that another thread could see"))
            }
        }
        world
    }

    fn create(&mut self, object: Object, init: &Init) {
        match init {
            Init::Memory(value) => {
                self.initial(object, value.clone());
            }
            Init::Sync(state) => {
                self.objects.insert(object, state.clone());
            }
        }
    }

    fn initial(&mut self, object: Object, value: Value) -> Index {
        let event = Event {
            thread: None,
            action: Action::Init,
            mode: Mode::NonAtomic,
            object: Some(object),
            reads: None,
            found: None,
            wrote: Some(value),
            life: false,
            locked: false,
            step: None,
            span: Span::default(),
            does: "the initial value".into(),
        };
        self.execution.add(event, None)
    }

    /// The writes of a location in modification order, the initial value first.
    pub fn writes(&self, object: Object) -> &[Index] {
        self.execution.mo.get(&object).map_or(&[], Vec::as_slice)
    }

    /// The state of a synchronization object.
    pub fn object(&self, object: Object) -> State {
        self.objects.get(&object).cloned().or_else(|| sync::implicit(object)).expect("an object that has been created")
    }

    /// Whether the thread's next request waits for a decision, if it can go at all.
    fn is_step(&self, thread: ThreadId) -> bool {
        let strand = &self.threads[&thread];
        match strand.thread.request() {
            Request::Create { .. } | Request::Spawn { .. } | Request::Fence { .. } | Request::Yield => false,
            Request::Join { thread } => self.threads.get(thread).is_none_or(|other| other.ended.is_none()),
            Request::End(_) => {
                thread == 0 && self.threads.values().any(|it| it.ended.is_none() && !std::ptr::eq(it, strand))
            }
            _ => true,
        }
    }

    /// Lets every thread do what needs no decision.
    fn settle<P: Program<Thread = T>>(&mut self, setting: &mut Setting<P>) {
        while self.over.is_none() {
            let next = self
                .threads
                .iter()
                .find(|(id, strand)| strand.ended.is_none() && !strand.endless && !self.is_step(**id))
                .map(|(id, _)| *id);
            let Some(thread) = next else { return };
            self.quiet += 1;
            let here = &self.threads[&thread].thread;
            let again = self.mark.as_ref().is_some_and(|(id, mark)| *id == thread && mark == here);
            if self.quiet.is_power_of_two() {
                self.mark = Some((thread, here.clone()));
            }
            if again || self.quiet > QUIET {
                self.threads.get_mut(&thread).expect("the thread").endless = true;
                continue;
            }
            self.perform(setting, thread, Move::Only, true, String::new());
        }
    }

    /// All ways in which a thread's next step might go, allowed or not, those that meet the last store first. None: it is
    /// blocked, or has ended.
    pub fn ways<P: Program<Thread = T>>(&self, setting: &Setting<P>, thread: ThreadId) -> Vec<Move> {
        let Some(strand) = self.threads.get(&thread) else { return vec![] };
        if self.over.is_some() || strand.ended.is_some() || strand.endless {
            return vec![];
        }
        let numbers = |count: u32| match count {
            1 => vec![Move::Only],
            count => (0..count).map(Move::Number).collect(),
        };
        let newest_first = |object: Object| self.writes(object).iter().rev().copied();
        match strand.thread.request() {
            Request::Load { object, .. } => newest_first(*object).map(Move::Reads).collect(),
            Request::IsFinished { thread } => newest_first(finished(*thread)).map(Move::Reads).collect(),
            Request::Store { object, .. } => newest_first(*object).map(Move::After).collect(),
            Request::Update { object, update, .. } => newest_first(*object)
                .flat_map(|from| {
                    let found = self.execution.events[from].wrote.as_ref().expect("a write");
                    let (succeeds, fails) = match update {
                        Update::CompareExchange { expected, weak, .. } => {
                            (found == expected, *weak || found != expected)
                        }
                        _ => (true, false),
                    };
                    let ways = [(succeeds, false), (fails, true)].into_iter().filter(|(open, _)| *open);
                    ways.map(move |(_, fails)| Move::Updates { from, fails })
                })
                .collect(),
            Request::Sync { object, op } => numbers(self.object(*object).choices(thread, op, setting.rules)),
            Request::Choose { options, .. } => numbers(*options),
            Request::Print { .. } => numbers(1),
            Request::End(_) => numbers(u32::from(self.is_step(thread))),
            Request::Join { .. } => vec![],
            other => unreachable!("{other:?} happens by itself"),
        }
    }

    /// Whether a model allows the thread's next step to go this way.
    pub fn judge<P: Program<Thread = T>>(
        &self,
        setting: &Setting<P>,
        thread: ThreadId,
        way: Move,
    ) -> Result<(), Forbidden> {
        let request = self.threads[&thread].thread.request();
        let (Move::Reads(met) | Move::After(met) | Move::Updates { from: met, .. }) = way else { return Ok(()) };
        // That a thread has ended is known as soon as it can be, and may be learnt late under every model.
        if let (
            Model::Sc,
            Request::Load { object, .. } | Request::Store { object, .. } | Request::Update { object, .. },
        ) = (setting.model, request)
        {
            return if self.writes(*object).last() == Some(&met) { Ok(()) } else { Err(Forbidden::NotTheLast) };
        }
        let mut with = self.execution.clone();
        let (event, after) = self.event(thread, way, &Span::default(), String::new());
        self.append(&mut with, thread, event, after);
        axioms::check(&with, setting.model)
            .map_err(|violation| Forbidden::Axiom(violation, Box::new(ExecutionWith(with))))
    }

    /// The event that the thread's request becomes, and what it follows in modification order.
    fn event(&self, thread: ThreadId, way: Move, span: &Span, does: String) -> (Event, Option<Index>) {
        let request = self.threads[&thread].thread.request();
        let wrote_by = |write: Index| self.execution.events[write].wrote.clone().expect("a write");
        let mut event = Event {
            thread: Some(thread),
            action: Action::Other,
            mode: Mode::Relaxed,
            object: None,
            reads: None,
            found: None,
            wrote: None,
            life: matches!(request, Request::Spawn { .. } | Request::Join { .. } | Request::End(_)),
            locked: false,
            step: None,
            span: *span,
            does,
        };
        let mut after = None;
        match (request, way) {
            (Request::Load { object, mode }, Move::Reads(from)) => {
                (event.action, event.mode, event.object) = (Action::Read, *mode, Some(*object));
                (event.reads, event.found) = (Some(from), Some(wrote_by(from)));
            }
            (Request::IsFinished { thread }, Move::Reads(from)) => {
                (event.action, event.object) = (Action::Read, Some(finished(*thread)));
                (event.reads, event.found) = (Some(from), Some(wrote_by(from)));
            }
            (Request::Store { object, mode, value }, Move::After(write)) => {
                (event.action, event.mode, event.object) = (Action::Write, *mode, Some(*object));
                event.wrote = Some(value.clone());
                after = Some(write);
            }
            (Request::Update { object, mode, update }, Move::Updates { from, fails }) => {
                let found = wrote_by(from);
                (event.object, event.reads, event.locked) = (Some(*object), Some(from), true);
                if let (true, Update::CompareExchange { failure, .. }) = (fails, update) {
                    (event.action, event.mode) = (Action::Read, *failure);
                } else {
                    (event.action, event.mode) = (Action::Update, *mode);
                    event.wrote = Some(match update {
                        Update::Swap(value) => value.clone(),
                        Update::Fetch(fetch, operand) => fetch.apply(&found, operand),
                        Update::CompareExchange { new, .. } => new.clone(),
                    });
                    after = Some(from);
                }
                event.found = Some(found);
            }
            (Request::Fence { mode }, _) => (event.action, event.mode) = (Action::Fence, *mode),
            (Request::Sync { object, .. }, _) => event.object = Some(*object),
            (Request::Print { .. }, _) => event.object = Some(STDOUT),
            (Request::Choose { .. }, _) => event.action = Action::Choice,
            (Request::End(_), _) if thread == 0 => event.object = Some(STDOUT),
            (Request::End(_), _) => {
                (event.action, event.object) = (Action::Write, Some(finished(thread)));
                event.wrote = Some(Value::Bool(true));
            }
            _ => {}
        }
        (event, after)
    }

    /// Adds an event at the end of its thread.
    fn append(&self, execution: &mut Execution, thread: ThreadId, event: Event, after: Option<Index>) -> Index {
        let strand = &self.threads[&thread];
        let index = execution.add(event, after);
        if strand.last.is_none()
            && let Some(born) = strand.born
        {
            execution.spawns_and_joins.push((born, index));
        }
        index
    }

    /// Whether the thread's next request is one that leaves no trace in the graph.
    fn is_silent(request: &Request) -> bool {
        matches!(request, Request::Create { .. } | Request::Yield)
    }

    /// Where the thread's next operation stands, and what to call it. What a guard or a handle does when it is dropped stands at
    /// the end of whatever it is dropped with, and has no words of its own.
    pub fn in_source<P: Program<Thread = T>>(&self, setting: &Setting<P>, thread: ThreadId) -> (Span, String) {
        let strand = &self.threads[&thread].thread;
        let span = strand.span();
        let source = setting.program.source(span);
        match strand.request() {
            Request::End(End::Returned(_)) if thread == 0 => (span, "main ends, and the program with it".into()),
            Request::End(End::Returned(_)) => (span, "ends".into()),
            Request::End(End::Panicked(message)) => (span, format!("panics: {message}")),
            Request::Sync { object, op } => match op.when_dropped() {
                Some(what) if !source.contains("drop(") || source.contains('{') => {
                    let (line, column) = (span.end_line, span.end_column.saturating_sub(1).max(1));
                    let end = Span { line, column, end_line: line, end_column: column + 1 };
                    (end, format!("{what} {}", setting.program.object_name(*object)))
                }
                _ => (span, source.to_string()),
            },
            _ => (span, source.to_string()),
        }
    }

    /// Does what the thread asks, in this way.
    fn perform<P: Program<Thread = T>>(
        &mut self,
        setting: &mut Setting<P>,
        thread: ThreadId,
        way: Move,
        quiet: bool,
        token: String,
    ) {
        let request = self.threads[&thread].thread.request().clone();
        let mut note = None;
        if Self::is_silent(&request) {
            if let Request::Create { object, init } = &request {
                self.create(*object, init);
            }
            self.answer(setting, thread, Answer::Done);
            return;
        }
        let (span, does) = self.in_source(setting, thread);
        let (mut event, after) = self.event(thread, way, &span, does);
        event.step = Some(self.history.len());
        let looks_for_race = event.is_memory() && self.may_race(&event);
        let mut execution = std::mem::take(&mut self.execution);
        let me = self.append(&mut execution, thread, event.clone(), after);
        self.execution = execution;
        let answer = match &request {
            Request::Load { .. } | Request::IsFinished { .. } => {
                let found = event.found.clone().expect("a read finds a value");
                note = Some(format!("reads {found}"));
                Some(Answer::Value(found))
            }
            Request::Update { .. } => {
                let found = event.found.clone().expect("an update finds a value");
                note = Some(match &event.wrote {
                    Some(wrote) => format!("found {found}, wrote {wrote}"),
                    None if way_fails_spuriously(&request, &found) => format!("found {found}, and failed all the same"),
                    None => format!("found {found}: failed"),
                });
                Some(Answer::Updated { found, wrote: event.wrote.is_some() })
            }
            Request::Store { value, .. } => {
                note = Some(format!("writes {value}"));
                Some(Answer::Done)
            }
            Request::Fence { .. } => Some(Answer::Done),
            Request::Sync { object, op } => {
                let number = if let Move::Number(number) = way { number } else { 0 };
                let mut state = self.object(*object);
                note = state.says(thread, op, number, &super::thread_name);
                let partner = op.partner();
                let mut mutex = partner.map(|mutex| self.object(mutex));
                // Here an operation is named by the index of its event.
                let effect = state.perform(mutex.as_mut(), thread, op, number, Some((thread, me as u32)));
                self.execution.handed.extend(effect.after.stamps().iter().map(|&(_, before)| (before as Index, me)));
                self.objects.insert(*object, state);
                self.execution.operations.entry(*object).or_default().push(me);
                if let (Some(object), Some(mutex)) = (partner, mutex) {
                    self.objects.insert(object, mutex);
                    self.execution.operations.entry(object).or_default().push(me);
                }
                Some(Answer::Synced(effect.reply))
            }
            Request::Spawn { child, entry } => {
                let id = setting.child(thread, *child);
                note = Some(format!("starts {}", super::thread_name(id)));
                if self.threads.len() >= THREADS {
                    self.over = Some(Over::TooMuch(thread, "starts more threads than 64"));
                } else {
                    self.initial(finished(id), Value::Bool(false));
                    match setting.program.spawn(id, entry, &mut FUEL_OF_ONE.clone()) {
                        Ok(new) => {
                            self.threads.insert(id, Strand::new(new, Some(me)));
                        }
                        Err(_) => {
                            self.over = Some(Over::TooMuch(
                                id,
                                "runs on and on without an operation that another thread could see",
                            ))
                        }
                    }
                }
                Some(Answer::Thread(id))
            }
            Request::Join { thread: other } => {
                let other_strand = &self.threads[other];
                let end = other_strand.ended.clone().expect("the thread has ended");
                if let Some(last) = other_strand.last {
                    self.execution.spawns_and_joins.push((last, me));
                }
                note = Some(match &end {
                    End::Returned(_) => format!("{} has ended", super::thread_name(*other)),
                    End::Panicked(_) => format!("{} has panicked", super::thread_name(*other)),
                });
                Some(Answer::Joined(end))
            }
            Request::Choose { what, .. } => {
                let number = if let Move::Number(number) = way { number } else { 0 };
                note = Some(format!("{what}: {number}"));
                Some(Answer::Choice(number))
            }
            Request::Print { text } => {
                self.stdout.push_str(text);
                self.execution.operations.entry(STDOUT).or_default().push(me);
                note = Some(format!("prints {text:?}"));
                Some(Answer::Done)
            }
            Request::End(end) => {
                if thread == 0 {
                    self.execution.operations.entry(STDOUT).or_default().push(me);
                    self.over = Some(match end {
                        End::Returned(_) => Over::Finished,
                        End::Panicked(message) => Over::Panicked(message.clone()),
                    });
                }
                if let Some(strand) = self.threads.get_mut(&thread) {
                    strand.ended = Some(end.clone());
                }
                None
            }
            other => unreachable!("{other:?} is silent"),
        };
        self.threads.get_mut(&thread).expect("the thread that acts").last = Some(me);
        self.history.push(Taken { thread, event: me, note, quiet, token });
        if looks_for_race && self.race.is_none() {
            let hb = self.execution.relations().hb;
            self.race = self.execution.race(&hb);
        }
        if let Some(answer) = answer {
            self.answer(setting, thread, answer);
        }
    }

    /// Whether another thread has accessed the same location, and one of the two accesses is not atomic.
    fn may_race(&self, event: &Event) -> bool {
        let plain = |event: &Event| event.mode == Mode::NonAtomic;
        self.execution.events.iter().any(|other| {
            other.object == event.object
                && other.thread.is_some()
                && other.thread != event.thread
                && (plain(other) || plain(event))
        })
    }

    fn answer<P: Program<Thread = T>>(&mut self, _: &Setting<P>, thread: ThreadId, answer: Answer) {
        let strand = self.threads.get_mut(&thread).expect("the thread that asked");
        let before = self.fuel.min(FUEL_OF_ONE);
        let mut fuel = before;
        let answered = strand.thread.answer(answer, &mut fuel);
        self.fuel -= before - fuel;
        if answered.is_err() {
            self.over =
                Some(Over::TooMuch(thread, "runs on and on without an operation that another thread could see"));
        }
    }

    /// Takes a step that was offered.
    pub fn take<P: Program<Thread = T>>(
        &mut self,
        setting: &mut Setting<P>,
        thread: ThreadId,
        way: Move,
        token: String,
    ) {
        (self.quiet, self.fuel, self.mark) = (0, FUEL, None);
        self.perform(setting, thread, way, false, token);
        self.settle(setting);
    }

    /// On what a thread is blocked that has not ended and has no step.
    pub fn blocked(&self, thread: ThreadId) -> Option<(Option<Object>, Blocked)> {
        let strand = self.threads.get(&thread).filter(|strand| strand.ended.is_none())?;
        match strand.thread.request() {
            Request::Sync { object, op } => {
                let state = self.object(*object);
                (state.choices(thread, op, Rules::default()) == 0).then(|| (Some(*object), state.blocked(thread, op)))
            }
            Request::Join { thread } => Some((None, Blocked { on: Wanted::End, by: vec![*thread] })),
            _ => None,
        }
    }
}

fn way_fails_spuriously(request: &Request, value: &Value) -> bool {
    matches!(request, Request::Update { update: Update::CompareExchange { expected, .. }, .. } if expected == value)
}
