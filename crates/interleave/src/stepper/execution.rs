//! Execution graphs, kept plainly: a list of events and, per location, the order of its writes. Everything else is derived when
//! asked for, by the formulas of the papers. Slow, and easy to check; the searches have their own, fast graphs.

use std::collections::BTreeMap;

use super::relation::Relation;
use crate::request::{Mode, Object, Span, ThreadId, Value};

/// Where an event stands in [`Execution::events`].
pub type Index = usize;

/// What an event is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// The initial value of a location. Before everything, in every order.
    Init,
    Read,
    Write,
    /// A read-modify-write that wrote: one event.
    Update,
    Fence,
    /// An operation on a synchronization object, an output, a spawn, a join, an end.
    Other,
    /// A choice that no thread makes.
    Choice,
}

/// Something that a thread did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// `None`: an initial value.
    pub thread: Option<ThreadId>,
    pub action: Action,
    pub mode: Mode,
    /// The location, or the synchronization object.
    pub object: Option<Object>,
    /// Where a read or an update takes its value from.
    pub reads: Option<Index>,
    /// The value that a read, or an update, found.
    pub found: Option<Value>,
    /// The value that a write, or an update, left.
    pub wrote: Option<Value>,
    /// A spawn, a join or an end: part of a thread's life, of no interest to a picture of memory.
    pub life: bool,
    /// A locked instruction on x86, though it may have written nothing.
    pub locked: bool,
    /// Its step in the history.
    pub step: Option<usize>,
    pub span: Span,
    /// What it does, in words or in the source's.
    pub does: String,
}

impl Event {
    pub fn is_read(&self) -> bool {
        matches!(self.action, Action::Read | Action::Update)
    }

    pub fn is_write(&self) -> bool {
        matches!(self.action, Action::Write | Action::Update | Action::Init)
    }

    pub fn is_fence(&self) -> bool {
        self.action == Action::Fence
    }

    pub fn is_memory(&self) -> bool {
        self.is_read() || self.is_write()
    }

    /// `[at least rlx]`
    pub fn is_atomic(&self) -> bool {
        self.is_memory() && self.action != Action::Init && self.mode != Mode::NonAtomic
    }

    /// `[at least acq]`, for what reads.
    pub fn acquires(&self) -> bool {
        matches!(self.mode, Mode::Acquire | Mode::AcqRel | Mode::SeqCst) && (self.is_read() || self.is_fence())
    }

    /// `[at least rel]`, for what writes.
    pub fn releases(&self) -> bool {
        matches!(self.mode, Mode::Release | Mode::AcqRel | Mode::SeqCst)
            && (matches!(self.action, Action::Write | Action::Update) || self.is_fence())
    }

    /// `[Esc]`
    pub fn is_sc(&self) -> bool {
        self.mode == Mode::SeqCst && (self.is_atomic() || self.is_fence())
    }
}

/// An execution graph.
#[derive(Clone, Default, Debug)]
pub struct Execution {
    /// Closed under `sb ∪ rf`, and in an order that agrees with it.
    pub events: Vec<Event>,
    /// Per location, its writes in modification order, the initial value first.
    pub mo: BTreeMap<Object, Vec<Index>>,
    /// From a spawn to the first event of the new thread, from a thread's last event to who joined it: program order too.
    pub spawns_and_joins: Vec<(Index, Index)>,
    /// Happens-before by a synchronization object.
    pub handed: Vec<(Index, Index)>,
    /// Per synchronization object, its operations in order.
    pub operations: BTreeMap<Object, Vec<Index>>,
}

/// The relations of an execution, by the names they have in the papers.
pub struct Relations {
    /// Program order, with spawn and join.
    pub sb: Relation,
    pub rf: Relation,
    pub mo: Relation,
    /// `rf⁻¹ ; mo`: a read comes before the writes that overwrite what it read.
    pub rb: Relation,
    /// Synchronizes-with, with what synchronization objects add.
    pub sw: Relation,
    pub hb: Relation,
    /// `(rf ∪ mo ∪ rb)+`
    pub eco: Relation,
    /// Operations of one synchronization object, in their order.
    pub object: Relation,
}

