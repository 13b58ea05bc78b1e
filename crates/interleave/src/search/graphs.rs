//! Growing execution graphs: what each thread can do next, and what the graph is afterwards.
//!
//! Steps that commute with everything (starting a thread, creating an object, yielding) are taken at once and are no events.

use super::table::{
    Cell, EMPTY_TEXT, Fast, MOST_THREADS, Quiet, Reply, STDOUT_LOC, StateId, Table, TextId, UNBORN, Want,
};
use crate::memory::Model;
use crate::memory::graph::{Event, Full, Graph, Halt, Kind, NONE, New, Slot};
use crate::memory::set::Set;
use crate::request::{FINISHED, Mode, Object, Program, ThreadId, Value};
use crate::sync::State;
use std::hash::Hasher;

/// One way in which a thread can go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    pub thread: ThreadId,
    /// The event it reads from.
    pub rf: Slot,
    /// The event after which it comes in modification order.
    pub at: Slot,
    /// Which of several ways: for a weak compare-exchange, 1 is the spurious failure.
    pub way: u32,
    /// The operation cannot go: the thread halts here until something else is there to read.
    pub blocked: bool,
}

/// Why growing a graph had to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The rows are too narrow.
    Full,
    /// Somebody asks whether a thread has ended, so the ends of threads have to be events.
    EndsMatter,
    /// There is a condition variable: its `wait` changes two objects in one step, which the search cannot take apart.
    TwoObjects,
    /// A loop brings nothing new and yet has effects: there may be no end of executions.
    Endless,
}

impl From<Full> for Stop {
    fn from(_: Full) -> Self {
        Stop::Full
    }
}

/// Grows graphs of one program under one model.
pub struct Grower<'p, P: Program> {
    pub table: Table<'p, P>,
    pub model: Model,
    /// The ends of threads are events, because somebody asks.
    pub ends_matter: bool,
    /// How often a thread may come back to an equal state by a loop that writes.
    pub loop_bound: u32,
    /// A loop was cut short by the bound.
    pub cut: bool,
    /// A loop that would be cut short stops the search.
    pub no_cuts: bool,
    /// Condition variables stop the search.
    pub one_object: bool,
}

/// How a complete graph ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ending {
    /// Main has returned or panicked: its last state.
    Ended(StateId),
    /// Nobody can move, and main has not ended.
    Stuck {
        /// Some thread waits in a loop, rather than being blocked.
        spinning: bool,
    },
    /// Somebody could still move: the graph is complete only because of a choice that another graph makes differently.
    Unfinished,
}

impl<'p, P: Program> Grower<'p, P> {
    /// For this program and model.
    pub fn new(table: Table<'p, P>, model: Model) -> Self {
        Self { table, model, ends_matter: false, loop_bound: 3, cut: false, no_cuts: false, one_object: false }
    }

    /// The graph in which main is about to do its first step.
    ///
    /// # Errors
    /// See [`Stop`].
    pub fn root<const W: usize>(&mut self) -> Result<Graph<W>, Stop> {
        let mut graph = Graph::default();
        for (loc, cell) in self.table.statics() {
            self.create(&mut graph, loc, cell)?;
        }
        let main = self.table.main();
        graph.strand_mut(0).first = main;
        self.run_on(&mut graph, 0, main, NONE)?;
        Ok(graph)
    }

    fn create<const W: usize>(&mut self, graph: &mut Graph<W>, loc: u32, cell: Cell) -> Result<(), Stop> {
        if self.one_object
            && let Cell::Sync(state) = cell
            && matches!(**self.table.syncs.get(state), State::Condvar(_))
        {
            return Err(Stop::TwoObjects);
        }
        let place = graph.place_mut(loc);
        place.born = true;
        place.init = match cell {
            Cell::Memory(value) | Cell::Sync(value) => value,
        };
        place.now = place.init;
        Ok(())
    }

    /// Makes sure that an object has an entry, if nobody creates it.
    fn touch<const W: usize>(&mut self, graph: &mut Graph<W>, loc: u32) {
        if !graph.place_mut(loc).born {
            let cell = match self.table.implicit(loc) {
                Some(cell) => cell,
                None if self.table.objects.get(loc).index == FINISHED => {
                    Cell::Memory(self.table.values.id(Value::Bool(false)))
                }
                None => return,
            };
            let _ = self.create(graph, loc, cell);
        }
    }

