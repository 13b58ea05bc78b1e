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
use super::table::{STDOUT_LOC, UNBORN, Want};
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
        let table = &search.grower.table;
        if !meter.state(bytes) || !meter.outcomes(found.ends.len()) || table.crowded || table.late {
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
        // The read of a read-modify-write that has been revisited gets its write first.
        let half = (0..graph.strands.len() as ThreadId).find(|&thread| self.grower.halt(&graph, thread) == Halt::Half);
        if let Some(thread) = half {
            return self.finish(graph, thread);
        }
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
                    self.revisit(&graph, step, loc, updates, None)?;
                }
                if updates && graph.consumed(loc, step.rf) {
                    continue;
                }
            }
            let mut next = if i + 1 == steps.len() { std::mem::take(&mut graph) } else { self.copy(&graph) };
            let slot = self.grower.take(&mut next, step)?;
            if !hopeless(&next, slot) && next.consistent_with(slot, self.grower.model) {
                self.stack.push(next)
            } else {
                self.drop(next)
            }
        }
        self.drop(graph);
        self.steps = steps;
        Ok(())
    }

    /// Adds the write of a read-modify-write whose read is there.
    fn finish(&mut self, mut graph: Graph<W>, thread: ThreadId) -> Result<(), Stop> {
        let slot = graph.strands[thread as usize].last;
        let event = *graph.event(slot);
        restrict(&mut graph, Set::of(slot.into()));
        let step = Step { thread, rf: event.rf, at: event.rf, way: event.way, blocked: false };
        self.revisit(&graph, step, event.loc, true, Some(event.stamp))?;
        if graph.consumed(event.loc, event.rf) {
            self.drop(graph);
            return Ok(());
        }
        let slot = self.grower.take(&mut graph, step)?;
        graph.events[usize::from(slot)].stamp = event.stamp;
        if graph.consistent_with(slot, self.grower.model) {
            self.stack.push(graph)
        } else {
            self.drop(graph)
        }
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
            Want::Print => Some((STDOUT_LOC, true)),
            Want::End { .. } if step.thread == 0 => Some((STDOUT_LOC, true)),
            Want::End { .. } => Some((self.grower.finished(step.thread), false)),
            _ => None,
        }
    }

    /// Lets earlier reads read what this step is about to write. `since`: when the step's own read was added, if that was earlier.
    fn revisit(
        &mut self,
        graph: &Graph<W>,
        step: Step,
        loc: u32,
        updates: bool,
        since: Option<u32>,
    ) -> Result<(), Stop> {
        let mut needed = graph.cursor(step.thread).porf;
        if updates && step.rf != NONE {
            needed |= graph.event(step.rf).porf.with(step.rf.into());
        }
        let Some(place) = graph.places.get(loc as usize) else { return Ok(()) };
        for read in place.accesses.minus(needed) {
            let event = &graph.events[read];
            if !event.kind.reads() || !read_is_maximal(graph, read, needed) || !write_is_maximal(graph, read, needed) {
                continue;
            }
            // What was added after the read goes, and of a read-modify-write perhaps its write alone.
            let (mut deleted, mut halved) = (Set::of(read), Set::EMPTY);
            let others = graph.live.minus(needed).without(read);
            let maximal = others.into_iter().all(|slot| {
                if graph.events[slot].stamp > event.stamp {
                    deleted.insert(slot);
                    read_is_maximal(graph, slot, needed) && write_is_maximal(graph, slot, needed)
                } else if graph.events[slot].write_stamp > event.stamp {
                    halved.insert(slot);
                    write_is_maximal(graph, slot, needed)
                } else {
                    true
                }
            });
            if maximal {
                self.reread(graph, step, updates, since, read, deleted, halved)?;
            }
        }
        Ok(())
    }

    /// Takes away what stands in the way, adds the write at each place it can have, and then the read, which reads it.
    #[allow(clippy::too_many_arguments)]
    fn reread(
        &mut self,
        graph: &Graph<W>,
        step: Step,
        updates: bool,
        since: Option<u32>,
        read: usize,
        deleted: Set<W>,
        halved: Set<W>,
    ) -> Result<(), Stop> {
        let old = &graph.events[read];
        let mut base = self.copy(graph);
        restrict(&mut base, deleted | halved);
        for slot in halved {
            let half = &graph.events[slot];
            let step = Step { thread: half.thread, rf: half.rf, at: half.rf, way: half.way, blocked: false };
            self.grower.take_half(&mut base, step, half.stamp)?;
        }
        let mut places = Vec::new();
        self.grower.steps(&mut base, step.thread, false, updates, &mut places);
        places.retain(|place| {
            !updates || place.rf == step.rf && place.way == step.way && !base.consumed(old.loc, place.rf)
        });
        for place in places {
            let mut with = self.copy(&base);
            let write = self.grower.take(&mut with, place)?;
            if let Some(stamp) = since {
                with.events[usize::from(write)].stamp = stamp;
            }
            let mut reads = Vec::new();
            self.grower.steps(&mut with, old.thread, true, true, &mut reads);
            reads.retain(|read| read.rf == write);
            for again in reads {
                let mut next = self.copy(&with);
                if matches!(self.writes(&next, again), Some((_, true))) {
                    self.grower.take_half(&mut next, again, old.stamp)?;
                } else {
                    let slot = self.grower.take(&mut next, again)?;
                    let event = &mut next.events[usize::from(slot)];
                    (event.stamp, event.write_stamp) = (old.stamp, old.stamp);
                }
                if next.consistent(self.grower.model) { self.stack.push(next) } else { self.drop(next) }
            }
            self.drop(with);
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

/// Whether a read (or choice) was added as if there were only what was there then, and what the new write needs: it reads the last of those stores.
fn read_is_maximal<const W: usize>(graph: &Graph<W>, slot: usize, needed: Set<W>) -> bool {
    let event = &graph.events[slot];
    if event.way > 0 && event.kind != Kind::Join {
        return false;
    }
    if !event.kind.reads() {
        return true;
    }
    let previous = |write: Slot| graph.event(write).write_stamp < event.stamp || needed.has(write.into());
    if event.rf != NONE && !previous(event.rf) {
        return false;
    }
    let mut later = graph.mo_next(event.loc, event.rf);
    while later != NONE {
        if usize::from(later) != slot && previous(later) {
            return false;
        }
        later = graph.event(later).mo_next;
    }
    true
}

/// Whether a write was added as if there were only what was there then, and what the new write needs: last, and nobody reads it.
fn write_is_maximal<const W: usize>(graph: &Graph<W>, slot: usize, needed: Set<W>) -> bool {
    let event = &graph.events[slot];
    if !event.kind.writes() {
        return true;
    }
    let read_before = |read: usize| graph.events[read].stamp < event.write_stamp || needed.has(read);
    if event.readers.into_iter().any(read_before) {
        return false;
    }
    let mut later = event.mo_next;
    while later != NONE {
        if graph.event(later).write_stamp < event.write_stamp || needed.has(later.into()) {
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
