//! Execution graphs: events, program order, reads-from, modification order, and what follows from them step by step.
//!
//! A graph only grows at the end of a thread, by an event that reads from an event already there. So `sb ∪ rf` has no cycle
//! (RC11's *no thin air*), and what happens before an event is known once it is added and never changes.
//! The rows kept with each event say so: `sb`, `hb` and `porf` are the sets of events before it.
//!
//! A read-modify-write is one event. (In `sb;hb;sb` it then is one operation, as the C++20 text has it.)
//! Initial values are no events: they come first in every modification order, happen before everything, synchronize with
//! nothing, and are not SeqCst.

use super::set::Set;
use crate::request::{Mode, ThreadId};

/// Where an event stands in [`Graph::events`].
pub type Slot = u16;
/// No event; as the source of a read: the initial value.
pub const NONE: Slot = Slot::MAX;

/// What an event does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    Read,
    Write,
    /// A read-modify-write that wrote.
    Update,
    Fence,
    /// An operation on a synchronization object, which follows the one it "reads from".
    Sync,
    /// An output, which follows the one it "reads from". Orders nothing else.
    Print,
    /// The end of main while other threads may still run: what they print from now on is lost.
    Close,
    Join,
    Choose,
    /// An operation on a synchronization object that cannot go, and the operation that it would follow.
    Wait,
}

impl Kind {
    /// Whether the event reads from another.
    #[must_use]
    pub fn reads(self) -> bool {
        matches!(self, Kind::Read | Kind::Update | Kind::Sync | Kind::Print | Kind::Close | Kind::Wait)
    }
    /// Whether the event has a place in a modification order.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Kind::Write | Kind::Update | Kind::Sync | Kind::Print | Kind::Close)
    }
    /// Whether nothing may come in modification order between the event and the one it reads from.
    #[must_use]
    pub fn updates(self) -> bool {
        self.reads() && self.writes()
    }
    /// Whether the event accesses memory.
    #[must_use]
    pub fn memory(self) -> bool {
        matches!(self, Kind::Read | Kind::Write | Kind::Update)
    }
}

/// Why a thread has no next event.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Halt {
    /// It has one, or has ended.
    No,
    /// The event is an operation that cannot go yet.
    Blocked,
    /// The event ends a round of a waiting loop that has failed. Counted by its last round alone, the loop waits for
    /// something else to read.
    Spins,
    /// The thread went around a loop with writes as often as the bound allows.
    Cut,
    /// The event is the read of a read-modify-write whose write is yet to be added.
    Half,
}

/// One event. Numbers of states, values and objects are the search's.
#[derive(Clone, Copy, Debug)]
pub struct Event<const W: usize> {
    /// The thread, and the how-manieth of its events: together the event's name.
    pub thread: ThreadId,
    pub index: u32,
    /// The order in which events were added; the write of a read-modify-write may come later than its read.
    pub stamp: u32,
    pub write_stamp: u32,
    pub kind: Kind,
    pub mode: Mode,
    pub halt: Halt,
    /// The thread yielded after this event.
    pub yielded: bool,
    /// It is a locked instruction on x86, though it may have written nothing.
    pub locked: bool,
    /// Which of several ways the operation went.
    pub way: u32,
    /// The location or object.
    pub loc: u32,
    /// The event read from.
    pub rf: Slot,
    /// The neighbours in modification order.
    pub mo_prev: Slot,
    pub mo_next: Slot,
    /// The event before, in the thread.
    pub prev: Slot,
    /// What it wrote: a value or a state of a synchronization object.
    pub value: u32,
    /// The thread's state before the event, and at its next request.
    pub before: u32,
    pub after: u32,
    /// Events before it in program order, with spawn and join.
    pub sb: Set<W>,
    /// Events that happen before it.
    pub hb: Set<W>,
    /// Events before it in `(sb ∪ rf)+`.
    pub porf: Set<W>,
    /// What happens before whoever acquires from it: the events of the release sequences that it is part of.
    pub release: Set<W>,
    /// What happens before the thread's last release fence, with the fence.
    pub fence: Set<W>,
    /// What an acquire fence after it would acquire.
    pub pending: Set<W>,
    /// `sb ∪ sb;hb;sb` into it.
    pub strong: Set<W>,
    /// Who reads from it.
    pub readers: Set<W>,
}