    /// Lets a thread run through everything that commutes with what others do. `after` is its last event.
    fn run_on<const W: usize>(
        &mut self,
        graph: &mut Graph<W>,
        thread: ThreadId,
        state: StateId,
        after: Slot,
    ) -> Result<(), Stop> {
        let mut state = state;
        let mut quiet = Quiet::default();
        loop {
            match self.table.want(state) {
                Want::Yield | Want::Create { .. } if quiet.too_long() => {
                    state = self.table.give_up();
                    break;
                }
                Want::Yield => {
                    if quiet.again(state) {
                        break; // It does nothing but yield, for ever: see `steps`.
                    }
                    if after != NONE {
                        graph.events[usize::from(after)].yielded = true;
                    }
                    state = self.table.step(thread, state, Reply::Done);
                }
                Want::Create { loc } => {
                    quiet.again(state);
                    let cell = self.table.created(state);
                    self.create(graph, loc, cell)?;
                    state = self.table.step(thread, state, Reply::Done);
                }
                Want::Spawn { child } if (child as usize) < MOST_THREADS => {
                    let first = self.table.spawned(state, child);
                    let cursor = graph.cursor(thread);
                    let birth = if after == NONE { graph.strands[thread as usize].birth } else { after };
                    let strand = graph.strand_mut(child);
                    (strand.first, strand.birth, strand.last, strand.len) = (first, birth, NONE, 0);
                    (strand.sb, strand.hb, strand.porf) = (cursor.sb, cursor.hb, cursor.porf);
                    self.run_on(graph, child, first, NONE)?;
                    state = self.table.step(thread, state, Reply::Thread(child));
                }
                Want::IsFinished { .. } if !self.ends_matter => return Err(Stop::EndsMatter),
                _ => break,
            }
        }
        graph.strand_mut(thread).state = state;
        if after == NONE {
            graph.strand_mut(thread).first = state;
        } else {
            graph.events[usize::from(after)].after = state;
        }
        Ok(())
    }

    /// Whether a thread has ended, as far as others can tell.
    #[must_use]
    pub fn ended<const W: usize>(&self, graph: &Graph<W>, thread: ThreadId) -> bool {
        let Some(strand) = graph.strands.get(thread as usize) else { return false };
        if strand.state == UNBORN || !matches!(self.table.want(strand.state), Want::End { .. }) {
            return false;
        }
        !self.ends_matter || strand.last != NONE && graph.event(strand.last).loc == self.finished_loc(thread)
    }

    fn finished_loc(&self, thread: ThreadId) -> u32 {
        // Numbered when the thread came to its end; before that nobody can have ended.
        self.table.objects.find(&Object { owner: thread, index: FINISHED }).unwrap_or(u32::MAX)
    }

    /// The location that a thread's end is written to.
    pub fn finished(&mut self, thread: ThreadId) -> u32 {
        self.table.objects.id(Object { owner: thread, index: FINISHED })
    }

    /// Whether a thread halts at its last event.
    #[must_use]
    pub fn halt<const W: usize>(&self, graph: &Graph<W>, thread: ThreadId) -> Halt {
        let last = graph.strands[thread as usize].last;
        if last == NONE { Halt::No } else { graph.event(last).halt }
    }

    /// Whether main's end has to be an event: other threads may run on.
    fn must_close<const W: usize>(&self, graph: &Graph<W>) -> bool {
        let main = &graph.strands[0];
        if main.last != NONE && graph.event(main.last).kind == Kind::Close {
            return false;
        }
        let sb = graph.cursor(0).sb;
        (1..graph.strands.len() as ThreadId).any(|thread| {
            let strand = &graph.strands[thread as usize];
            strand.state != UNBORN && (!self.ended(graph, thread) || strand.last != NONE && !sb.has(strand.last.into()))
        })
    }

