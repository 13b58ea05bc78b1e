//! The graph search that visits every execution once and remembers none: TruSt.
//!
//! Kokologiannakis, Marmanis, Gladstein, Vafeiadis: *Truly Stateless, Optimal Dynamic Partial Order Reduction*, POPL 2022.
//!
//! Threads run in a fixed order. A read is added once per store that it can read, a write once per place in modification order; and a
//! new write may be what an earlier read should have read: then what was added after that read, and is not needed by the
//! write, is taken away, and the read reads the write (a *revisit*). To come to each graph once only, that is done from
//! one of the graphs that differ in what is taken away: the one in which all of it, and the read, is *maximal*, that is, was
//! added as if there were nobody else: reads read the last store there was, stores came last, and choices went the first way.
//!
//! An operation on a synchronization object is a read-modify-write of the object; one that cannot go is a read that
//! halts its thread until a later operation revisits it.

use super::budget::Meter;
use super::collect::Collector;
use super::graphs::{Grower, Step, Stop};
use super::table::{UNBORN, Want};
use crate::memory::graph::{Graph, Halt, Kind, NONE, Slot};
use crate::memory::set::Set;
use crate::request::{Program, ThreadId};

/// Visits every consistent execution graph once.
///
/// # Errors
/// See [`Stop`].
pub fn search<P: Program, const W: usize>(
    grower: &mut Grower<'_, P>,
    meter: &mut Meter<'_>,
    found: &mut Collector,
) -> Result<(), Stop> {
    grower.one_object = true;
    let mut search: Search<'_, '_, P, W> = Search { grower, stack: Vec::new(), spare: Vec::new(), steps: Vec::new() };
    let root = search.grower.root()?;
    search.stack.push(root);
    while let Some(graph) = search.stack.pop() {
        let bytes = || {
            let graphs = search.stack.len() + search.spare.len();
            search.grower.table.bytes()
                + found.bytes()
                + graphs * (size_of_val(&*graph.events) + size_of_val(&*graph.places) + 256)
        };
        if !meter.state(bytes) {
            break;
        }
        search.visit(graph, meter, found)?;
    }
    Ok(())
}

struct Search<'g, 'p, P: Program, const W: usize> {
    grower: &'g mut Grower<'p, P>,
    /// Graphs to go on from.
    stack: Vec<Graph<W>>,
    /// Graphs whose memory can be used again.
    spare: Vec<Graph<W>>,
    steps: Vec<Step>,
}

impl<P: Program, const W: usize> Search<'_, '_, P, W> {
    fn copy(&mut self, graph: &Graph<W>) -> Graph<W> {
        let mut copy = self.spare.pop().unwrap_or_default();
        copy.clone_from(graph);
        copy
    }

    fn drop(&mut self, graph: Graph<W>) {
        if self.spare.len() < 64 && graph.events.capacity() > 0 {
            self.spare.push(graph);
        }
    }

    fn visit(&mut self, mut graph: Graph<W>, meter: &mut Meter<'_>, found: &mut Collector) -> Result<(), Stop> {
        let mut steps = std::mem::take(&mut self.steps);
        steps.clear();
        for thread in 0..graph.strands.len() as ThreadId {
            self.grower.steps(&mut graph, thread, true, true, &mut steps);
            if !steps.is_empty() {
                break;
            }
        }
        if steps.is_empty() && found.add(self.grower, &graph) {
            meter.executions += 1;
        }
        let mut revisited = false;
        for (i, &step) in steps.iter().enumerate() {
            if let Some((loc, updates)) = self.writes(&graph, step) {
                // A plain store revisits once, whatever its place; a read-modify-write once for each store it may read.
                if updates || !std::mem::replace(&mut revisited, true) {
                    self.revisit(&graph, step, loc, updates)?;
                }
                if updates && graph.consumed(loc, step.rf) {
                    continue;
                }
            }
            let mut next = if i + 1 == steps.len() { std::mem::take(&mut graph) } else { self.copy(&graph) };
            let slot = self.grower.take(&mut next, step)?;
            if !hopeless(&next, slot) && next.consistent(self.grower.model) {
                self.stack.push(next)
            } else {
                self.drop(next)
            }
        }
        self.drop(graph);
        self.steps = steps;
        Ok(())
    }

    /// The location that a step writes, and whether it reads it too.
    fn writes(&mut self, graph: &Graph<W>, step: Step) -> Option<(u32, bool)> {
        let state = graph.strands[step.thread as usize].state;
        match self.grower.table.want(state) {
            Want::Store { loc, .. } => Some((loc, false)),
            Want::Update { loc, .. } => {
                let found = graph.value(loc, step.rf);
                (step.way == 0 && self.grower.table.updated(state, found).is_some()).then_some((loc, true))
            }
            Want::Sync { loc, .. } => (!step.blocked).then_some((loc, true)),
            Want::Print => Some((super::table::STDOUT_LOC, true)),
            Want::End { .. } if step.thread == 0 => Some((super::table::STDOUT_LOC, true)),
            Want::End { .. } => Some((self.grower.finished(step.thread), false)),
            _ => None,
        }
    }

