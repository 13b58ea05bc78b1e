//! The state search: whole machine states under sequential consistency, each visited once, nearest first.
//!
//! A state is what every thread is about to do, what every object holds, and what has been printed. Steps that commute
//! with everything that others can do (start, join, end, create, fence, yield) are taken at once, so a state is a point at which it matters
//! who goes next. States are found breadth first: the way back to the start is a shortest schedule.

use super::budget::Meter;
use super::collect::merge;
use super::table::{Cell, EMPTY_TEXT, Fast, FastMap, MOST_THREADS, Quiet, Reply, StateId, Table, TextId, UNBORN, Want};
use crate::report::{FoundEnd, Status, Taken, Way};
use crate::request::{End, Mode, Program, Span, Thread, ThreadId, Value};
use std::hash::Hasher;

/// One way in which a thread can go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Step {
    thread: ThreadId,
    /// Which of several ways; for a weak compare-exchange, 1 is the spurious failure.
    way: u32,
}

/// An edge of the state graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub to: u32,
    pub thread: u16,
    pub way: u16,
}

/// A machine state while it is worked on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Machine {
    text: TextId,
    threads: Vec<StateId>,
    cells: Vec<u32>,
}

/// The visited set: states as rows of numbers in one long array.
#[derive(Default)]
struct Visited {
    words: Vec<u32>,
    starts: Vec<usize>,
    /// Open addressing: half of the hash, then the state's number plus one; 0 is free.
    index: Vec<u64>,
}

impl Visited {
    fn row(&self, state: u32) -> &[u32] {
        let end = self.starts.get(state as usize + 1).copied().unwrap_or(self.words.len());
        &self.words[self.starts[state as usize]..end]
    }

    fn hash(row: &[u32]) -> u64 {
        let mut hash = Fast::default();
        for &word in row {
            hash.write_u32(word);
        }
        hash.finish()
    }

    fn grow(&mut self) {
        let size = (self.index.len() * 2).max(1024);
        self.index = vec![0; size];
        for state in 0..self.starts.len() as u32 {
            let hash = Self::hash(self.row(state));
            let mut at = hash as usize & (size - 1);
            while self.index[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.index[at] = hash & TAG | u64::from(state + 1);
        }
    }

    /// The number of a state, and whether it is new.
    fn insert(&mut self, row: &[u32]) -> (u32, bool) {
        if self.starts.len() * 2 >= self.index.len() {
            self.grow();
        }
        let mask = self.index.len() - 1;
        let hash = Self::hash(row);
        let mut at = hash as usize & mask;
        while self.index[at] != 0 {
            let known = (self.index[at] & !TAG) as u32;
            if self.index[at] & TAG == hash & TAG && self.row(known - 1) == row {
                return (known - 1, false);
            }
            at = (at + 1) & mask;
        }
        let state = u32::try_from(self.starts.len()).expect("fewer than 2^32 states");
        self.starts.push(self.words.len());
        self.words.extend_from_slice(row);
        self.index[at] = hash & TAG | u64::from(state + 1);
        (state, true)
    }

    fn bytes(&self) -> usize {
        self.words.len() * 4 + self.starts.len() * 8 + self.index.len() * 8
    }
}

/// The upper half of a hash.
const TAG: u64 = !0 << 32;

/// A race as seen under sequential consistency: two threads about to make conflicting accesses.
#[derive(Clone, Copy, Debug)]
pub struct SeenRace {
    state: u32,
    places: [(ThreadId, Span); 2],
}

/// The state graph of a program.
pub struct States<'p, P: Program> {
    pub table: Table<'p, P>,
    /// The ends of threads are steps, because somebody asks.
    ends_matter: bool,
    visited: Visited,
    /// For each state, how it was reached first.
    came: Vec<(u32, Step)>,
    pub(super) edges: Vec<Edge>,
    /// Where the edges of each state start.
    pub(super) offsets: Vec<usize>,
    pub race: Option<SeenRace>,
    /// Somebody accessed memory non-atomically, or with an order weaker than acquire and release; and the two together make
    /// the sight of conflicting threads too coarse to decide what is a race.
    pub plain: bool,
    pub weak: bool,
    /// Somebody accessed an atomic with anything but SeqCst, or used a fence.
    pub relaxed: bool,
    /// How states end that have no edges.
    ends: FastMap<(TextId, StateId), u32>,
}

