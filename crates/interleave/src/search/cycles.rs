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

use super::states::{Edge, States};
use crate::report::{FoundEnd, Status};
use crate::request::{Program, ThreadId};
use std::collections::VecDeque;

const NO: u32 = u32::MAX;

/// Livelock and starvation, at most one of each for what has been printed.
pub fn fair_cycles<P: Program>(states: &mut States<'_, P>) -> Vec<FoundEnd> {
    find(states).into_iter().map(|round| tell(states, round)).collect()
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

fn find<P: Program>(states: &States<'_, P>) -> Vec<Round> {
    let spurious = |from: u32, edge: &Edge| states.spurious(from, *edge);
    let keep = |from: u32, edge: &Edge| !spurious(from, edge);
    let parts = components(states, keep);
    let mut found = Vec::new();
    let mut lively: Vec<ThreadId> = Vec::new();
    for part in &parts {
        let view = View::new(states, part, &keep);
        let movers = view.effectful();
        let new: Vec<ThreadId> = view.alive().filter(|thread| !lively.contains(thread)).collect();
        lively.extend(new);
        if !view.fair() {
            continue;
        }
        if movers.is_empty() || movers.iter().any(|&thread| view.could_end(thread)) {
            found.push(view.end(Status::Livelock, None));
        } else if let Some(thread) = view.alive().find(|thread| !movers.contains(thread) && !view.joins(*thread)) {
            found.push(view.end(Status::Starvation, Some(thread)));
        }
    }
    // Who could do its step, but need not get to it? Take its steps that change something away, and look again.
    for thread in lively {
        let keep = |from: u32, edge: &Edge| {
            !spurious(from, edge) && (ThreadId::from(edge.thread) != thread || !states.differ(from, edge.to))
        };
        for part in &components(states, keep) {
            let view = View::new(states, part, &keep);
            let movers = view.effectful();
            let waits = view.alive().any(|other| other == thread) && view.wants(thread);
            if waits && view.fair() && !movers.is_empty() && !movers.iter().any(|&other| view.could_end(other)) {
                found.push(view.end(Status::Starvation, Some(thread)));
                break;
            }
        }
    }
    found
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

    /// Whether the thread ends on some schedule that comes through here.
    fn could_end(&self, thread: ThreadId) -> bool {
        let mut seen = vec![false; self.states.count()];
        let mut queue = VecDeque::from([self.part[0]]);
        seen[self.part[0] as usize] = true;
        while let Some(state) = queue.pop_front() {
            if !self.states.alive(state, thread) {
                return true;
            }
            for edge in self.states.out(state) {
                if !std::mem::replace(&mut seen[edge.to as usize], true) {
                    queue.push_back(edge.to);
                }
            }
        }
        false
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
        let mut seen = vec![from];
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
                if !seen.contains(&edge.to) {
                    seen.push(edge.to);
                    came.push((via, state, *edge));
                    queue.push_back((edge.to, came.len() as u32 - 1));
                }
            }
        }
        Vec::new()
    }
}
