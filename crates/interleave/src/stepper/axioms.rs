//! The models, as axioms on execution graphs; and which one a graph breaks, with the cycle that shows it.
//!
//! - `rc11`: Lahav, Vafeiadis, Kang, Hur, Dreyer, *Repairing Sequential Consistency in C/C++11*, PLDI 2017, with the release
//!   sequences of C++20 (P0982) and `scb` without its restriction to different locations.
//! - `strict`: \[atomics.order\] of C++20 as printed; LWG issue 3941 is about what it forbids by accident.
//! - `tso`: Owens, Sarkar, Sewell, *A Better x86 Memory Model: x86-TSO*, TPHOLs 2009, in its axiomatic form.
//! - `sc`: Lamport, *How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs*, 1979.
//!
//! That `sb ∪ rf` has no cycle holds by construction: an event reads from one that is there already.

use super::execution::{Action, Execution, Index, Relations};
use super::relation::Relation;
use crate::memory::Model;
use crate::request::Mode;

/// What a graph breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    pub axiom: Axiom,
    /// The events of a cycle that must not be; each with the reason why it comes before the next. The last one comes before
    /// the first.
    pub cycle: Vec<(Index, Edge)>,
}

/// An axiom, named as people speak of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axiom {
    /// `hb ; eco?` is irreflexive.
    Coherence,
    /// Nothing comes between a read-modify-write and the write that it reads.
    Atomicity,
    /// `psc` is acyclic: the SeqCst operations have one order that all agree with.
    SeqCst,
    /// `sb ∪ rf ∪ mo ∪ rb` is acyclic: all operations have one order.
    OneOrder,
    /// `ppo ∪ rfe ∪ mo ∪ rb` is acyclic: all operations have one order but for stores that wait in their thread's buffer.
    StoreBuffer,
}

impl Axiom {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coherence => "coherence",
            Self::Atomicity => "atomicity",
            Self::SeqCst => "the order of SeqCst operations",
            Self::OneOrder => "sequential consistency",
            Self::StoreBuffer => "x86-TSO's global order",
        }
    }

    /// What it demands, in a sentence.
    #[must_use]
    pub const fn demands(self) -> &'static str {
        match self {
            Self::Coherence => {
                "a thread that knows of a store cannot read, or be overwritten by, an older one of the same location"
            }
            Self::Atomicity => "no store comes between a read-modify-write and the store whose value it took",
            Self::SeqCst => "all SeqCst operations fit into one order that everybody agrees on",
            Self::OneOrder => "all operations fit into one order that keeps each thread's own",
            Self::StoreBuffer => "only a store may be overtaken, and only by later loads of its own thread",
        }
    }
}

/// Why one event comes before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    ProgramOrder,
    ReadsFrom,
    ModificationOrder,
    ReadsBefore,
    SynchronizesWith,
    /// A synchronization object's own order.
    ObjectOrder,
}

impl Edge {
    /// What the papers call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProgramOrder => "sb",
            Self::ReadsFrom => "rf",
            Self::ModificationOrder => "mo",
            Self::ReadsBefore => "rb",
            Self::SynchronizesWith => "sw",
            Self::ObjectOrder => "so",
        }
    }

    /// What it says of the two events: `A … B`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ProgramOrder => "comes in program order before",
            Self::ReadsFrom => "is read by",
            Self::ModificationOrder => "is overwritten by",
            Self::ReadsBefore => "read a value that is overwritten by",
            Self::SynchronizesWith => "synchronizes with",
            Self::ObjectOrder => "comes on the same object before",
        }
    }
}

/// The first axiom of the model that the graph breaks.
///
/// # Errors
/// That is what it returns.
pub fn check(execution: &Execution, model: Model) -> Result<(), Violation> {
    let relations = execution.relations();
    let check = Check { execution, relations: &relations };
    match model {
        Model::Sc => check.atomicity().and(check.one_order()),
        Model::Tso => check.coherence_per_location().and(check.atomicity()).and(check.store_buffer()),
        Model::Rc11 => check.coherence().and(check.atomicity()).and(check.psc()),
        Model::Strict => check.coherence().and(check.atomicity()).and(check.one_sc_order()),
    }
}

