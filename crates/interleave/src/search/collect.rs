//! Complete graphs, gathered into ways to end.

use super::graphs::{Ending, Grower};
use super::table::{FastMap, FastSet, StateId, TextId, UNBORN, Want};
use crate::memory::Model;
use crate::memory::graph::{Graph, Kind, NONE, Slot};
use crate::memory::set::Set;
use crate::report::{FoundEnd, Status, Taken, Way};
use crate::request::{End, Program, Span, Thread, ThreadId};

/// One way to end, while the search runs.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Executions that end so.
    pub executions: u64,
    /// Those of them that race.
    pub racy: u64,
    /// The schedule of the first that was found.
    pub schedule: Vec<Taken>,
}

/// A race: its accesses, what was printed, and a schedule.
pub type FoundRace = ([(ThreadId, Span); 2], TextId, Vec<Taken>);

/// What a graph search has found so far.
#[derive(Debug, Default)]
pub struct Collector {
    /// By what was printed and main's last state; [`UNBORN`] stands for a deadlock, one less for a livelock.
    pub ends: FastMap<(TextId, StateId), Tally>,
    /// Complete executions.
    pub executions: u64,
    /// Those that race.
    pub racy: u64,
    /// Stuck executions.
    pub stuck: u64,
    /// The first race.
    pub race: Option<FoundRace>,
    /// Graphs with threads that wait in vain: without those rounds, one graph is found several times.
    halted: FastSet<u128>,
}

const LIVELOCK: StateId = UNBORN - 1;

impl Collector {
    /// Takes in a graph to which nothing can be added. Whether it was an execution.
    pub fn add<P: Program, const W: usize>(&mut self, grower: &mut Grower<'_, P>, graph: &Graph<W>) -> bool {
        let ending = grower.ending(graph);
        let last = match ending {
            Ending::Unfinished => return false,
            Ending::Ended(main) => main,
            Ending::Stuck { spinning: false } => UNBORN,
            Ending::Stuck { spinning: true } => LIVELOCK,
        };
        let idle = grower.idle(graph);
        if !idle.is_empty() && !self.halted.insert(grower.fingerprint_without(graph, idle)) {
            return false;
        }
        let text = grower.printed(graph);
        if matches!(ending, Ending::Ended(_)) {
            self.executions += 1
        } else {
            self.stuck += 1
        }
        if let Some((a, b)) = graph.race {
            if matches!(ending, Ending::Ended(_)) {
                self.racy += 1;
            }
            if self.race.is_none() {
                let place = |slot: Slot| {
                    let event = graph.event(slot);
                    (event.thread, grower.table.thread(event.before).span())
                };
                self.race = Some(([place(a), place(b)], text, schedule(grower, graph, idle)));
            }
        }
        let racy = u64::from(graph.race.is_some());
        let tally = self.ends.entry((text, last)).or_insert_with(|| Tally {
            executions: 0,
            racy: 0,
            schedule: schedule(grower, graph, idle),
        });
        tally.executions += 1;
        tally.racy += racy;
        true
    }

    /// A rough count of the bytes taken.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.ends.len() * 600 + self.halted.len() * 24
    }

    /// The ways to end, sorted.
    pub fn ends<P: Program>(&self, grower: &Grower<'_, P>) -> Vec<FoundEnd> {
        let mut ends: Vec<FoundEnd> = Vec::new();
        for (&(text, last), tally) in &self.ends {
            let status = match last {
                UNBORN => Status::Deadlock,
                LIVELOCK => Status::Livelock,
                main => match grower.table.end(main) {
                    Some(End::Panicked(_)) => Status::Panicked,
                    _ => Status::Finished,
                },
            };
            ends.push(FoundEnd {
                stdout: grower.table.text(text).to_owned(),
                status,
                executions: Some(tally.executions),
                schedule: tally.schedule.clone(),
                race: None,
                repeats_from: None,
                starved: None,
            });
        }
        if let Some((places, text, schedule)) = &self.race {
            ends.push(FoundEnd {
                stdout: grower.table.text(*text).to_owned(),
                status: Status::Race,
                executions: Some(self.racy),
                schedule: schedule.clone(),
                race: Some(*places),
                repeats_from: None,
                starved: None,
            });
        }
        merge(ends)
    }
}

/// Sorts, and puts together what is printed and ends alike (different panic messages, say).
#[must_use]
pub fn merge(mut ends: Vec<FoundEnd>) -> Vec<FoundEnd> {
    ends.sort_by(|a, b| (a.status, &a.stdout, a.schedule.len()).cmp(&(b.status, &b.stdout, b.schedule.len())));
    ends.dedup_by(|later, first| {
        let same = later.status == first.status && later.stdout == first.stdout;
        if same && let (Some(sum), Some(more)) = (&mut first.executions, later.executions) {
            *sum += more;
        }
        same
    });
    ends
}

/// A schedule of a graph: its events one after the other, each when what it needs is there.
pub fn schedule<P: Program, const W: usize>(grower: &Grower<'_, P>, graph: &Graph<W>, idle: Set<W>) -> Vec<Taken> {
    let mut order: Vec<Slot> = Vec::with_capacity(graph.live.len());
    let mut left = graph.live.minus(idle);
    let before = grower.schedule_order(graph);
    while !left.is_empty() {
        // Stay with a thread while that is possible: schedules read better.
        let last = order.last().map(|&slot| graph.event(slot).thread);
        let ready = || left.into_iter().filter(|&slot| !before[slot].meets(left));
        let next = ready()
            .find(|&slot| Some(graph.events[slot].thread) == last)
            .or_else(|| ready().min_by_key(|&slot| graph.events[slot].stamp))
            .expect("the order of a consistent graph has no cycle");
        left.remove(next);
        order.push(next as Slot);
    }
    let mut positions: FastMap<Slot, usize> = FastMap::default();
    let mut taken = Vec::new();
    for slot in order {
        let event = graph.event(slot);
        let step = |slot: Slot| if slot == NONE { None } else { positions.get(&slot).copied() };
        let sc = grower.model == Model::Sc;
        let way = match event.kind {
            Kind::Fence | Kind::Join | Kind::Wait => continue,
            Kind::Write if matches!(grower.table.want(event.before), Want::End { .. }) => continue,
            Kind::Print | Kind::Close => Way::Only,
            Kind::Sync | Kind::Choose => Way::Number(event.way),
            Kind::Read | Kind::Update => match grower.table.want(event.before) {
                Want::Update { weak: false, .. } | Want::Load { .. } if sc => Way::Only,
                Want::Update { .. } => Way::Updates { from: step(event.rf), fails: event.kind == Kind::Read },
                Want::IsFinished { .. } => Way::Number((event.rf != NONE).into()),
                _ => Way::Reads(step(event.rf)),
            },
            Kind::Write if sc => Way::Only,
            Kind::Write => {
                let mut after = event.mo_prev;
                while after != NONE && !positions.contains_key(&after) {
                    after = graph.event(after).mo_prev;
                }
                Way::After(step(after))
            }
        };
        positions.insert(slot, taken.len());
        taken.push(Taken { thread: event.thread, way });
    }
    taken
}
