//! Schedules that go round for ever: livelock and starvation.
//!
//! A schedule that goes round for ever stays in one strongly connected component of the state graph. It counts only if it is *fair*: a
//! thread that can always go on must go on (weak fairness). In a fair component,
//!
//! - if nobody who moves changes anything, or if those who do could have ended had they been luckier, it is a livelock;
//! - if those who change things are threads that never end, they get somewhere; then a thread that never does its own step
//!   starves. (If there is none, the program is meant to go round.)
//!
//! A weak compare-exchange that fails spuriously for ever is no schedule's fault: such edges are left out.

use super::budget::Meter;
use super::states::{Edge, States};
use super::table::{FastMap, FastSet, TextId};
use crate::report::{FoundEnd, Status};
use crate::request::{Program, ThreadId};
use std::collections::VecDeque;
use std::collections::hash_map::Entry;

const NO: u32 = u32::MAX;

/// Livelock and starvation, at most one of each for what has been printed; those nearest to the start. All of them, if `meter`
/// has not run out of time.
pub fn fair_cycles<P: Program>(states: &mut States<'_, P>, meter: &mut Meter<'_>) -> Vec<FoundEnd> {
    let rounds = find(states, meter);
    rounds.into_iter().map_while(|round| meter.in_time().then(|| tell(states, round))).collect()
}

/// A way round: where it begins, and its edges with the states that they leave.
struct Round {
    home: u32,
    edges: Vec<(u32, Edge)>,
    status: Status,
    starved: Option<ThreadId>,
}

/// The way there, and once round.
fn tell<P: Program>(states: &mut States<'_, P>, round: Round) -> FoundEnd {
    let mut schedule = states.schedule(round.home);
    let repeats_from = schedule.len();
    for (from, edge) in round.edges {
        schedule.extend(states.taken(from, edge.thread.into(), edge.way.into()));
    }
    FoundEnd {
        stdout: states.text(round.home),
        status: round.status,
        executions: None,
        schedule,
        race: None,
        repeats_from: Some(repeats_from),
        starved: round.starved,
    }
}

fn find<P: Program>(states: &States<'_, P>, meter: &mut Meter<'_>) -> Vec<Round> {
    let mut ending = Ending::new(states);
    let spurious = |from: u32, edge: &Edge| states.spurious(from, *edge);
    let keep = |from: u32, edge: &Edge| !spurious(from, edge);
    let parts = components(states, keep);
    let mut found = Nearest::default();
    let mut lively: Vec<ThreadId> = Vec::new();
    for part in &parts {
        if !meter.in_time() {
            break;
        }
        let view = View::new(states, part, &keep);
        let movers = view.effectful();
        let new: Vec<ThreadId> = view.alive().filter(|thread| !lively.contains(thread)).collect();
        lively.extend(new);
        if !view.fair() {
            continue;
        }
        if movers.is_empty() || movers.iter().any(|&thread| ending.possible(part[0], thread)) {
            found.keep(&view, Status::Livelock, None);
        } else if let Some(thread) = view.alive().find(|thread| !movers.contains(thread) && !view.joins(*thread)) {
            found.keep(&view, Status::Starvation, Some(thread));
        }
    }
    // Who could do its step, but need not get to it? Take its steps that change something away, and look again.
    for thread in lively {
        let keep = |from: u32, edge: &Edge| {
            !spurious(from, edge) && (ThreadId::from(edge.thread) != thread || !states.differ(from, edge.to))
        };
        for part in &components(states, keep) {
            if !meter.in_time() {
                break;
            }
            let view = View::new(states, part, &keep);
            let movers = view.effectful();
            let waits = view.alive().any(|other| other == thread) && view.wants(thread);
            let fair = waits && view.fair() && !movers.is_empty();
            if fair && !movers.iter().any(|&other| ending.possible(part[0], other)) {
                found.keep(&view, Status::Starvation, Some(thread));
                break;
            }
        }
    }
    found.0.into_values().collect()
}

/// Ways round, the nearest for each status and what has been printed.
#[derive(Default)]
struct Nearest(FastMap<(Status, TextId), Round>);