struct Check<'a> {
    execution: &'a Execution,
    relations: &'a Relations,
}

type Checked = Result<(), Violation>;

impl Check<'_> {
    fn size(&self) -> usize {
        self.execution.len()
    }

    /// Irreflexive `hb ; eco?`. `hb` alone cannot have a cycle: the events are in an order that agrees with it.
    fn coherence(&self) -> Checked {
        let r = self.relations;
        let mut best: Option<Vec<(Index, Edge)>> = None;
        for a in 0..self.size() {
            for b in r.eco.from(a).filter(|&b| r.hb.has(b, a)) {
                let mut cycle = self.spell(a, b, &[Edge::ReadsFrom, Edge::ModificationOrder, Edge::ReadsBefore]);
                cycle.extend(self.spell(b, a, &[Edge::ProgramOrder, Edge::SynchronizesWith]));
                if best.as_ref().is_none_or(|best| cycle.len() < best.len()) {
                    best = Some(cycle);
                }
            }
        }
        best.map_or(Ok(()), |cycle| Err(Violation { axiom: Axiom::Coherence, cycle }))
    }

    /// `rmw ∩ (rb ; mo) = ∅`
    fn atomicity(&self) -> Checked {
        let events = &self.execution.events;
        for (update, event) in events.iter().enumerate().filter(|(_, event)| event.action == Action::Update) {
            let order = &self.execution.mo[&event.object.expect("an update has a location")];
            let place = order.iter().position(|&write| write == update).expect("an update is a write");
            if Some(order[place - 1]) != event.reads {
                let between = order[place - 1];
                let cycle = vec![(update, Edge::ReadsBefore), (between, Edge::ModificationOrder)];
                return Err(Violation { axiom: Axiom::Atomicity, cycle });
            }
        }
        Ok(())
    }

    fn acyclic(&self, axiom: Axiom, relation: &Relation, edges: &[Edge]) -> Checked {
        let Some(cycle) = relation.cycle() else { return Ok(()) };
        let cycle = cycle.windows(2).flat_map(|pair| self.spell(pair[0], pair[1], edges)).collect();
        Err(Violation { axiom, cycle })
    }

    /// `acyclic (sb ∪ rf ∪ mo ∪ rb)`
    fn one_order(&self) -> Checked {
        let r = self.relations;
        let order = r.sb.or(&r.rf).or(&r.mo).or(&r.rb).or(&r.sw).or(&r.object);
        self.acyclic(Axiom::OneOrder, &order, &Self::ALL)
    }

    const ALL: [Edge; 6] = [
        Edge::ProgramOrder,
        Edge::ReadsFrom,
        Edge::SynchronizesWith,
        Edge::ObjectOrder,
        Edge::ModificationOrder,
        Edge::ReadsBefore,
    ];

    /// `acyclic (sb|location ∪ rf ∪ mo ∪ rb)`
    fn coherence_per_location(&self) -> Checked {
        let r = self.relations;
        let events = &self.execution.events;
        let local = r.sb.filter(|a, b| events[a].object.is_some() && events[a].object == events[b].object);
        self.acyclic(Axiom::Coherence, &local.or(&r.rf).or(&r.mo).or(&r.rb), &Self::ALL)
    }

    /// `acyclic (ppo ∪ rfe ∪ mo ∪ rb)`, `ppo` being program order without the pairs of a plain store and a later plain load with
    /// nothing locked between them.
    fn store_buffer(&self) -> Checked {
        let r = self.relations;
        let events = &self.execution.events;
        // SeqCst stores and fences, read-modify-writes (failed ones too), and whatever a synchronization object does inside.
        let locked = |event: Index| {
            let event = &events[event];
            event.locked
                || match event.action {
                    Action::Update | Action::Other => true,
                    Action::Fence | Action::Write => event.mode == Mode::SeqCst,
                    Action::Init | Action::Read | Action::Choice => false,
                }
        };
        let plain_write = |event: Index| events[event].action == Action::Write && !locked(event);
        let plain_read = |event: Index| events[event].action == Action::Read && !locked(event);
        let barrier = r.sb.between(|_| true, locked).then(&r.sb);
        let acts = |event: Index| locked(event) || events[event].is_memory();
        let preserved =
            r.sb.filter(|a, b| acts(a) && acts(b) && (!(plain_write(a) && plain_read(b)) || barrier.has(a, b)));
        let external = r.rf.filter(|a, b| events[a].thread != events[b].thread);
        let order = preserved.or(&external).or(&r.mo).or(&r.rb).or(&r.object);
        self.acyclic(Axiom::StoreBuffer, &order, &Self::ALL)
    }

    fn scb(&self) -> Relation {
        let r = self.relations;
        let events = &self.execution.events;
        let local = r.hb.filter(|a, b| events[a].object.is_some() && events[a].object == events[b].object);
        r.sb.or(&r.sb.then(&r.hb).then(&r.sb)).or(&local).or(&r.mo).or(&r.rb)
    }

    /// `psc = ([Esc] ∪ [Fsc];hb?) ; scb ; ([Esc] ∪ hb?;[Fsc]) ∪ [Fsc] ; (hb ∪ hb;eco;hb) ; [Fsc]`
    fn psc(&self) -> Checked {
        let r = self.relations;
        let n = self.size();
        let events = &self.execution.events;
        let sc = |event: Index| events[event].is_sc();
        let fence = |event: Index| events[event].is_fence() && sc(event);
        let hb = r.hb.maybe();
        let identity = Relation::of(n, |a, b| a == b && sc(a));
        let enter = identity.or(&hb.between(fence, |_| true));
        let leave = identity.or(&hb.between(|_| true, fence));
        let base = enter.then(&self.scb()).then(&leave);
        let fences = r.hb.or(&r.hb.then(&r.eco).then(&r.hb)).between(fence, fence);
        self.acyclic(Axiom::SeqCst, &base.or(&fences), &Self::ALL)
    }

    /// A total order S of the SeqCst operations exists that agrees with *strongly happens before* and with the four clauses
    /// on coherence-ordered operations: the union of all that S must contain has no cycle.
    fn one_sc_order(&self) -> Checked {
        let r = self.relations;
        let events = &self.execution.events;
        let sc = |event: Index| events[event].is_sc();
        let fence = |event: Index| events[event].is_fence() && sc(event);
        let between_sc = r.sw.between(sc, sc);
        let strongly = r.sb.or(&between_sc).or(&r.sb.then(&r.hb).then(&r.sb)).plus();
        let atomic = |event: Index| events[event].is_atomic();
        let coherent = r.eco.between(atomic, atomic);
        let hb = r.hb.maybe();
        let identity = Relation::of(self.size(), |a, b| a == b && sc(a));
        let enter = identity.or(&hb.between(fence, |_| true));
        let leave = identity.or(&hb.between(|_| true, fence));
        let order = enter.then(&coherent).then(&leave).or(&strongly.between(sc, sc));
        self.acyclic(Axiom::SeqCst, &order, &Self::ALL)
    }

    /// A shortest way from `a` to `b` over edges of these kinds, each edge by the first kind that it has.
    fn spell(&self, a: Index, b: Index, edges: &[Edge]) -> Vec<(Index, Edge)> {
        let kinds: Vec<(Edge, &Relation)> = edges.iter().map(|&edge| (edge, self.base(edge))).collect();
        let mut all = Relation::empty(self.size());
        for (_, relation) in &kinds {
            all = all.or(relation);
        }
        let path = all.path(a, b).unwrap_or_else(|| vec![a, b]);
        let edge =
            |a, b| kinds.iter().find(|(_, relation)| relation.has(a, b)).map_or(Edge::ProgramOrder, |(edge, _)| *edge);
        path.windows(2).map(|pair| (pair[0], edge(pair[0], pair[1]))).collect()
    }

    fn base(&self, edge: Edge) -> &Relation {
        let r = self.relations;
        match edge {
            Edge::ProgramOrder => &r.sb,
            Edge::ReadsFrom => &r.rf,
            Edge::ModificationOrder => &r.mo,
            Edge::ReadsBefore => &r.rb,
            Edge::SynchronizesWith => &r.sw,
            Edge::ObjectOrder => &r.object,
        }
    }
}