    /// The ways in which a thread can go on; none if it has ended or cannot. `halts` asks for operations that cannot go to be
    /// listed too, as events that halt the thread. `stale` asks for stores that a read-modify-write has already consumed.
    pub fn steps<const W: usize>(
        &mut self,
        graph: &mut Graph<W>,
        thread: ThreadId,
        halts: bool,
        stale: bool,
        steps: &mut Vec<Step>,
    ) {
        steps.clear();
        let state = graph.strands[thread as usize].state;
        if state == UNBORN || self.halt(graph, thread) != Halt::No {
            return;
        }
        let step = Step { thread, rf: NONE, at: NONE, way: 0, blocked: false };
        match self.table.want(state) {
            Want::Load { loc, .. } => {
                graph.place_mut(loc);
                steps.extend(graph.coherent(loc, graph.seen(thread, self.model)).map(|rf| Step { rf, ..step }));
            }
            Want::IsFinished { thread: other } => {
                let loc = self.table.objects.id(Object { owner: other, index: FINISHED });
                self.touch(graph, loc);
                steps.extend(graph.coherent(loc, graph.seen(thread, self.model)).map(|rf| Step { rf, ..step }));
            }
            Want::Store { loc, .. } => {
                graph.place_mut(loc);
                let free = |at: &Slot| !graph.consumed(loc, *at);
                steps.extend(
                    graph.coherent(loc, graph.seen(thread, self.model)).filter(free).map(|at| Step { at, ..step }),
                );
            }
            Want::Update { loc, weak, .. } => {
                graph.place_mut(loc);
                let candidates: Vec<Slot> = graph.coherent(loc, graph.seen(thread, self.model)).collect();
                for rf in candidates {
                    let found = graph.value(loc, rf);
                    let succeeds = self.table.updated(state, found).is_some();
                    if !succeeds || stale || !graph.consumed(loc, rf) {
                        steps.push(Step { rf, at: rf, ..step });
                    }
                    if succeeds && weak {
                        steps.push(Step { rf, at: rf, way: 1, ..step });
                    }
                }
            }
            Want::Fence { .. } => steps.push(step),
            Want::Sync { loc, .. } => {
                self.touch(graph, loc);
                let place = &graph.places[loc as usize];
                if stale {
                    let candidates: Vec<Slot> = graph.coherent(loc, graph.seen(thread, self.model)).collect();
                    for rf in candidates {
                        let ways = self.table.ways(thread, state, graph.value(loc, rf));
                        steps.extend((0..ways).map(|way| Step { rf, at: rf, way, ..step }));
                        if ways == 0 && rf == graph.places[loc as usize].tail {
                            steps.push(Step { rf, at: rf, blocked: true, ..step });
                        }
                    }
                } else {
                    let ways = self.table.ways(thread, state, place.now);
                    let (rf, at) = (place.last, place.tail);
                    steps.extend((0..ways).map(|way| Step { rf, at, way, ..step }));
                    if ways == 0 && halts {
                        steps.push(Step { rf, at, blocked: true, ..step });
                    }
                }
            }
            Want::Join { thread: other } => {
                if self.ended(graph, other) {
                    steps.push(step);
                }
            }
            Want::Choose { options } => steps.extend((0..options).map(|way| Step { way, ..step })),
            Want::Print => self.append(graph, thread, stale, steps),
            Want::End { .. } => {
                if thread == 0 {
                    if self.must_close(graph) {
                        self.append(graph, thread, stale, steps);
                    }
                } else if self.ends_matter && !self.ended(graph, thread) {
                    steps.push(step);
                }
            }
            // It yields for ever, and has no event yet that says so.
            Want::Yield => steps.push(step),
            Want::Create { .. } | Want::Spawn { .. } | Want::Lost => {}
        }
    }

    /// The ways to append to standard output.
    fn append<const W: usize>(&mut self, graph: &mut Graph<W>, thread: ThreadId, stale: bool, steps: &mut Vec<Step>) {
        self.touch(graph, STDOUT_LOC);
        let step = |rf| Step { thread, rf, at: rf, way: 0, blocked: false };
        if stale {
            steps.extend(graph.coherent(STDOUT_LOC, graph.seen(thread, self.model)).map(step));
        } else {
            steps.push(step(graph.places[STDOUT_LOC as usize].tail));
        }
    }

