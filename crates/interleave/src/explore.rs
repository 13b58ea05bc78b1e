//! The one way in: everything that a program can do under a model.

use crate::memory::Model;
use crate::report::{Found, FoundEnd, Status};
use crate::request::Program;
use crate::search::budget::{Budget, Clock, Meter};
use crate::search::collect::{Collector, merge};
use crate::search::cycles;
use crate::search::graphs::{Grower, Stop};
use crate::search::states::States;
use crate::search::table::{MOST_THREADS, Table};
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
///
/// `sc` is answered by the state search, which alone sees schedules that never end; executions are counted by the graph
/// search. The other models are answered by the graph search, except where two theorems say that the interleavings are all there is:
/// a program without data races (under `sc`) whose atomics are all SeqCst has nothing but sequentially consistent executions
/// (DRF-SC: Batty, Owens, Sarkar, Sewell, Weber, *Mathematizing C++ Concurrency*, POPL 2011; for RC11 its theorem 4). It is used where
/// executions need not be counted, or cannot well be: with condition variables, say, or with loops that make them endless.
pub fn explore<P: Program>(program: &P, options: &Options<'_>) -> Found {
    // Several searches may follow each other; they share the time.
    let start = options.budget.time.map_or(0.0, |(_, clock)| clock());
    let elapsed = || options.budget.time.map_or(0.0, |(_, clock)| clock() - start);
    let time = options.budget.time.map(|(limit, _)| (limit, &elapsed as Clock<'_>));
    by_method(program, &Options { budget: Budget { time, ..options.budget }, ..*options })
}

fn by_method<P: Program>(program: &P, options: &Options<'_>) -> Found {
    match options.method {
        Method::States => {
            let mut meter = Meter::new(options.budget);
            let mut states = states(program, options, &mut meter);
            found_states(&mut states, &mut meter, options.model)
        }
        Method::Graphs | Method::VisitedGraphs => {
            graphs(program, options).expect("asked for graphs, it stops for no other search")
        }
        Method::Auto if options.model == Model::Sc => interleavings(program, options),
        Method::Auto => {
            let counted = if options.count { graphs(program, options).map_err(Some) } else { Err(None) };
            let (method, budget) = match counted {
                Ok(found) => return found,
                Err(None) => (Method::Graphs, options.budget),
                Err(Some(Uncounted::TwoObjects)) => (Method::VisitedGraphs, options.budget),
                Err(Some(Uncounted::Endless)) => (Method::Graphs, short(options.budget)),
            };
            let mut meter = Meter::new(budget);
            let mut states = states(program, options, &mut meter);
            if states.race.is_none() && !states.relaxed && meter.exceeded().is_none() {
                return found_states(&mut states, &mut meter, options.model);
            }
            drop(states);
            by_method(program, &Options { method, ..*options })
        }
    }
}

/// What a search may take that is tried because it may be short, before one that will take what it gets.
fn short(budget: Budget<'_>) -> Budget<'_> {
    let time = budget.time.map(|(limit, clock)| (limit / 2.0, clock));
    Budget { states: budget.states.min(1_000_000), time, ..budget }
}

fn states<'p, P: Program>(program: &'p P, options: &Options<'p>, meter: &mut Meter<'_>) -> States<'p, P> {
    States::search(|| table(program, options), meter)
}

fn table<'p, P: Program>(program: &'p P, options: &Options<'p>) -> Table<'p, P> {
    Table::new(program, options.fuel, options.rules, options.budget.time)
}

/// Sequential consistency: the states, and what only graphs can tell.
fn interleavings<P: Program>(program: &P, options: &Options<'_>) -> Found {
    let mut meter = Meter::new(options.budget);
    let mut states = states(program, options, &mut meter);
    let mut found = found_states(&mut states, &mut meter, options.model);
    // With orders weaker than release and acquire, what races depends on them, and the states do not know them.
    let races_unknown = states.plain && states.weak;
    drop(states);
    if !options.count && !races_unknown {
        return found;
    }
    let counted = match graphs(program, options) {
        Ok(counted) => counted,
        Err(_) if !races_unknown => return found,
        Err(Uncounted::TwoObjects) => by_method(program, &Options { method: Method::VisitedGraphs, ..*options }),
        Err(Uncounted::Endless) => by_method(program, &Options { method: Method::Graphs, ..*options }),
    };
    if races_unknown {
        found.ends.retain(|end| end.status != Status::Race);
        found.ends.extend(counted.ends.iter().filter(|end| end.status == Status::Race).cloned());
        found.ends = merge(found.ends);
        if !counted.complete {
            found.complete = false;
            found.bounded.clone_from(&counted.bounded);
        }
    }
    if counted.complete {
        found.executions = counted.executions;
        for end in &mut found.ends {
            let same = |other: &&FoundEnd| other.status == end.status && other.stdout == end.stdout;
            end.executions = counted.ends.iter().find(same).and_then(|end| end.executions);
        }
    }
    found
}

fn found_states<P: Program>(states: &mut States<'_, P>, meter: &mut Meter<'_>, model: Model) -> Found {
    let seen_all = meter.in_time() && !states.table.crowded && !states.table.lost;
    let mut ends = states.ends();
    let schedules = if !seen_all {
        None
    } else {
        match states.schedules() {
            Some(u128::MAX) => Some(format!("at least {}", u128::MAX)),
            Some(count) => Some(count.to_string()),
            None => {
                ends.extend(cycles::fair_cycles(states, meter));
                Some("infinite".to_owned())
            }
        }
    };
    let bounded = meter.exceeded().map(str::to_owned).or_else(|| given_up(&states.table));
    Found {
        model,
        complete: bounded.is_none(),
        executions: None,
        schedules,
        states: states.count() as u64,
        bounded,
        threads: states.table.parents(),
        ends: merge(ends),
    }
}

/// Why the program itself, not a budget, kept the search from seeing everything.
fn given_up<P: Program>(table: &Table<'_, P>) -> Option<String> {
    if table.crowded {
        return Some(format!("the program starts more than {} threads", MOST_THREADS - 1));
    }
    table.lost.then(|| "a thread ran too long without touching anything shared and was given up".to_owned())
}

/// Why a search that may leave the answer to another did not count executions.
#[derive(Clone, Copy, Debug)]
enum Uncounted {
    /// There are operations that change two objects at once, which the optimal graph search cannot take apart.
    TwoObjects,
    /// There are loops whose rounds have effects that may be repeated for ever, or there is an execution too long for a graph.
    Endless,
}

/// How wide the rows are at first. Each width is a copy of the search, and narrow rows are up to twice as fast; but a page has to download
/// every copy, and makes do with the widest.
const NARROWEST: usize = if cfg!(target_arch = "wasm32") { 16 } else { 1 };

/// By growing graphs, in rows as wide as they need to be.
///
/// # Errors
/// Only [`Method::Auto`] leaves the answer to another search.
fn graphs<P: Program>(program: &P, options: &Options<'_>) -> Result<Found, Uncounted> {
    let mut ends_matter = false;
    let mut width = NARROWEST;
    loop {
        let result = match width {
            #[cfg(not(target_arch = "wasm32"))]
            1 => graphs_of::<P, 1>(program, options, ends_matter),
            #[cfg(not(target_arch = "wasm32"))]
            2 => graphs_of::<P, 2>(program, options, ends_matter),
            #[cfg(not(target_arch = "wasm32"))]
            4 => graphs_of::<P, 4>(program, options, ends_matter),
            #[cfg(not(target_arch = "wasm32"))]
            8 => graphs_of::<P, 8>(program, options, ends_matter),
            16 => graphs_of::<P, 16>(program, options, ends_matter),
            _ if options.method == Method::Auto => return Err(Uncounted::Endless),
            _ => return Ok(too_long(options.model)),
        };
        match result {
            Ok(found) => return Ok(found),
            Err(Stop::EndsMatter) => ends_matter = true,
            Err(Stop::Full) => width *= 2,
            Err(Stop::TwoObjects) => return Err(Uncounted::TwoObjects),
            Err(Stop::Endless) => return Err(Uncounted::Endless),
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
    let mut grower = Grower::new(table(program, options), options.model);
    grower.ends_matter = ends_matter;
    grower.loop_bound = options.loop_bound;
    grower.no_cuts = options.method == Method::Auto;
    let mut collector = Collector::default();
    let visited = match options.method {
        Method::VisitedGraphs => true,
        method => match trust::search::<P, W>(&mut grower, &mut meter, &mut collector) {
            Err(Stop::TwoObjects) if method == Method::Graphs => {
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
    meter.in_time();
    let mut bounded = meter.exceeded().map(str::to_owned);
    if grower.cut {
        bounded.get_or_insert_with(|| {
            format!(
                "a loop that writes was followed through {} rounds that brought nothing new, and no further",
                options.loop_bound
            )
        });
    }
    bounded = bounded.or_else(|| given_up(&grower.table));
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
