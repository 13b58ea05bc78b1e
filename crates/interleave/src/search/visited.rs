//! The plain graph search: every thread, every choice, and a set of the graphs already seen.
//!
//! Complete because every prefix (closed under `sb ∪ rf`) of a consistent graph is consistent, and because graphs have names that do
//! not depend on the order in which their events were added. It visits all prefixes, which [`trust`](super::trust) does not; it is
//! kept as the other one's judge, and for objects on which one step does two things.

use super::budget::Meter;
use super::collect::Collector;
use super::graphs::{Grower, Step, Stop};
use super::table::FastSet;
use crate::memory::graph::Graph;
use crate::request::{Program, ThreadId};

/// Visits every consistent graph.
///
/// # Errors
/// See [`Stop`].
pub fn search<P: Program, const W: usize>(
    grower: &mut Grower<'_, P>,
    meter: &mut Meter<'_>,
    found: &mut Collector,
) -> Result<(), Stop> {
    let root: Graph<W> = grower.root()?;
    let mut seen: FastSet<u128> = FastSet::default();
    let mut stack = vec![root];
    let mut steps: Vec<Step> = Vec::new();
    while let Some(mut graph) = stack.pop() {
        let bytes =
            || grower.table.bytes() + found.bytes() + seen.len() * 24 + stack.len() * size_of_val(&*graph.events);
        let table = &grower.table;
        if !meter.state(bytes) || !meter.outcomes(found.ends.len()) || table.crowded || table.late {
            return Ok(());
        }
        let mut complete = true;
        for thread in 0..graph.strands.len() as ThreadId {
            grower.steps(&mut graph, thread, false, false, &mut steps);
            complete &= steps.is_empty();
            for &step in &steps {
                let mut next = graph.clone();
                grower.take(&mut next, step)?;
                if seen.insert(grower.fingerprint(&next)) && next.consistent(grower.model) {
                    stack.push(next);
                }
            }
        }
        if complete && found.add(grower, &graph) {
            meter.executions += 1;
        }
    }
    Ok(())
}
