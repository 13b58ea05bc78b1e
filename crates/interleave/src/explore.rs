//! The one way in: everything that a program can do under a model.

use crate::memory::Model;
use crate::report::{Found, FoundEnd, Status};
use crate::request::Program;
use crate::search::budget::{Budget, Meter};
use crate::search::collect::{Collector, merge};
use crate::search::cycles;
use crate::search::graphs::{Grower, Stop};
use crate::search::states::States;
use crate::search::table::Table;
use crate::search::{trust, visited};
use crate::sync::Rules;

/// Which search answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Method {
    /// The state search where it can answer (`sc`, and programs that are free of data races and use nothing weaker than
    /// SeqCst, for which every model gives the interleavings), and the graph search for the rest, or to count.
    #[default]
    Auto,
    /// The state search; `sc` alone.
    States,
    /// The graph search that visits every execution once.
    Graphs,
    /// The graph search with a visited set: slower, and the judge of the other.
    VisitedGraphs,
}

/// What to explore, and how far.
#[derive(Clone, Copy, Debug)]
pub struct Options<'c> {
    pub model: Model,
    pub method: Method,
    /// Executions are counted too, even where outcomes alone would be had for less.
    pub count: bool,
    /// Local steps that a thread may take without a request.
    pub fuel: u64,
    /// What the documentation of locks and condition variables leaves open.
    pub rules: Rules,
    /// How often a thread may come back to an equal state by a loop that writes, in a graph search.
    pub loop_bound: u32,
    pub budget: Budget<'c>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            model: Model::default(),
            method: Method::Auto,
            count: true,
            fuel: 100_000,
            rules: Rules::default(),
            loop_bound: 3,
            budget: Budget::default(),
        }
    }
}

/// Everything that the program can do.
pub fn explore<P: Program>(program: &P, options: &Options<'_>) -> Found {
    let states_first = match options.method {
        Method::States => true,
        Method::Auto => options.model == Model::Sc || !options.count,
        Method::Graphs | Method::VisitedGraphs => false,
    };
    if !states_first {
        return graphs(program, options);
    }
    let mut meter = Meter::new(options.budget);
    let states = States::search(|| Table::new(program, options.fuel, options.rules), &mut meter);
    let exact = states.race.is_none() && !(states.plain && states.weak);
    if options.model != Model::Sc && (states.relaxed || !exact) {
        return graphs(program, options);
    }
    let mut found = found_states(&states, &meter, options.model);
    // Which accesses race depends on memory orders, which the state search does not see; and it counts no executions.
    if options.method == Method::Auto && (options.count || states.plain && states.weak) {
        let counted = graphs(program, options);
        if states.plain && states.weak {
            found.ends.retain(|end| end.status != Status::Race);
            found.ends.extend(counted.ends.iter().filter(|end| end.status == Status::Race).cloned());
            found.ends = merge(found.ends);
        }
        if counted.complete {
            found.executions = counted.executions;
            for end in &mut found.ends {
                let same = |other: &&FoundEnd| other.status == end.status && other.stdout == end.stdout;
                end.executions = counted.ends.iter().find(same).and_then(|end| end.executions);
            }
        } else if states.plain && states.weak {
            found.complete = false;
            found.bounded = counted.bounded;
        }
    }
    found
}

fn found_states<P: Program>(states: &States<'_, P>, meter: &Meter<'_>, model: Model) -> Found {
    let mut bounded = meter.exceeded().map(str::to_owned);
    if states.table.lost {
        bounded.get_or_insert_with(|| OUT_OF_FUEL.to_owned());
    }
    let mut ends = states.ends();
    let schedules = if bounded.is_some() {
        None
    } else {
        match states.schedules() {
            Some(u128::MAX) => Some(format!("at least {}", u128::MAX)),
            Some(count) => Some(count.to_string()),
            None => {
                ends.extend(cycles::fair_cycles(states));
                Some("infinite".to_owned())
            }
        }
    };
    Found {
        model,
        complete: bounded.is_none(),
        executions: None,
        schedules,
        states: states.len() as u64,
        bounded,
        threads: states.table.parents(),
        ends: merge(ends),
    }
}

const OUT_OF_FUEL: &str = "a thread ran too long without touching anything shared and was given up";

/// By growing graphs, in rows as wide as they need to be.
fn graphs<P: Program>(program: &P, options: &Options<'_>) -> Found {
    let mut ends_matter = false;
    let mut width = 1;
    loop {
        let result = match width {
            1 => graphs_of::<P, 1>(program, options, ends_matter),
            2 => graphs_of::<P, 2>(program, options, ends_matter),
            4 => graphs_of::<P, 4>(program, options, ends_matter),
            8 => graphs_of::<P, 8>(program, options, ends_matter),
            16 => graphs_of::<P, 16>(program, options, ends_matter),
            _ => return too_long(options.model),
        };
        match result {
            Ok(found) => return found,
            Err(Stop::EndsMatter) => ends_matter = true,
            Err(Stop::Full) => width *= 2,
            Err(Stop::TwoObjects) => unreachable!("the search with a visited set takes every step"),
        }
    }
}

fn too_long(model: Model) -> Found {
    Found {
        model,
        complete: false,
        executions: None,
        schedules: None,
        states: 0,
        bounded: Some("an execution has more than 1024 events: too many for a graph".to_owned()),
        threads: Vec::new(),
        ends: Vec::new(),
    }
}

fn graphs_of<P: Program, const W: usize>(program: &P, options: &Options<'_>, ends_matter: bool) -> Result<Found, Stop> {
    let mut meter = Meter::new(options.budget);
    let mut grower = Grower::new(Table::new(program, options.fuel, options.rules), options.model);
    grower.ends_matter = ends_matter;
    grower.loop_bound = options.loop_bound;
    let mut collector = Collector::default();
    let visited = match options.method {
        Method::VisitedGraphs => true,
        _ => match trust::search::<P, W>(&mut grower, &mut meter, &mut collector) {
            Err(Stop::TwoObjects) => {
                grower.one_object = false;
                (meter, collector) = (Meter::new(options.budget), Collector::default());
                true
            }
            result => {
                result?;
                false
            }
        },
    };
    if visited {
        visited::search::<P, W>(&mut grower, &mut meter, &mut collector)?;
    }
    let mut bounded = meter.exceeded().map(str::to_owned);
    if grower.cut {
        bounded.get_or_insert_with(|| {
            format!("a loop that writes was followed through {} rounds that brought nothing new, and no further", options.loop_bound)
        });
    }
    if grower.table.lost {
        bounded.get_or_insert_with(|| OUT_OF_FUEL.to_owned());
    }
    Ok(Found {
        model: options.model,
        complete: bounded.is_none(),
        executions: Some(collector.executions),
        schedules: None,
        states: meter.states,
        bounded,
        threads: grower.table.parents(),
        ends: collector.ends(&grower),
    })
}
