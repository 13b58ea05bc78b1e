//! [`std::sync::Barrier`]: nobody passes until `n` threads have arrived.
//!
//! Protocol: `wait` asks [`Op::Arrive`], which never blocks, and then [`Op::Pass`], which blocks until the barrier opens. It closes
//! behind them: "barriers are re-usable after all threads have rendezvoused once".
//!
//! "A single (arbitrary) thread" is the leader. Arbitrary it is here: where a thread looks at who leads, any of them may.
//!
//! Happens-before: every arrival happens before every pass of the same round (the barrier of
//! `library/std/src/sync/barrier.rs` is a mutex and a condition variable).

use super::{Blocked, Effect, Past, Reply, Stamp, ThreadId, Wanted};

/// A barrier.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Barrier {
    size: u32,
    /// Who waits for the others, in ascending order, and whether the thread looks at who leads.
    arrived: Vec<(ThreadId, bool)>,
    arrivals: Past,
    /// Who may pass and has not yet, in ascending order.
    passing: Vec<Passing>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Passing {
    thread: ThreadId,
    leader: bool,
    after: Past,
}

/// An operation on a barrier.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// `looks`: the result of `wait` is used. Answered with [`Reply::Done`].
    Arrive { looks: bool },
    /// Answered with [`Reply::Passed`].
    Pass,
}

impl Barrier {
    /// A barrier for so many threads; 0 is as good as 1.
    #[must_use]
    pub const fn new(size: u32) -> Self {
        Self { size, arrived: Vec::new(), arrivals: Past::new(), passing: Vec::new() }
    }

    /// Who waits for the others.
    pub fn arrived(&self) -> impl Iterator<Item = ThreadId> {
        self.arrived.iter().map(|&(thread, _)| thread)
    }

    fn opens(&self) -> bool {
        self.arrived.len() + 1 >= self.size as usize
    }

    /// Who may lead, once this thread too is there; `None` stands for one of those who do not look.
    fn leaders(&self, thread: ThreadId, looks: bool) -> Vec<Option<ThreadId>> {
        let mut all = self.arrived.clone();
        all.push((thread, looks));
        all.sort_unstable();
        let mut leaders: Vec<_> = all.iter().filter(|(_, looks)| *looks).map(|&(thread, _)| Some(thread)).collect();
        if all.iter().any(|(_, looks)| !looks) {
            leaders.push(None)
        }
        leaders
    }

    pub(super) fn choices(&self, thread: ThreadId, op: &Op) -> u32 {
        match op {
            Op::Arrive { looks } if self.opens() => self.leaders(thread, *looks).len() as u32,
            Op::Arrive { .. } => 1,
            Op::Pass => u32::from(self.passing.iter().any(|it| it.thread == thread)),
        }
    }

    pub(super) fn blocked(&self) -> Blocked {
        Blocked { on: Wanted::Arrivals(self.size.saturating_sub(self.arrived.len() as u32)), by: vec![] }
    }

    pub(super) fn says(
        &self,
        thread: ThreadId,
        op: &Op,
        choice: u32,
        name: &dyn Fn(ThreadId) -> String,
    ) -> Option<String> {
        Some(match op {
            Op::Arrive { looks } if self.opens() => match self.leaders(thread, *looks)[choice as usize] {
                Some(leader) => format!("opens the barrier; {} leads", name(leader)),
                None => "opens the barrier".into(),
            },
            Op::Arrive { .. } => "arrives and waits".into(),
            Op::Pass => "passes".into(),
        })
    }

    pub(super) fn perform(&mut self, thread: ThreadId, op: &Op, choice: u32, me: Option<Stamp>) -> Effect {
        match op {
            Op::Arrive { looks } => {
                let leader = self.opens().then(|| self.leaders(thread, *looks)[choice as usize]);
                self.arrived.push((thread, *looks));
                self.arrived.sort_unstable();
                self.arrivals.add(me);
                if let Some(leader) = leader {
                    let after = std::mem::take(&mut self.arrivals);
                    let all = std::mem::take(&mut self.arrived);
                    self.passing.extend(all.into_iter().map(|(thread, _)| Passing {
                        thread,
                        leader: leader == Some(thread),
                        after: after.clone(),
                    }));
                    self.passing.sort_unstable_by_key(|it| it.thread);
                }
                Effect::alone(Reply::Done)
            }
            Op::Pass => {
                let place = self.passing.iter().position(|it| it.thread == thread).expect("the barrier is open");
                let Passing { leader, after, .. } = self.passing.remove(place);
                Effect::new(Reply::Passed { leader }, after)
            }
        }
    }
}