    /// Takes a step: adds its event and lets the thread run on.
    ///
    /// # Errors
    /// See [`Stop`].
    pub fn take<const W: usize>(&mut self, graph: &mut Graph<W>, step: Step) -> Result<Slot, Stop> {
        let Step { thread, rf, at, way, .. } = step;
        let state = graph.strands[thread as usize].state;
        let new = New {
            thread,
            kind: Kind::Choose,
            mode: Mode::Relaxed,
            loc: u32::MAX,
            rf,
            at,
            value: 0,
            way,
            locked: false,
        };
        let (slot, reply) = match self.table.want(state) {
            Want::Load { loc, mode } => {
                let value = graph.value(loc, rf);
                (graph.add(New { kind: Kind::Read, mode, loc, ..new }, state, Set::EMPTY, None)?, Reply::Value(value))
            }
            Want::IsFinished { thread: other } => {
                let loc = self.table.objects.id(Object { owner: other, index: FINISHED });
                let value = graph.value(loc, rf);
                (graph.add(New { kind: Kind::Read, loc, ..new }, state, Set::EMPTY, None)?, Reply::Value(value))
            }
            Want::Store { loc, mode, value } => {
                let locked = mode == Mode::SeqCst;
                (
                    graph.add(New { kind: Kind::Write, mode, loc, value, locked, ..new }, state, Set::EMPTY, None)?,
                    Reply::Done,
                )
            }
            Want::Update { loc, mode, failure, .. } => {
                let (kind, mode, value, reply) = self.update(graph, state, loc, rf, way, mode, failure);
                (graph.add(New { kind, mode, loc, value, locked: true, ..new }, state, Set::EMPTY, None)?, reply)
            }
            Want::Fence { mode } => {
                (graph.add(New { kind: Kind::Fence, mode, ..new }, state, Set::EMPTY, None)?, Reply::Done)
            }
            Want::Sync { loc, partner } => return self.take_sync(graph, step, state, loc, partner),
            Want::Join { thread: other } => {
                let ended = graph.strands[other as usize].state;
                (
                    graph.add(New { kind: Kind::Join, way: other, ..new }, state, Set::EMPTY, Some(other))?,
                    Reply::Joined(ended),
                )
            }
            Want::Choose { .. } => (graph.add(new, state, Set::EMPTY, None)?, Reply::Choice(way)),
            Want::Yield => {
                let slot = graph.add(New { kind: Kind::Fence, ..new }, state, Set::EMPTY, None)?;
                graph.events[usize::from(slot)].halt = Halt::Spins;
                return Ok(slot);
            }
            Want::Print => {
                let new = New { kind: Kind::Print, loc: STDOUT_LOC, ..new };
                (graph.add(new, state, Set::EMPTY, None)?, Reply::Done)
            }
            Want::End { .. } => {
                if thread == 0 {
                    graph.add(New { kind: Kind::Close, loc: STDOUT_LOC, ..new }, state, Set::EMPTY, None)?;
                } else {
                    let loc = self.table.objects.id(Object { owner: thread, index: FINISHED });
                    self.touch(graph, loc);
                    let value = self.table.values.id(Value::Bool(true));
                    graph.add(New { kind: Kind::Write, loc, value, ..new }, state, Set::EMPTY, None)?;
                }
                return Ok(graph.strands[thread as usize].last);
            }
            other => unreachable!("{other:?} is no step"),
        };
        self.go_on(graph, slot, reply)?;
        Ok(slot)
    }

    /// Adds the read of a step that reads and writes, and leaves its write for later.
    ///
    /// # Errors
    /// See [`Stop`].
    pub fn take_half<const W: usize>(&mut self, graph: &mut Graph<W>, step: Step, stamp: u32) -> Result<Slot, Stop> {
        let Step { thread, rf, at, way, .. } = step;
        let state = graph.strands[thread as usize].state;
        let new =
            New { thread, kind: Kind::Wait, mode: Mode::Relaxed, loc: STDOUT_LOC, rf, at, value: 0, way, locked: true };
        let new = match self.table.want(state) {
            Want::Update { loc, mode, .. } => New { kind: Kind::Read, mode, loc, ..new },
            Want::Sync { loc, .. } => New { mode: Mode::AcqRel, loc, ..new },
            _ => new,
        };
        let slot = graph.add(new, state, Set::EMPTY, None)?;
        let event = &mut graph.events[usize::from(slot)];
        (event.halt, event.stamp, event.write_stamp) = (Halt::Half, stamp, stamp);
        Ok(slot)
    }

