//! Whether a graph is consistent, decided from the rows kept with its events.
//!
//! [`Graph::coherent`] offers only stores that coherence allows, and read-modify-writes are put right after what they read,
//! so coherence and atomicity hold by construction. What is left is one order that must have no cycle:
//! everything for `sc`, the global order for `tso`, `psc` for `rc11`, the order of SeqCst operations for `strict`.

use super::Model;
use super::graph::{Graph, Kind, NONE, Slot};
use super::set::Set;
use crate::request::Mode;

impl<const W: usize> Graph<W> {
    /// The events of which an access of this thread must know, for the model's coherence, before it reads anything.
    #[must_use]
    pub fn seen(&self, thread: u32, model: Model) -> Set<W> {
        let cursor = self.cursor(thread);
        match model {
            Model::Sc | Model::Tso => cursor.sb,
            Model::Rc11 | Model::Strict => cursor.hb,
        }
    }

    /// Whether the axioms that are not kept by construction hold.
    #[must_use]
    pub fn consistent(&self, model: Model) -> bool {
        match model {
            Model::Sc => self.acyclic(self.live, &self.sc_before()),
            Model::Tso => self.acyclic(self.live, &self.tso_before()),
            Model::Rc11 => self.sc.len() < 2 || self.acyclic(self.sc, &self.psc_before()),
            Model::Strict => self.sc.len() < 2 || self.acyclic(self.sc, &self.strict_before()),
        }
    }

    /// The same, if the graph was consistent before this event was added to it.
    #[must_use]
    pub fn consistent_with(&self, slot: Slot, model: Model) -> bool {
        let event = self.event(slot);
        // What comes last in its thread and in modification order, and is read by nobody, is before nothing: it closes no cycle.
        let last = if event.kind.writes() {
            event.mo_next == NONE
        } else {
            !event.kind.reads() || self.mo_next(event.loc, event.rf) == NONE
        };
        // Without SeqCst fences, psc goes from one SeqCst access straight to the next.
        let apart = model == Model::Rc11 && self.sc_fences.is_empty() && !self.sc.has(slot.into());
        let consistent = last || apart || self.consistent(model);
        debug_assert_eq!(consistent, self.consistent(model), "{model:?} {event:?}");
        consistent
    }

    /// Whether a relation on these events, given by the events before each, has no cycle.
    fn acyclic(&self, events: Set<W>, before: &[Set<W>]) -> bool {
        let mut left = events;
        while !left.is_empty() {
            let mut stuck = true;
            for event in left {
                if !before[event].meets(left) {
                    left.remove(event);
                    stuck = false;
                }
            }
            if stuck {
                return false;
            }
        }
        true
    }

    /// Adds `mo` and `rb` between neighbours: what reads a write comes before the next write.
    fn add_mo_rb(&self, before: &mut [Set<W>]) {
        for (loc, place) in self.places.iter().enumerate() {
            let (mut write, mut next) = (NONE, place.head);
            while next != NONE {
                let row = &mut before[usize::from(next)];
                *row |= self.readers(loc as u32, write).without(next.into());
                if write != NONE {
                    row.insert(write.into());
                }
                write = next;
                next = self.event(next).mo_next;
            }
        }
    }

    /// `sb ∪ rf ∪ mo ∪ rb`.
    #[must_use]
    pub fn sc_before(&self) -> Vec<Set<W>> {
        let mut before = vec![Set::EMPTY; self.events.len()];
        for slot in self.live {
            before[slot] = self.events[slot].porf;
        }
        self.add_mo_rb(&mut before);
        before
    }

    /// `ppo ∪ rfe ∪ mo ∪ rb`, where ppo is sb without a plain store before a later plain load.
    fn tso_before(&self) -> Vec<Set<W>> {
        let mut before = vec![Set::EMPTY; self.events.len()];
        // Stores that need not have reached memory yet when an event of their thread happens: those since the last
        // locked instruction or fence.
        for slot in self.live {
            let event = &self.events[slot];
            if event.kind == Kind::Choose || event.kind == Kind::Fence && event.mode != Mode::SeqCst {
                continue; // No instruction.
            }
            let plain_load = event.kind == Kind::Read && !event.locked;
            before[slot] = event.sb;
            if plain_load {
                for store in event.sb {
                    let it = &self.events[store];
                    if it.kind == Kind::Write && !it.locked && !self.fenced(store, slot) {
                        before[slot].remove(store);
                    }
                }
            }
            if event.rf != NONE && event.kind.reads() && self.event(event.rf).thread != event.thread {
                before[slot].insert(event.rf.into());
            }
        }
        self.add_mo_rb(&mut before);
        before
    }