/// A thread in a graph.
#[derive(Clone, Copy, Debug)]
pub struct Strand<const W: usize> {
    /// Its state now; [`UNBORN`](crate::search::table::UNBORN) if it does not exist (yet).
    pub state: u32,
    /// Its state when it was born.
    pub first: u32,
    /// The event after which it was spawned.
    pub birth: Slot,
    /// Its last event, and how many it has.
    pub last: Slot,
    pub len: u32,
    /// What came before its birth.
    pub sb: Set<W>,
    pub hb: Set<W>,
    pub porf: Set<W>,
}

/// A location or object in a graph.
#[derive(Clone, Copy, Debug)]
pub struct Place<const W: usize> {
    /// The initial value, or the first state of a synchronization object.
    pub init: u32,
    /// Whether it has come into being.
    pub born: bool,
    /// First and last in modification order.
    pub head: Slot,
    pub tail: Slot,
    /// A synchronization object: its state, and the last operation. (With `Condvar::wait` two objects share one.)
    pub now: u32,
    pub last: Slot,
    /// Who reads the initial value.
    pub readers: Set<W>,
    /// All accesses.
    pub accesses: Set<W>,
    /// Those that are not atomic.
    pub plain: Set<W>,
}

/// What happens before a point of a thread's program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor<const W: usize> {
    pub sb: Set<W>,
    pub hb: Set<W>,
    pub porf: Set<W>,
    pub fence: Set<W>,
    pub pending: Set<W>,
}

/// An execution graph.
#[derive(Debug, Default)]
pub struct Graph<const W: usize> {
    pub events: Vec<Event<W>>,
    /// Which slots are taken.
    pub live: Set<W>,
    pub strands: Vec<Strand<W>>,
    pub places: Vec<Place<W>>,
    /// The next event's stamp.
    pub clock: u32,
    /// SeqCst accesses and fences.
    pub sc: Set<W>,
    /// SeqCst fences.
    pub sc_fences: Set<W>,
    /// Two accesses that race: undefined behaviour.
    pub race: Option<(Slot, Slot)>,
}

impl<const W: usize> Clone for Graph<W> {
    fn clone(&self) -> Self {
        let mut new = Self::default();
        new.clone_from(self);
        new
    }

    fn clone_from(&mut self, other: &Self) {
        self.events.clone_from(&other.events);
        self.strands.clone_from(&other.strands);
        self.places.clone_from(&other.places);
        self.live = other.live;
        self.clock = other.clock;
        self.sc = other.sc;
        self.sc_fences = other.sc_fences;
        self.race = other.race;
    }
}

/// No room for one more event: take a wider graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

/// What a new event is to be; the graph works out the rest.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub thread: ThreadId,
    pub kind: Kind,
    pub mode: Mode,
    pub loc: u32,
    pub rf: Slot,
    /// For a write: the event before it in modification order ([`NONE`]: the initial value).
    pub at: Slot,
    pub value: u32,
    pub way: u32,
    pub locked: bool,
}

impl<const W: usize> Graph<W> {
    /// The event of a slot.
    #[inline]
    #[must_use]
    pub fn event(&self, slot: Slot) -> &Event<W> {
        &self.events[usize::from(slot)]
    }