    /// What an update comes to when it reads from `rf`.
    #[allow(clippy::too_many_arguments)]
    fn update<const W: usize>(
        &mut self,
        graph: &Graph<W>,
        state: StateId,
        loc: u32,
        rf: Slot,
        way: u32,
        mode: Mode,
        failure: Mode,
    ) -> (Kind, Mode, u32, Reply) {
        let found = graph.value(loc, rf);
        match self.table.updated(state, found) {
            Some(value) if way == 0 => (Kind::Update, mode, value, Reply::Updated { found, wrote: true }),
            _ => (Kind::Read, failure, 0, Reply::Updated { found, wrote: false }),
        }
    }

    fn take_sync<const W: usize>(
        &mut self,
        graph: &mut Graph<W>,
        step: Step,
        state: StateId,
        loc: u32,
        partner: Option<u32>,
    ) -> Result<Slot, Stop> {
        let Step { thread, rf, at, way, blocked } = step;
        let new = New { thread, kind: Kind::Sync, mode: Mode::AcqRel, loc, rf, at, value: 0, way, locked: true };
        if blocked {
            let slot = graph.add(New { kind: Kind::Wait, ..new }, state, Set::EMPTY, None)?;
            graph.events[usize::from(slot)].halt = Halt::Blocked;
            return Ok(slot);
        }
        let me = (thread, graph.strands[thread as usize].len);
        // In a chain the object is in the state that the operation before left; only the end of a chain has a partner.
        let object =
            if at == graph.places[loc as usize].tail { graph.places[loc as usize].now } else { graph.value(loc, at) };
        if let Some(mutex) = partner {
            self.touch(graph, mutex);
        }
        let other = partner.map(|mutex| graph.places[mutex as usize].now);
        let performed = self.table.perform(thread, state, object, other, way, Some(me));
        let after = self.acquired(graph, performed.after);
        let slot = graph.add(New { value: performed.state, ..new }, state, after, None)?;
        graph.places[loc as usize].now = performed.state;
        graph.places[loc as usize].last = slot;
        if let Some(mutex) = partner {
            graph.places[mutex as usize].now = performed.partner;
            graph.places[mutex as usize].last = slot;
        }
        self.go_on(graph, slot, Reply::Synced(performed.reply))?;
        Ok(slot)
    }

    /// What happens before an operation that comes after these.
    fn acquired<const W: usize>(&self, graph: &Graph<W>, after: u32) -> Set<W> {
        let mut acquired = Set::EMPTY;
        for &(thread, index) in self.table.after(after) {
            let slot =
                graph.backwards(thread).find(|&slot| graph.event(slot).index == index).expect("an earlier operation");
            acquired |= graph.event(slot).hb.with(slot.into());
        }
        acquired
    }

    /// The thread of an event gets its answer and runs on; a round of a waiting loop that has failed halts it.
    fn go_on<const W: usize>(&mut self, graph: &mut Graph<W>, slot: Slot, reply: Reply) -> Result<(), Stop> {
        let Event { thread, before, .. } = *graph.event(slot);
        let state = self.table.step(thread, before, reply);
        self.run_on(graph, thread, state, slot)?;
        self.watch_loops(graph, slot);
        if self.cut && self.no_cuts { Err(Stop::Endless) } else { Ok(()) }
    }