impl Nearest {
    fn keep<P: Program>(&mut self, view: &View<'_, '_, P>, status: Status, starved: Option<ThreadId>) {
        // States are numbered in the order in which they were found.
        let home = view.part[0];
        match self.0.entry((status, view.states.printed(home))) {
            Entry::Occupied(mut entry) => {
                if home < entry.get().home {
                    entry.insert(view.end(status, starved));
                }
            }
            Entry::Vacant(entry) => {
                entry.insert(view.end(status, starved));
            }
        }
    }
}

/// From which states there is a schedule on which a thread ends; found by going back from where it has.
struct Ending<'v, 'p, P: Program> {
    states: &'v States<'p, P>,
    /// The states before each, and where those of each begin.
    before: Vec<u32>,
    starts: Vec<usize>,
    known: FastMap<ThreadId, Vec<bool>>,
}

impl<'v, 'p, P: Program> Ending<'v, 'p, P> {
    fn new(states: &'v States<'p, P>) -> Self {
        let n = states.count();
        let mut starts = vec![0; n + 1];
        for edge in &states.edges {
            starts[edge.to as usize + 1] += 1;
        }
        for state in 0..n {
            starts[state + 1] += starts[state];
        }
        let (mut before, mut next) = (vec![0; states.edges.len()], starts.clone());
        for from in 0..n as u32 {
            for edge in states.out(from) {
                before[next[edge.to as usize]] = from;
                next[edge.to as usize] += 1;
            }
        }
        Self { states, before, starts, known: FastMap::default() }
    }

    fn possible(&mut self, state: u32, thread: ThreadId) -> bool {
        let Self { states, before, starts, known } = self;
        let ends = known.entry(thread).or_insert_with(|| {
            let mut ends: Vec<bool> = (0..states.count() as u32).map(|state| !states.alive(state, thread)).collect();
            let mut open: Vec<usize> = (0..ends.len()).filter(|&state| ends[state]).collect();
            while let Some(state) = open.pop() {
                for &from in &before[starts[state]..starts[state + 1]] {
                    if !std::mem::replace(&mut ends[from as usize], true) {
                        open.push(from as usize);
                    }
                }
            }
            ends
        });
        ends[state as usize]
    }
}

/// The strongly connected components that contain a cycle, by Tarjan's algorithm (without recursion).
fn components<P: Program>(states: &States<'_, P>, keep: impl Fn(u32, &Edge) -> bool) -> Vec<Vec<u32>> {
    let n = states.count();
    let (mut index, mut low, mut on_stack) = (vec![NO; n], vec![0u32; n], vec![false; n]);
    let (mut stack, mut work, mut next, mut parts) = (Vec::new(), Vec::new(), 0u32, Vec::new());
    for root in 0..n as u32 {
        if index[root as usize] != NO {
            continue;
        }
        work.push((root, 0usize));
        while let Some(&mut (state, ref mut at)) = work.last_mut() {
            let s = state as usize;
            if *at == 0 && index[s] == NO {
                (index[s], low[s]) = (next, next);
                next += 1;
                stack.push(state);
                on_stack[s] = true;
            }
            let out = states.out(state);
            if let Some(edge) = out.get(*at) {
                *at += 1;
                if !keep(state, edge) {
                    continue;
                }
                let to = edge.to as usize;
                if index[to] == NO {
                    work.push((edge.to, 0));
                } else if on_stack[to] {
                    low[s] = low[s].min(index[to]);
                }
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent as usize] = low[parent as usize].min(low[s]);
            }
            if low[s] == index[s] {
                let mut part = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member as usize] = false;
                    part.push(member);
                    if member == state {
                        break;
                    }
                }
                let cyclic = part.len() > 1 || out.iter().any(|edge| edge.to == state && keep(state, edge));
                if cyclic {
                    part.sort_unstable();
                    parts.push(part);
                }
            }
        }
    }
    parts
}

/// A component, and the edges that count.
struct View<'v, 'p, P: Program> {
    states: &'v States<'p, P>,
    part: &'v [u32],
    keep: &'v dyn Fn(u32, &Edge) -> bool,
}