    /// The events, in slot order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + use<W> {
        self.live.into_iter().map(|slot| slot as Slot)
    }

    /// The events in the order in which they were added.
    #[must_use]
    pub fn by_stamp(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.slots().collect();
        slots.sort_unstable_by_key(|&slot| self.event(slot).stamp);
        slots
    }

    /// The events of a thread, last first.
    pub fn backwards(&self, thread: ThreadId) -> impl Iterator<Item = Slot> + '_ {
        let mut slot = self.strands[thread as usize].last;
        std::iter::from_fn(move || {
            let this = slot;
            (this != NONE).then(|| {
                slot = self.event(this).prev;
                this
            })
        })
    }

    /// Makes room for a thread's entry.
    pub fn strand_mut(&mut self, thread: ThreadId) -> &mut Strand<W> {
        while self.strands.len() <= thread as usize {
            self.strands.push(Strand {
                state: u32::MAX,
                first: u32::MAX,
                birth: NONE,
                last: NONE,
                len: 0,
                sb: Set::EMPTY,
                hb: Set::EMPTY,
                porf: Set::EMPTY,
            });
        }
        &mut self.strands[thread as usize]
    }

    /// Makes room for an object's entry.
    pub fn place_mut(&mut self, loc: u32) -> &mut Place<W> {
        while self.places.len() <= loc as usize {
            self.places.push(Place {
                init: 0,
                born: false,
                head: NONE,
                tail: NONE,
                now: 0,
                last: NONE,
                readers: Set::EMPTY,
                accesses: Set::EMPTY,
                plain: Set::EMPTY,
            });
        }
        &mut self.places[loc as usize]
    }

    /// What comes before the next event of a thread.
    #[must_use]
    pub fn cursor(&self, thread: ThreadId) -> Cursor<W> {
        let strand = &self.strands[thread as usize];
        if strand.last == NONE {
            return Cursor { sb: strand.sb, hb: strand.hb, porf: strand.porf, ..Cursor::default() };
        }
        let event = self.event(strand.last);
        let slot = usize::from(strand.last);
        Cursor {
            sb: event.sb.with(slot),
            hb: event.hb.with(slot),
            porf: event.porf.with(slot),
            fence: event.fence,
            pending: event.pending,
        }
    }

    /// Who reads from a write of a location.
    #[inline]
    #[must_use]
    pub fn readers(&self, loc: u32, write: Slot) -> Set<W> {
        if write == NONE { self.places[loc as usize].readers } else { self.event(write).readers }
    }

    /// The write after another in modification order.
    #[inline]
    #[must_use]
    pub fn mo_next(&self, loc: u32, write: Slot) -> Slot {
        if write == NONE { self.places[loc as usize].head } else { self.event(write).mo_next }
    }

    /// The value that a write left.
    #[inline]
    #[must_use]
    pub fn value(&self, loc: u32, write: Slot) -> u32 {
        if write == NONE { self.places[loc as usize].init } else { self.event(write).value }
    }

    /// Whether a read-modify-write already reads this write: then nothing may come between the two.
    #[inline]
    #[must_use]
    pub fn consumed(&self, loc: u32, write: Slot) -> bool {
        let next = self.mo_next(loc, write);
        next != NONE && self.event(next).kind.updates()
    }

    /// The writes that an access after `seen` may read from, or follow: the last write of which `seen` knows and all after it in
    /// modification order, last first.
    pub fn coherent(&self, loc: u32, seen: Set<W>) -> impl Iterator<Item = Slot> + '_ {
        let mut write = Some(self.places[loc as usize].tail);
        std::iter::from_fn(move || {
            let this = write?;
            let last = this == NONE || seen.has(this.into()) || self.event(this).readers.meets(seen);
            write = if last { None } else { Some(self.event(this).mo_prev) };
            Some(this)
        })
    }

    /// Adds an event at the end of its thread. `acquired` are events that happen before it for another reason than those
    /// its kind and mode give (a synchronization object's), `joined` the threads that it waited for.
    ///
    /// # Errors
    /// If there is no room.
    pub fn add(&mut self, new: New, before: u32, acquired: Set<W>, joined: Option<ThreadId>) -> Result<Slot, Full> {
        let Some(slot) = self.live.first_free() else { return Err(Full) };
        let (prev, index) = {
            let strand = &self.strands[new.thread as usize];
            (strand.last, strand.len)
        };
        let event = Event {
            thread: new.thread,
            index,
            stamp: self.clock,
            write_stamp: self.clock,
            kind: new.kind,
            mode: new.mode,
            halt: Halt::No,
            yielded: false,
            locked: new.locked,
            way: new.way,
            loc: new.loc,
            rf: new.rf,
            mo_prev: NONE,
            mo_next: NONE,
            prev,
            value: new.value,
            before,
            after: before,
            sb: Set::EMPTY,
            hb: Set::EMPTY,
            porf: Set::EMPTY,
            release: Set::EMPTY,
            fence: Set::EMPTY,
            pending: Set::EMPTY,
            strong: Set::EMPTY,
            readers: Set::EMPTY,
        };
        self.clock += 1;
        if slot == self.events.len() {
            self.events.push(event)
        } else {
            self.events[slot] = event
        }
        self.live.insert(slot);
        let mut cursor = self.cursor(new.thread);
        let strand = &mut self.strands[new.thread as usize];
        strand.last = slot as Slot;
        strand.len += 1;
        if let Some(other) = joined {
            let other = self.cursor(other);
            cursor.sb |= other.sb;
            cursor.hb |= other.hb;
            cursor.porf |= other.porf;
        }
        self.attach(slot as Slot, new.at, cursor, acquired);
        Ok(slot as Slot)
    }

    /// Works out what follows from an event's place: `cursor` is what comes before it in its thread.
    pub fn attach(&mut self, slot: Slot, at: Slot, cursor: Cursor<W>, acquired: Set<W>) {
        let s = usize::from(slot);
        let mut event = self.events[s];
        let Cursor { sb, mut hb, mut porf, mut fence, mut pending } = cursor;
        event.sb = sb;
        let known = hb;
        hb |= acquired;
        if event.kind.reads() {
            if event.rf == NONE {
                self.places[event.loc as usize].readers.insert(s);
            } else {
                let write = &mut self.events[usize::from(event.rf)];
                // Who locks a mutex after a `Condvar::wait` has unlocked it follows an operation of the condition variable; what comes
                // after that in the condition variable's order does not come after the lock.
                if write.loc == event.loc {
                    write.readers.insert(s);
                }
                porf |= write.porf.with(event.rf.into());
                if event.kind.memory() && event.mode != Mode::NonAtomic {
                    let release = write.release;
                    if acquires(event.mode) { hb |= release } else { pending |= release }
                }
            }
        }
        if event.kind == Kind::Fence {
            if acquires(event.mode) {
                hb |= pending;
            }
            if releases(event.mode) {
                fence = hb.with(s);
            }
        }
        event.release = Set::EMPTY;
        if matches!(event.kind, Kind::Write | Kind::Update) && event.mode != Mode::NonAtomic {
            event.release = if releases(event.mode) { hb.with(s) } else { fence };
        }
        if event.kind == Kind::Update && event.rf != NONE {
            event.release |= self.event(event.rf).release;
        }
        (event.hb, event.porf, event.fence, event.pending) = (hb, porf, fence, pending);
        if event.mode == Mode::SeqCst && (event.kind.memory() || event.kind == Kind::Fence) {
            self.sc.insert(s);
            if event.kind == Kind::Fence {
                self.sc_fences.insert(s);
            }
        }
        event.strong = sb;
        if !self.sc.is_empty() {
            for earlier in known {
                event.strong |= self.events[earlier].sb;
            }
        }
        if event.kind.reads() || event.kind.writes() {
            let place = &mut self.places[event.loc as usize];
            place.accesses.insert(s);
            if event.kind.writes() {
                let next = if at == NONE { place.head } else { self.events[usize::from(at)].mo_next };
                (event.mo_prev, event.mo_next) = (at, next);
                let place = &mut self.places[event.loc as usize];
                if at == NONE {
                    place.head = slot
                } else {
                    self.events[usize::from(at)].mo_next = slot
                }
                if next == NONE { place.tail = slot } else { self.events[usize::from(next)].mo_prev = slot }
            }
            if event.kind.memory() {
                self.look_for_race(slot, &event);
            }
        }
        self.events[s] = event;
    }

    /// Two accesses of one location, one of them a write, one of them not atomic, not ordered by happens-before.
    fn look_for_race(&mut self, slot: Slot, event: &Event<W>) {
        let place = &mut self.places[event.loc as usize];
        let plain = event.mode == Mode::NonAtomic;
        if plain {
            place.plain.insert(slot.into());
        }
        if self.race.is_some() {
            return;
        }
        let others = if plain { place.accesses } else { place.plain };
        for other in others.minus(event.hb).without(slot.into()) {
            if event.kind.writes() || self.events[other].kind.writes() {
                self.race = Some((other as Slot, slot));
                return;
            }
        }
    }

    /// Two accesses that race, if there are any.
    #[must_use]
    pub fn find_race(&self) -> Option<(Slot, Slot)> {
        for place in &self.places {
            for a in place.plain {
                for b in place.accesses {
                    let (x, y) = (&self.events[a], &self.events[b]);
                    if a != b && (x.kind.writes() || y.kind.writes()) && !x.hb.has(b) && !y.hb.has(a) {
                        return Some((a as Slot, b as Slot));
                    }
                }
            }
        }
        None
    }
}

/// Whether a read or fence of this mode acquires.
#[must_use]
pub fn acquires(mode: Mode) -> bool {
    matches!(mode, Mode::Acquire | Mode::AcqRel | Mode::SeqCst)
}

/// Whether a write or fence of this mode releases.
#[must_use]
pub fn releases(mode: Mode) -> bool {
    matches!(mode, Mode::Release | Mode::AcqRel | Mode::SeqCst)
}