    /// Whether something between the two, in program order, has the store buffer emptied.
    fn fenced(&self, store: usize, load: usize) -> bool {
        let (store_event, load_event) = (&self.events[store], &self.events[load]);
        if store_event.thread != load_event.thread {
            return true; // A spawn or join came between.
        }
        load_event.sb.into_iter().any(|slot| {
            let it = &self.events[slot];
            it.sb.has(store)
                && match it.kind {
                    Kind::Update | Kind::Sync | Kind::Print | Kind::Close | Kind::Join => true,
                    Kind::Read | Kind::Write => it.locked,
                    Kind::Fence => it.mode == Mode::SeqCst,
                    Kind::Choose | Kind::Wait => false,
                }
        })
    }

    /// For each event: `mo ∪ rb` into it, and `eco` into it.
    fn eco_before(&self) -> (Vec<Set<W>>, Vec<Set<W>>) {
        let mut mo_rb = vec![Set::EMPTY; self.events.len()];
        let mut eco = vec![Set::EMPTY; self.events.len()];
        for loc in 0..self.places.len() {
            let mut earlier = Set::EMPTY;
            let mut write = NONE;
            loop {
                // `earlier`: the writes before `write` and who reads from them; eco into who reads from `write` too.
                let readers = self.readers(loc as u32, write);
                let with = if write == NONE { earlier } else { earlier.with(write.into()) };
                for reader in readers {
                    eco[reader] |= with;
                }
                let next = self.mo_next(loc as u32, write);
                if next == NONE {
                    break;
                }
                earlier = with | readers;
                mo_rb[usize::from(next)] = earlier.without(next.into());
                eco[usize::from(next)] |= mo_rb[usize::from(next)];
                earlier.remove(next.into());
                write = next;
            }
        }
        (mo_rb, eco)
    }

    /// `psc = ([Esc] ∪ [Fsc];hb?) ; scb ; ([Esc] ∪ hb?;[Fsc]) ∪ [Fsc] ; (hb ∪ hb;eco;hb) ; [Fsc]`.
    fn psc_before(&self) -> Vec<Set<W>> {
        let (mo_rb, eco) = self.eco_before();
        let accesses = self.sc.minus(self.sc_fences);
        // scb = sb ∪ sb;hb;sb ∪ hb|loc ∪ mo ∪ rb
        let scb = |slot: usize| {
            let event = &self.events[slot];
            let mut row = event.strong | mo_rb[slot];
            if event.kind.reads() || event.kind.writes() {
                row |= event.hb & self.places[event.loc as usize].accesses;
            }
            row
        };
        // ([Esc] ∪ [Fsc];hb?) before any of these
        let from = |targets: Set<W>| {
            let mut row = targets & self.sc;
            if !self.sc_fences.is_empty() {
                for slot in targets {
                    row |= self.events[slot].hb & self.sc_fences;
                }
            }
            row
        };
        let mut psc = vec![Set::EMPTY; self.events.len()];
        for slot in accesses {
            psc[slot] = from(scb(slot));
        }
        for slot in self.sc_fences {
            let hb = self.events[slot].hb;
            let mut base = scb(slot);
            let mut around = Set::EMPTY;
            for earlier in hb {
                base |= scb(earlier);
                around |= eco[earlier];
            }
            psc[slot] = from(base) | hb & self.sc_fences;
            for earlier in around {
                psc[slot] |= self.events[earlier].hb & self.sc_fences;
            }
        }
        psc
    }

    /// What the C++20 text puts before each SeqCst operation in their one total order: strongly-happens-before
    /// (\[intro.races]/12), and coherence order with the clauses for fences (\[atomics.order]/4).
    fn strict_before(&self) -> Vec<Set<W>> {
        let (_, eco) = self.eco_before();
        let mut order = vec![Set::EMPTY; self.events.len()];
        for slot in self.sc {
            let event = &self.events[slot];
            let mut coherent = Set::EMPTY;
            if self.sc_fences.has(slot) {
                for earlier in event.hb {
                    coherent |= eco[earlier];
                }
            } else {
                coherent = eco[slot];
            }
            let mut row = (event.strong | coherent) & self.sc;
            if !self.sc_fences.is_empty() {
                for earlier in coherent {
                    row |= self.events[earlier].hb & self.sc_fences;
                }
            }
            order[slot] = row;
        }
        order
    }
}