    /// A thread that is back in a state in which it was before, having changed nothing since, has gone round a waiting loop in vain.
    ///
    /// Such a round is one of a loop that says that it waits (it yields), or one that could be repeated for ever (it reads
    /// each location from one store alone). Rounds that fail and cannot be repeated are events like any other.
    fn watch_loops<const W: usize>(&mut self, graph: &mut Graph<W>, slot: Slot) {
        let Event { after, .. } = *graph.event(slot);
        if matches!(self.table.want(after), Want::End { .. }) {
            return;
        }
        let mut homes =
            std::iter::successors(Some(slot), |&at| Some(graph.event(at).prev).filter(|&prev| prev != NONE));
        if !homes.any(|at| graph.event(at).before == after) {
            return;
        }
        let (mut effects, mut yields, mut rounds) = (false, false, 0);
        let mut reads: Vec<(u32, Slot)> = Vec::new();
        let mut repeatable = true;
        let mut at = slot;
        while at != NONE {
            let event = graph.event(at);
            yields |= event.yielded;
            // A read-modify-write that leaves what it found changes nothing.
            let idle = matches!(event.kind, Kind::Update | Kind::Sync) && self.leaves_as_found(graph, event);
            match event.kind {
                _ if idle || event.kind == Kind::Read => {
                    let source = self.source(graph, event.rf);
                    repeatable &= reads.iter().all(|&(loc, other)| loc != event.loc || other == source);
                    reads.push((event.loc, source));
                }
                Kind::Fence => {}
                Kind::Join | Kind::Choose => repeatable = false,
                _ => effects = true,
            }
            if event.before == after {
                rounds += 1;
                if !effects && (yields || repeatable) {
                    graph.events[usize::from(slot)].halt = Halt::Spins;
                    return;
                }
                if rounds > self.loop_bound {
                    graph.events[usize::from(slot)].halt = Halt::Cut;
                    self.cut = true;
                    return;
                }
            }
            at = event.prev;
        }
    }

    /// Where a value comes from, past read-modify-writes that left what they found.
    fn source<const W: usize>(&self, graph: &Graph<W>, write: Slot) -> Slot {
        let mut write = write;
        while write != NONE {
            let event = graph.event(write);
            if !event.kind.updates() || !self.leaves_as_found(graph, event) {
                break;
            }
            write = event.rf;
        }
        write
    }

    fn leaves_as_found<const W: usize>(&self, graph: &Graph<W>, event: &Event<W>) -> bool {
        let here = event.rf == NONE || graph.event(event.rf).loc == event.loc;
        here && event.value == graph.value(event.loc, event.rf)
    }

    /// How a graph ends to which nothing can be added.
    pub fn ending<const W: usize>(&mut self, graph: &Graph<W>) -> Ending {
        let mut spinning = false;
        if graph.strands[0].state == UNBORN {
            return Ending::Unfinished; // Main was given up before its first event.
        }
        for thread in 0..graph.strands.len() as ThreadId {
            let strand = &graph.strands[thread as usize];
            if strand.state == UNBORN || matches!(self.table.want(strand.state), Want::End { .. }) {
                continue;
            }
            match self.halt(graph, thread) {
                Halt::No if self.table.want(strand.state) == Want::Lost => return Ending::Unfinished,
                Halt::No => {}
                Halt::Cut | Halt::Half => return Ending::Unfinished,
                Halt::Blocked => {
                    let event = graph.event(strand.last);
                    if event.rf != graph.places[event.loc as usize].last {
                        return Ending::Unfinished;
                    }
                }
                Halt::Spins => {
                    spinning = true;
                    if !self.spins_for_ever(graph, thread) {
                        return Ending::Unfinished;
                    }
                }
            }
        }
        let main = graph.strands[0].state;
        if matches!(self.table.want(main), Want::End { .. }) { Ending::Ended(main) } else { Ending::Stuck { spinning } }
    }