impl Execution {
    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Adds an event; a write comes right after `after` in modification order.
    pub fn add(&mut self, event: Event, after: Option<Index>) -> Index {
        let index = self.events.len();
        if let (true, Some(object)) = (event.is_write(), event.object) {
            let order = self.mo.entry(object).or_default();
            let place = after.map_or(order.len(), |after| {
                1 + order.iter().position(|&write| write == after).expect("a write of the same location")
            });
            order.insert(place, index);
        }
        self.events.push(event);
        index
    }

    /// Works the relations out.
    #[must_use]
    pub fn relations(&self) -> Relations {
        let n = self.events.len();
        let event = |index: usize| &self.events[index];
        let init = |index: usize| event(index).action == Action::Init;

        // Initial values come before everything. The list agrees with program order.
        let own = Relation::of(n, |a, b| a < b && event(a).thread.is_some() && event(a).thread == event(b).thread);
        let mut sb = own.or(&Relation::of(n, |a, b| init(a) && !init(b)));
        self.spawns_and_joins.iter().for_each(|&(a, b)| sb.insert(a, b));
        let sb = sb.plus();
        let mut rf = Relation::empty(n);
        for (index, event) in self.events.iter().enumerate() {
            if let Some(write) = event.reads {
                rf.insert(write, index);
            }
        }
        let mut mo = Relation::empty(n);
        for order in self.mo.values() {
            for (place, &earlier) in order.iter().enumerate() {
                order[place + 1..].iter().for_each(|&later| mo.insert(earlier, later));
            }
        }
        let rb = rf.inverse().then(&mo).filter(|a, b| a != b);
        let eco = rf.or(&mo).or(&rb).plus();

        // rs = [W, at least rlx] ; (rf ; rmw)*
        // sw = [at least rel] ; ([F] ; sb)? ; rs ; rf ; [R, at least rlx] ; (sb ; [F])? ; [at least acq]
        let continues = rf.between(|_| true, |to| event(to).action == Action::Update);
        let heads = Relation::of(n, |a, b| a == b && event(a).is_write() && event(a).is_atomic());
        let rs = heads.then(&continues.plus().maybe());
        let from_fence = own.between(|from| event(from).is_fence(), |_| true).maybe();
        let to_fence = own.between(|_| true, |to| event(to).is_fence()).maybe();
        let read = rf.between(|_| true, |to| event(to).is_atomic());
        let memory = from_fence.then(&rs).then(&read).then(&to_fence);
        let mut sw = memory
            .filter(|a, b| a != b && event(a).releases() && event(b).acquires() && event(a).thread != event(b).thread);
        self.handed.iter().for_each(|&(a, b)| sw.insert(a, b));
        let hb = sb.or(&sw).plus();

        let mut object = Relation::empty(n);
        for order in self.operations.values() {
            order.windows(2).for_each(|pair| object.insert(pair[0], pair[1]));
        }
        Relations { sb, rf, mo, rb, sw, hb, eco, object }
    }

    /// Two accesses of one location that nothing orders, one of them a write, one of them not atomic.
    #[must_use]
    pub fn race(&self, hb: &Relation) -> Option<(Index, Index)> {
        let n = self.events.len();
        let conflict = |a: Index, b: Index| {
            let (a, b) = (&self.events[a], &self.events[b]);
            a.is_memory()
                && b.is_memory()
                && a.object == b.object
                && a.thread != b.thread
                && a.thread.is_some()
                && b.thread.is_some()
                && (a.is_write() || b.is_write())
                && (a.mode == Mode::NonAtomic || b.mode == Mode::NonAtomic)
        };
        (0..n)
            .flat_map(|b| (0..b).map(move |a| (a, b)))
            .find(|&(a, b)| conflict(a, b) && !hb.has(a, b) && !hb.has(b, a))
    }
}