enum Restart {
    EndsMatter,
}

impl<'p, P: Program> States<'p, P> {
    /// Searches all states, or as many as the budget allows. `table` makes an empty numbering.
    pub fn search(table: impl Fn() -> Table<'p, P>, meter: &mut Meter<'_>) -> Self {
        let mut states = Self::new(table(), false);
        if let Err(Restart::EndsMatter) = states.run(meter) {
            states = Self::new(table(), true);
            let _ = states.run(meter);
        }
        states
    }

    fn new(table: Table<'p, P>, ends_matter: bool) -> Self {
        Self {
            table,
            ends_matter,
            visited: Visited::default(),
            came: Vec::new(),
            edges: Vec::new(),
            offsets: Vec::new(),
            race: None,
            plain: false,
            weak: false,
            relaxed: false,
            ends: FastMap::default(),
        }
    }

    fn run(&mut self, meter: &mut Meter<'_>) -> Result<(), Restart> {
        let (lost, mut machine) = self.first();
        if lost {
            return Ok(()); // Main never came to a first request.
        }
        self.settle(&mut machine, &mut Vec::new())?;
        let mut row = Vec::new();
        self.write(&machine, &mut row);
        self.visited.insert(&row);
        self.came.push((0, Step { thread: 0, way: 0 }));
        let mut steps = Vec::new();
        let mut next = Machine::default();
        let mut alone = Vec::new();
        let mut at = 0;
        while at < self.came.len() as u32 {
            let bytes = || self.visited.bytes() + self.came.len() * 12 + self.edges.len() * 8 + self.table.bytes();
            if !meter.state(bytes) || !meter.outcomes(self.ends.len()) || self.table.crowded || self.table.late {
                break;
            }
            self.read(at, &mut machine);
            self.offsets.push(self.edges.len());
            self.steps(&machine, &mut steps);
            if steps.is_empty() {
                self.end(&machine, at);
            } else {
                self.look_for_race(&machine, at);
            }
            for &step in &steps {
                next.clone_from(&machine);
                self.take(&mut next, step);
                alone.clear();
                self.settle(&mut next, &mut alone)?;
                self.write(&next, &mut row);
                let (to, new) = self.visited.insert(&row);
                if new {
                    self.came.push((at, step));
                }
                self.edges.push(Edge { to, thread: step.thread as u16, way: step.way as u16 });
            }
            at += 1;
        }
        while self.offsets.len() <= self.came.len() {
            self.offsets.push(self.edges.len());
        }
        Ok(())
    }

    /// Main, about to begin; or that it never came to a first request.
    fn first(&mut self) -> (bool, Machine) {
        let mut machine = Machine { text: EMPTY_TEXT, ..Machine::default() };
        for (loc, cell) in self.table.statics() {
            set_cell(&mut machine, loc, cell);
        }
        let main = self.table.main();
        machine.threads.push(main);
        (main == UNBORN, machine)
    }

    fn write(&self, machine: &Machine, row: &mut Vec<u32>) {
        row.clear();
        row.push(machine.text);
        row.push(machine.threads.len() as u32);
        row.extend_from_slice(&machine.threads);
        row.extend_from_slice(&machine.cells);
    }

    fn read(&self, state: u32, machine: &mut Machine) {
        let row = self.visited.row(state);
        machine.text = row[0];
        let threads = row[1] as usize;
        machine.threads.clear();
        machine.threads.extend_from_slice(&row[2..2 + threads]);
        machine.cells.clear();
        machine.cells.extend_from_slice(&row[2 + threads..]);
    }