    /// Lets earlier reads read what this step is about to write.
    fn revisit(&mut self, graph: &Graph<W>, step: Step, loc: u32, updates: bool) -> Result<(), Stop> {
        let mut needed = graph.cursor(step.thread).porf;
        if updates && step.rf != NONE {
            needed |= graph.event(step.rf).porf.with(step.rf.into());
        }
        let Some(place) = graph.places.get(loc as usize) else { return Ok(()) };
        for read in place.accesses.minus(needed) {
            if !graph.events[read].kind.reads() {
                continue;
            }
            let stamp = graph.events[read].stamp;
            let deleted: Set<W> =
                graph.live.minus(needed).into_iter().filter(|&slot| graph.events[slot].stamp > stamp).collect();
            if !deleted.with(read).into_iter().all(|slot| maximal(graph, slot, needed)) {
                continue;
            }
            let mut base = self.copy(graph);
            restrict(&mut base, deleted.with(read));
            self.place(base, step, updates, read as Slot, graph)?;
        }
        Ok(())
    }

    /// Adds the write at each place it can have, and then the read.
    fn place(
        &mut self,
        mut base: Graph<W>,
        step: Step,
        updates: bool,
        read: Slot,
        before: &Graph<W>,
    ) -> Result<(), Stop> {
        let old = before.event(read);
        let mut places = Vec::new();
        self.grower.steps(&mut base, step.thread, false, false, &mut places);
        places.retain(|place| !updates || place.rf == step.rf && place.way == step.way);
        for place in places {
            let mut next = self.copy(&base);
            let write = self.grower.take(&mut next, place)?;
            let mut reads = Vec::new();
            self.grower.steps(&mut next, old.thread, true, true, &mut reads);
            reads.retain(|read| read.rf == write);
            for again in reads {
                let mut next = self.copy(&next);
                let slot = self.grower.take(&mut next, again)?;
                next.events[usize::from(slot)].stamp = old.stamp;
                if next.consistent(self.grower.model) { self.stack.push(next) } else { self.drop(next) }
            }
            self.drop(next);
        }
        self.drop(base);
        Ok(())
    }
}

/// Whether an event halts its thread for good: a round of a waiting loop has failed because of a read of a store that was not the last.
/// No write can revisit that read, for it is not maximal; and nothing comes after it that could.
fn hopeless<const W: usize>(graph: &Graph<W>, slot: Slot) -> bool {
    let event = graph.event(slot);
    event.halt == Halt::Spins && event.kind == Kind::Read && graph.mo_next(event.loc, event.rf) != NONE
}

/// Whether an event was added as if there were only what was there then, and what the new write needs.
fn maximal<const W: usize>(graph: &Graph<W>, slot: usize, needed: Set<W>) -> bool {
    let event = &graph.events[slot];
    if event.way > 0 && event.kind != Kind::Join {
        return false;
    }
    if !event.kind.reads() && !event.kind.writes() {
        return true;
    }
    let previous = |other: usize| graph.events[other].stamp <= event.stamp || needed.has(other);
    if event.kind.reads() && event.rf != NONE && !previous(event.rf.into()) {
        return false;
    }
    if event.kind.writes() && event.readers.into_iter().any(previous) {
        return false;
    }
    let mut later = if event.kind.writes() { event.mo_next } else { graph.mo_next(event.loc, event.rf) };
    while later != NONE {
        if previous(later.into()) {
            return false;
        }
        later = graph.event(later).mo_next;
    }
    true
}

/// Takes events away. What is left is closed under `sb ∪ rf`.
fn restrict<const W: usize>(graph: &mut Graph<W>, deleted: Set<W>) {
    graph.live = graph.live.minus(deleted);
    graph.sc = graph.sc.minus(deleted);
    graph.sc_fences = graph.sc_fences.minus(deleted);
    for slot in deleted {
        let event = graph.events[slot];
        if !event.kind.writes() {
            continue;
        }
        let (prev, next) = (event.mo_prev, event.mo_next);
        let place = &mut graph.places[event.loc as usize];
        if prev == NONE {
            place.head = next
        } else {
            graph.events[usize::from(prev)].mo_next = next
        }
        let place = &mut graph.places[event.loc as usize];
        if next == NONE { place.tail = prev } else { graph.events[usize::from(next)].mo_prev = prev }
    }
    for slot in graph.live {
        graph.events[slot].readers = graph.events[slot].readers.minus(deleted);
    }
    for loc in 0..graph.places.len() {
        let place = &mut graph.places[loc];
        place.readers = place.readers.minus(deleted);
        place.accesses = place.accesses.minus(deleted);
        place.plain = place.plain.minus(deleted);
        place.last = place.tail;
        let now = graph.value(loc as u32, graph.places[loc].tail);
        graph.places[loc].now = now;
    }
    for thread in 0..graph.strands.len() {
        let mut strand = graph.strands[thread];
        if strand.state == UNBORN {
            continue;
        }
        while strand.last != NONE && deleted.has(strand.last.into()) {
            strand.last = graph.event(strand.last).prev;
            strand.len -= 1;
        }
        strand.state = if strand.birth != NONE && deleted.has(strand.birth.into()) {
            UNBORN
        } else if strand.last == NONE {
            strand.first
        } else {
            graph.event(strand.last).after
        };
        graph.strands[thread] = strand;
    }
    if graph.race.is_some_and(|(a, b)| deleted.has(a.into()) || deleted.has(b.into())) {
        graph.race = graph.find_race();
    }
}