impl<'v, 'p, P: Program> View<'v, 'p, P> {
    fn new(states: &'v States<'p, P>, part: &'v [u32], keep: &'v dyn Fn(u32, &Edge) -> bool) -> Self {
        Self { states, part, keep }
    }

    fn has(&self, state: u32) -> bool {
        self.part.binary_search(&state).is_ok()
    }

    /// The edges inside.
    fn edges(&self) -> impl Iterator<Item = (u32, Edge)> + '_ {
        self.part.iter().flat_map(move |&state| {
            self.states
                .out(state)
                .iter()
                .filter(move |edge| self.has(edge.to) && (self.keep)(state, edge))
                .map(move |edge| (state, *edge))
        })
    }

    fn alive(&self) -> impl Iterator<Item = ThreadId> + '_ {
        let first = self.part[0];
        (0..self.states.threads(first)).filter(move |&thread| self.states.alive(first, thread))
    }

    /// Who changes something in here.
    fn effectful(&self) -> Vec<ThreadId> {
        let mut threads = Vec::new();
        for (from, edge) in self.edges() {
            let thread = ThreadId::from(edge.thread);
            if !threads.contains(&thread) && self.states.differ(from, edge.to) {
                threads.push(thread);
            }
        }
        threads
    }

    /// Whether a schedule can stay in here and yet let everybody go on who can always go on.
    fn fair(&self) -> bool {
        self.alive().all(|thread| self.moves(thread) || self.cannot_always(thread))
    }

    fn moves(&self, thread: ThreadId) -> bool {
        self.edges().any(|(_, edge)| ThreadId::from(edge.thread) == thread)
    }

    fn cannot_always(&self, thread: ThreadId) -> bool {
        self.part.iter().any(|&state| !self.states.out(state).iter().any(|edge| ThreadId::from(edge.thread) == thread))
    }

    /// Whether the thread has, somewhere in here, a step that would change something, or is blocked.
    fn wants(&self, thread: ThreadId) -> bool {
        self.part.iter().any(|&state| {
            let mut own = self.states.out(state).iter().filter(|edge| ThreadId::from(edge.thread) == thread).peekable();
            own.peek().is_none() || own.any(|edge| self.states.differ(state, edge.to))
        })
    }

    /// Whether the thread waits for another to end, all the time.
    fn joins(&self, thread: ThreadId) -> bool {
        self.part.iter().all(|&state| self.states.joins(state, thread))
    }

    /// Once round, with a step of everybody who moves.
    fn end(&self, status: Status, starved: Option<ThreadId>) -> Round {
        let home = self.part[0];
        let mut edges: Vec<(u32, Edge)> = Vec::new();
        let movers: Vec<ThreadId> = self.alive().filter(|&thread| self.moves(thread)).collect();
        let here = |edges: &Vec<(u32, Edge)>| edges.last().map_or(home, |(_, edge)| edge.to);
        for thread in movers {
            let more = self.path(here(&edges), &|_, edge| ThreadId::from(edge.thread) == thread);
            edges.extend(more);
        }
        if here(&edges) != home {
            let more = self.path(here(&edges), &|_, edge| edge.to == home);
            edges.extend(more);
        }
        Round { home, edges, status, starved }
    }

    /// A shortest path inside, from a state, whose last edge is such a one.
    fn path(&self, from: u32, goal: &dyn Fn(u32, &Edge) -> bool) -> Vec<(u32, Edge)> {
        let mut came: Vec<(u32, u32, Edge)> = Vec::new();
        let mut queue = VecDeque::from([(from, NO)]);
        let mut seen = FastSet::from_iter([from]);
        while let Some((state, via)) = queue.pop_front() {
            for edge in self.states.out(state) {
                if !self.has(edge.to) || !(self.keep)(state, edge) {
                    continue;
                }
                if goal(state, edge) {
                    let mut path = vec![(state, *edge)];
                    let mut at = via;
                    while at != NO {
                        let (back, origin, edge) = came[at as usize];
                        path.push((origin, edge));
                        at = back;
                    }
                    path.reverse();
                    return path;
                }
                if seen.insert(edge.to) {
                    came.push((via, state, *edge));
                    queue.push_back((edge.to, came.len() as u32 - 1));
                }
            }
        }
        Vec::new()
    }
}