    /// How many states there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.came.len()
    }

    /// Who started thread 1, 2, …
    #[must_use]
    pub fn parents(&self) -> Vec<(ThreadId, u32)> {
        self.table.parents()
    }

    fn ended(&self, machine: &Machine, thread: ThreadId) -> bool {
        // Where ends are steps, a thread that has taken its last one is marked by a bit of its number.
        match machine.threads.get(thread as usize) {
            None | Some(&UNBORN) => false,
            Some(&state) if state & GONE != 0 => true,
            Some(&state) => !(self.ends_matter && thread != 0) && matches!(self.table.want(state), Want::End { .. }),
        }
    }

    fn state_of(&self, machine: &Machine, thread: ThreadId) -> StateId {
        let state = machine.threads[thread as usize];
        if state == UNBORN { state } else { state & !GONE }
    }

    /// Lets every thread run through everything that commutes with what others do: and the last thread through
    /// everything that leaves no choice. `alone` takes down the steps that the last thread takes.
    fn settle(&mut self, machine: &mut Machine, alone: &mut Vec<Step>) -> Result<(), Restart> {
        loop {
            self.settle_all(machine)?;
            if !self.last_thread(machine) || self.table.crowded {
                return Ok(());
            }
            let mut steps = Vec::new();
            self.steps(machine, &mut steps);
            let (&[step], true) = (steps.as_slice(), alone.len() < MOST_ALONE) else { return Ok(()) };
            self.take(machine, step);
            alone.push(step);
        }
    }

    /// Whether one thread has not ended, and all others have.
    fn last_thread(&self, machine: &Machine) -> bool {
        let mut alive = (0..machine.threads.len() as ThreadId)
            .filter(|&thread| machine.threads[thread as usize] != UNBORN && !self.ended(machine, thread));
        alive.next().is_some() && alive.next().is_none()
    }

    fn settle_all(&mut self, machine: &mut Machine) -> Result<(), Restart> {
        let mut settled = false;
        while !settled {
            settled = true;
            let mut thread = 0;
            while thread < machine.threads.len() {
                let id = thread as ThreadId;
                let mut quiet = Quiet::default();
                loop {
                    let state = machine.threads[thread];
                    if state == UNBORN || state & GONE != 0 {
                        break;
                    }
                    let reply = match self.table.want(state) {
                        want @ (Want::Yield | Want::Fence { .. } | Want::Create { .. }) => {
                            // It may do nothing else for ever; then this is its step.
                            if quiet.again(state) || quiet.too_long() {
                                break;
                            }
                            self.quietly(machine, state, want)
                        }
                        Want::Spawn { child } if (child as usize) < MOST_THREADS => {
                            let first = self.table.spawned(state, child);
                            while machine.threads.len() <= child as usize {
                                machine.threads.push(UNBORN);
                            }
                            machine.threads[child as usize] = first;
                            Reply::Thread(child)
                        }
                        Want::Join { thread: other } if self.ended(machine, other) => {
                            Reply::Joined(self.state_of(machine, other))
                        }
                        Want::IsFinished { .. } if !self.ends_matter => return Err(Restart::EndsMatter),
                        _ => break,
                    };
                    let next = self.table.step(id, state, reply);
                    machine.threads[thread] = next;
                    // Who waits for its end can go on.
                    settled &= !matches!(self.table.want(next), Want::End { .. });
                }
                thread += 1;
            }
        }
        Ok(())
    }

    /// Does what commutes with everything, and may be all that a thread ever does.
    fn quietly(&mut self, machine: &mut Machine, state: StateId, want: Want) -> Reply {
        match want {
            Want::Fence { .. } => (self.relaxed, self.weak) = (true, true),
            Want::Create { loc } => {
                let cell = self.table.created(state);
                set_cell(machine, loc, cell);
            }
            _ => {}
        }
        Reply::Done
    }

    fn cell(&mut self, machine: &mut Machine, loc: u32) -> u32 {
        let known = machine.cells.get(loc as usize).copied().unwrap_or(UNBORN);
        if known != UNBORN {
            return known;
        }
        let cell = self.table.implicit(loc).expect("an object that is there");
        set_cell(machine, loc, cell);
        machine.cells[loc as usize]
    }

    /// Whether main's end is a step: while others still run, it decides what they still get to do.
    fn end_is_a_step(&self, machine: &Machine) -> bool {
        (1..machine.threads.len() as ThreadId)
            .any(|thread| machine.threads[thread as usize] != UNBORN && !self.ended(machine, thread))
    }

    /// All steps; none if main has ended.
    fn steps(&mut self, machine: &Machine, steps: &mut Vec<Step>) {
        steps.clear();
        let main = machine.threads[0];
        if main & GONE != 0 || matches!(self.table.want(main), Want::End { .. }) && !self.end_is_a_step(machine) {
            return;
        }
        for thread in 0..machine.threads.len() as ThreadId {
            let state = machine.threads[thread as usize];
            if state == UNBORN || state & GONE != 0 {
                continue;
            }
            let ways = match self.table.want(state) {
                Want::Load { .. } | Want::Store { .. } | Want::Print | Want::IsFinished { .. } => 1,
                Want::Yield | Want::Fence { .. } | Want::Create { .. } => 1,
                Want::Update { loc, weak, .. } => {
                    1 + u32::from(weak && self.table.updated(state, machine.cells[loc as usize]).is_some())
                }
                Want::Sync { loc, .. } => {
                    let cell = match machine.cells.get(loc as usize) {
                        Some(&cell) if cell != UNBORN => cell,
                        _ => match self.table.implicit(loc) {
                            Some(Cell::Sync(cell)) => cell,
                            _ => unreachable!("an object that is there"),
                        },
                    };
                    self.table.ways(thread, state, cell)
                }
                Want::Choose { options } => options,
                Want::End { .. } => u32::from(thread == 0 || self.ends_matter),
                Want::Join { .. } | Want::Spawn { .. } | Want::Lost => 0,
            };
            steps.extend((0..ways).map(|way| Step { thread, way }));
        }
    }

    fn note_mode(&mut self, mode: Mode, enough: bool) {
        match mode {
            Mode::NonAtomic => self.plain = true,
            Mode::SeqCst => {}
            _ => {
                self.relaxed = true;
                self.weak |= !enough;
            }
        }
    }

    fn take(&mut self, machine: &mut Machine, step: Step) {
        let Step { thread, way } = step;
        let state = machine.threads[thread as usize];
        let reply = match self.table.want(state) {
            Want::Load { loc, mode } => {
                self.note_mode(mode, mode == Mode::Acquire);
                Reply::Value(machine.cells[loc as usize])
            }
            Want::Store { loc, mode, value } => {
                self.note_mode(mode, mode == Mode::Release);
                machine.cells[loc as usize] = value;
                Reply::Done
            }
            Want::Update { loc, mode, failure, .. } => {
                let found = machine.cells[loc as usize];
                let new = self.table.updated(state, found).filter(|_| way == 0);
                match new {
                    Some(_) => self.note_mode(mode, mode == Mode::AcqRel),
                    None => self.note_mode(failure, failure == Mode::Acquire),
                }
                if let Some(value) = new {
                    machine.cells[loc as usize] = value;
                }
                Reply::Updated { found, wrote: new.is_some() }
            }
            Want::Sync { loc, partner } => {
                let object = self.cell(machine, loc);
                let other = partner.map(|mutex| self.cell(machine, mutex));
                let performed = self.table.perform(thread, state, object, other, way, None);
                machine.cells[loc as usize] = performed.state;
                if let Some(mutex) = partner {
                    machine.cells[mutex as usize] = performed.partner;
                }
                Reply::Synced(performed.reply)
            }
            Want::IsFinished { thread: other } => {
                let finished = self.ended(machine, other);
                Reply::Value(self.table.values.id(Value::Bool(finished)))
            }
            Want::Choose { .. } => Reply::Choice(way),
            Want::Print => {
                machine.text = self.table.printed(machine.text, state);
                Reply::Done
            }
            want @ (Want::Yield | Want::Fence { .. } | Want::Create { .. }) => self.quietly(machine, state, want),
            Want::End { .. } => {
                machine.threads[thread as usize] = state | GONE;
                return;
            }
            other => unreachable!("{other:?} is no step"),
        };
        machine.threads[thread as usize] = self.table.step(thread, state, reply);
    }

    fn end(&mut self, machine: &Machine, state: u32) {
        let main = machine.threads[0];
        let last = if matches!(self.table.want(main & !GONE), Want::End { .. }) { main & !GONE } else { UNBORN };
        if last == UNBORN && self.table.lost {
            return; // Somebody was given up, and is not stuck.
        }
        self.ends.entry((machine.text, last)).or_insert(state);
    }

    /// Two threads about to access one location, one of them to write it, one of them not atomically. Where every atomic access
    /// that others can read is at least release and every such read at least acquire, that is what a data race is: the events that happen before the two
    /// can be put first, in order, and then the two are side by side.
    fn look_for_race(&mut self, machine: &Machine, state: u32) {
        if self.race.is_some() {
            return;
        }
        let mut accesses: [(u32, bool, bool, ThreadId); 32] = [(0, false, false, 0); 32];
        let mut count = 0;
        let mut plain = false;
        for thread in 0..machine.threads.len() as ThreadId {
            let at = machine.threads[thread as usize];
            if at == UNBORN || at & GONE != 0 || count == accesses.len() {
                continue;
            }
            accesses[count] = match self.table.want(at) {
                Want::Load { loc, mode } => (loc, false, mode == Mode::NonAtomic, thread),
                Want::Store { loc, mode, .. } => (loc, true, mode == Mode::NonAtomic, thread),
                Want::Update { loc, .. } => {
                    (loc, self.table.updated(at, machine.cells[loc as usize]).is_some(), false, thread)
                }
                _ => continue,
            };
            plain |= accesses[count].2;
            count += 1;
        }
        if !plain {
            return;
        }
        for (i, a) in accesses[..count].iter().enumerate() {
            for b in &accesses[i + 1..count] {
                if a.0 == b.0 && (a.1 || b.1) && (a.2 || b.2) {
                    let place = |thread: ThreadId| (thread, self.table.thread(machine.threads[thread as usize]).span());
                    self.race = Some(SeenRace { state, places: [place(a.3), place(b.3)] });
                    return;
                }
            }
        }
    }

    /// A shortest schedule that leads to a state.
    #[must_use]
    pub fn schedule(&mut self, state: u32) -> Vec<Taken> {
        let mut path = Vec::new();
        let mut at = state;
        while at != 0 {
            let (from, step) = self.came[at as usize];
            path.push((from, step.thread, step.way));
            at = from;
        }
        path.reverse();
        let mut schedule = self.start();
        for (from, thread, way) in path {
            schedule.extend(self.taken(from, thread, way));
        }
        schedule
    }

    /// The steps that main takes before there is any other thread.
    fn start(&mut self) -> Vec<Taken> {
        let (_, mut machine) = self.first();
        let mut alone = Vec::new();
        let before = machine.clone();
        let _ = self.settle(&mut machine, &mut alone);
        self.retell(before, &alone)
    }

    /// A step from a state, and those that the last thread then takes alone, as others speak of them.
    pub(super) fn taken(&mut self, from: u32, thread: ThreadId, way: u32) -> Vec<Taken> {
        let mut machine = Machine::default();
        self.read(from, &mut machine);
        let before = machine.clone();
        let step = Step { thread, way };
        self.take(&mut machine, step);
        let mut steps = Vec::new();
        let _ = self.settle(&mut machine, &mut steps);
        steps.insert(0, step);
        self.retell(before, &steps)
    }

    fn retell(&mut self, mut machine: Machine, steps: &[Step]) -> Vec<Taken> {
        let mut told = Vec::new();
        for &step in steps {
            let _ = self.settle_all(&mut machine);
            let want = self.table.want(machine.threads[step.thread as usize] & !GONE);
            let way = match want {
                Want::Sync { .. } | Want::Choose { .. } => Way::Number(step.way),
                Want::IsFinished { thread } => Way::Number(self.ended(&machine, thread).into()),
                Want::Update { weak: true, .. } if step.way == 1 => Way::Updates { from: None, fails: true },
                _ => Way::Only,
            };
            let silent = match want {
                Want::Yield | Want::Fence { .. } | Want::Create { .. } => true,
                Want::End { .. } => step.thread != 0,
                _ => false,
            };
            if !silent {
                told.push(Taken { thread: step.thread, way });
            }
            self.take(&mut machine, step);
        }
        told
    }

    /// How many schedules there are: paths through the state graph. `None` if there is a cycle: infinitely many.
    #[must_use]
    pub fn schedules(&self) -> Option<u128> {
        let n = self.count();
        let mut incoming = vec![0u32; n];
        for edge in &self.edges {
            incoming[edge.to as usize] += 1;
        }
        let mut paths = vec![0u128; n];
        paths[0] = 1;
        let mut ready = vec![0u32];
        if incoming[0] > 0 {
            return None;
        }
        let (mut sorted, mut total) = (0, 0u128);
        while let Some(state) = ready.pop() {
            sorted += 1;
            let here = paths[state as usize];
            let out = self.out(state);
            if out.is_empty() {
                total = total.saturating_add(here);
            }
            for edge in out {
                let to = edge.to as usize;
                paths[to] = paths[to].saturating_add(here);
                incoming[to] -= 1;
                if incoming[to] == 0 {
                    ready.push(edge.to);
                }
            }
        }
        (sorted == n).then_some(total)
    }

    /// The edges that leave a state.
    pub(super) fn out(&self, state: u32) -> &[Edge] {
        &self.edges[self.offsets[state as usize]..self.offsets[state as usize + 1]]
    }

    /// Whether a thread is there and has not ended. It has not while its end is a step that it has yet to take.
    pub(super) fn alive(&self, state: u32, thread: ThreadId) -> bool {
        let row = self.visited.row(state);
        if thread >= row[1] {
            return false;
        }
        let it = row[2 + thread as usize];
        let at_its_end = || matches!(self.table.want(it), Want::End { .. });
        it != UNBORN
            && it & GONE == 0
            && (!at_its_end() || (thread == 0 || self.ends_matter) && !self.out(state).is_empty())
    }

    /// Whether a thread waits for another to end.
    pub(super) fn joins(&self, state: u32, thread: ThreadId) -> bool {
        matches!(self.table.want(self.visited.row(state)[2 + thread as usize] & !GONE), Want::Join { .. })
    }

    /// Whether two states differ in what threads share, rather than in where they are.
    pub(super) fn differ(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.visited.row(a), self.visited.row(b));
        a[0] != b[0] || a[2 + a[1] as usize..] != b[2 + b[1] as usize..]
    }

    /// Whether an edge is a weak compare-exchange's spurious failure.
    pub(super) fn spurious(&self, from: u32, edge: Edge) -> bool {
        let state = self.visited.row(from)[2 + usize::from(edge.thread)];
        edge.way == 1 && matches!(self.table.want(state & !GONE), Want::Update { .. })
    }

    /// How many threads a state has.
    pub(super) fn threads(&self, state: u32) -> u32 {
        self.visited.row(state)[1]
    }

    /// The ways to end, but for those that go round for ever.
    #[must_use]
    pub fn ends(&mut self) -> Vec<FoundEnd> {
        let end = |states: &mut Self, stdout: TextId, status, state| FoundEnd {
            stdout: states.table.text(stdout).to_owned(),
            status,
            executions: None,
            schedule: states.schedule(state),
            race: None,
            repeats_from: None,
            starved: None,
        };
        let mut ends: Vec<FoundEnd> = Vec::new();
        for ((text, last), state) in self.ends.clone() {
            let status = match last {
                UNBORN => Status::Deadlock,
                main => match self.table.end(main) {
                    Some(End::Panicked(_)) => Status::Panicked,
                    _ => Status::Finished,
                },
            };
            ends.push(end(self, text, status, state));
        }
        if let Some(race) = self.race {
            let text = self.visited.row(race.state)[0];
            ends.push(FoundEnd { race: Some(race.places), ..end(self, text, Status::Race, race.state) });
        }
        merge(ends)
    }

    /// What has been printed in a state.
    pub(super) fn printed(&self, state: u32) -> TextId {
        self.visited.row(state)[0]
    }

    /// The same as a text.
    pub(super) fn text(&self, state: u32) -> String {
        self.table.text(self.printed(state)).to_owned()
    }
}

/// So many steps the last thread takes at once; it may be in an endless loop.
const MOST_ALONE: usize = 64;

/// Marks a thread that has taken its last step, where that is a step.
const GONE: StateId = 1 << 31;

fn set_cell(machine: &mut Machine, loc: u32, cell: Cell) {
    while machine.cells.len() <= loc as usize {
        machine.cells.push(UNBORN);
    }
    machine.cells[loc as usize] = match cell {
        Cell::Memory(value) | Cell::Sync(value) => value,
    };
}