    /// Whether a waiting loop's round fails even if it reads the last stores: nobody is left who could change them.
    fn spins_for_ever<const W: usize>(&mut self, graph: &Graph<W>, thread: ThreadId) -> bool {
        let home = graph.strands[thread as usize].state;
        let mut state = home;
        for _ in 0..1000 {
            let reply = match self.table.want(state) {
                Want::Yield | Want::Fence { .. } => Reply::Done,
                Want::Load { loc, .. } => Reply::Value(graph.value(loc, graph.places[loc as usize].tail)),
                Want::Update { loc, .. } => {
                    let found = graph.value(loc, graph.places[loc as usize].tail);
                    match self.table.updated(state, found) {
                        Some(value) if value != found => return false,
                        new => Reply::Updated { found, wrote: new.is_some() },
                    }
                }
                Want::IsFinished { thread: other } => {
                    let finished = self.ended(graph, other);
                    Reply::Value(self.table.values.id(Value::Bool(finished)))
                }
                Want::Sync { loc, .. } => {
                    // A try_lock, say: it fails again if it leaves the object as it is.
                    let place = &graph.places[loc as usize];
                    if self.table.ways(thread, state, place.now) == 0 {
                        return true;
                    }
                    let me = (thread, u32::MAX);
                    let performed = self.table.perform(thread, state, place.now, None, 0, Some(me));
                    if performed.state != place.now {
                        return false;
                    }
                    Reply::Synced(performed.reply)
                }
                _ => return false,
            };
            state = self.table.step(thread, state, reply);
            if state == home {
                return true;
            }
        }
        false
    }

    /// What has been printed, up to main's end.
    pub fn printed<const W: usize>(&mut self, graph: &Graph<W>) -> TextId {
        let mut text = EMPTY_TEXT;
        let Some(place) = graph.places.get(STDOUT_LOC as usize) else { return text };
        let mut slot = place.head;
        while slot != NONE {
            let event = graph.event(slot);
            if event.kind == Kind::Close {
                break;
            }
            text = self.table.printed(text, event.before);
            slot = event.mo_next;
        }
        text
    }

    /// A name for the graph that does not depend on the order in which its events were added.
    pub fn fingerprint<const W: usize>(&self, graph: &Graph<W>) -> u128 {
        self.fingerprint_without(graph, Set::EMPTY)
    }

    /// The events that count for nothing in a graph to which nothing can be added: those of rounds of waiting loops that
    /// have failed, and operations that cannot go.
    pub fn idle<const W: usize>(&self, graph: &Graph<W>) -> Set<W> {
        let mut idle = Set::EMPTY;
        for thread in 0..graph.strands.len() as ThreadId {
            match self.halt(graph, thread) {
                Halt::No | Halt::Cut | Halt::Half => {}
                Halt::Blocked => idle.insert(graph.strands[thread as usize].last.into()),
                Halt::Spins => {
                    for slot in graph.backwards(thread) {
                        idle.insert(slot.into());
                        if graph.event(slot).before == graph.strands[thread as usize].state {
                            break;
                        }
                    }
                }
            }
        }
        idle
    }

    /// The same for the graph without idle events.
    pub fn fingerprint_without<const W: usize>(&self, graph: &Graph<W>, idle: Set<W>) -> u128 {
        let (mut a, mut b) = (Fast::default(), Fast::seeded(0x5851_f42d_4c95_7f2d));
        let name = |mut slot: Slot| {
            // An idle read-modify-write has left what it found.
            while slot != NONE && idle.has(slot.into()) {
                slot = graph.event(slot).rf;
            }
            if slot == NONE {
                return u64::MAX;
            }
            let event = graph.event(slot);
            u64::from(event.thread) << 32 | u64::from(event.index)
        };
        for thread in 0..graph.strands.len() as ThreadId {
            if graph.strands[thread as usize].state == UNBORN {
                continue;
            }
            for slot in graph.backwards(thread).filter(|&slot| !idle.has(slot.into())) {
                let event = graph.event(slot);
                for word in
                    [name(slot), u64::from(event.way) << 8 | event.kind as u64, name(event.rf), name(event.mo_prev)]
                {
                    a.write_u64(word);
                    b.write_u64(word.rotate_left(32));
                }
            }
            a.write_u64(thread.into());
            b.write_u64(thread.into());
        }
        u128::from(a.finish()) << 64 | u128::from(b.finish())
    }

    /// For each event, the events that a schedule must have before it.
    #[must_use]
    pub fn schedule_order<const W: usize>(&self, graph: &Graph<W>) -> Vec<Set<W>> {
        if self.model == Model::Sc { graph.sc_before() } else { graph.events.iter().map(|event| event.porf).collect() }
    }
}
