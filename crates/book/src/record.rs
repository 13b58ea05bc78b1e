//! `cargo book record`: runs a listing many times, and writes down what was seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use clap::Args;
use regex::Regex;

use crate::contract::{Catalogue, Cell, Contract, Ending, Filled, Language, Listing, PlotKind, Prints};
use crate::judge::process::{self, Run};
use crate::judge::trial::{Court, Ready, Verdict, mark};
use crate::judge::workspace::Workspace;
use crate::judge::{output, refused, twin};
use crate::recording::{Count, Freshness, Machine, Outcome, Recording, Row, Statistics, fingerprint, freshness};
use crate::run::explain;

/// What to record.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Listings (`two-threads`, `two-threads.c`) or whole chapters (`first-threads`)
    #[arg(required_unless_present_any = ["stale", "all"])]
    names: Vec<String>,
    /// Every listing whose recording is missing or older than its program or contract
    #[arg(long)]
    stale: bool,
    /// Every listing that has a recording
    #[arg(long, conflicts_with = "stale")]
    all: bool,
}

/// Records listings, one after the other.
///
/// # Errors
/// If a name is unknown, or a listing breaks its contract: then its old recording stays.
pub fn record(root: &Path, options: &Options) -> Result<()> {
    process::clean_up_on_interrupt();
    let (catalogue, _) = Catalogue::load(root);
    let chosen = choose(root, &catalogue, options)?;
    if chosen.is_empty() {
        println!("every recording is up to date");
        return Ok(());
    }
    let workspace = Workspace::load(root)?;
    let chapters: BTreeSet<&str> = chosen.iter().map(|(listing, _)| listing.chapter.as_str()).collect();
    let built = workspace.build(&chapters.into_iter().collect::<Vec<_>>())?;
    let court = Court { workspace: &workspace, built: &built };
    let mut failed = 0;
    for (listing, language) in chosen {
        let id = listing.id(language);
        match record_one(&court, listing, language) {
            Ok(summary) => println!("{id}: {summary}"),
            Err(error) => {
                failed += 1;
                eprintln!("{id}: {error:#}");
            }
        }
    }
    if failed > 0 {
        bail!("{failed} could not be recorded");
    }
    Ok(())
}

fn choose<'a>(root: &Path, catalogue: &'a Catalogue, options: &Options) -> Result<Vec<(&'a Listing, Language)>> {
    let programs = |listing: &'a Listing| {
        let recorded = listing.programs.iter().filter(|(_, contract)| contract.record.is_some());
        recorded.map(move |(&language, _)| (listing, language))
    };
    let mut chosen = Vec::new();
    for name in &options.names {
        if let Some(chapter) = catalogue.chapter(name) {
            chosen.extend(chapter.listings.iter().flat_map(programs));
            continue;
        }
        let (listing, language) = catalogue.find(name)?;
        if listing.contract(language).is_none_or(|contract| contract.record.is_none()) {
            bail!("`{name}` is not recorded: give its contract `record = 10000`, or as many runs as make sense");
        }
        chosen.push((listing, language));
    }
    if options.all || options.stale && options.names.is_empty() {
        chosen.extend(catalogue.listings().flat_map(programs));
    }
    if options.stale {
        chosen.retain(|(listing, language)| !matches!(freshness(root, listing, *language), Ok(Freshness::Fresh)));
    }
    Ok(chosen)
}

/// Records one program and says in a line what was seen.
fn record_one(court: &Court, listing: &Listing, language: Language) -> Result<String> {
    let workspace: &Workspace = court.workspace;
    let root = &workspace.root;
    let contract = listing.contract(language).context("no such program")?;
    let began = Instant::now();
    let seen = match refused::refusal(listing) {
        Some(refusal) if language == Language::Rust => {
            let diagnosis = refused::diagnose(workspace, court.built, listing, refusal)?;
            if let Err(error) = refused::judge(&diagnosis, refusal) {
                bail!("{}", explain(listing, language, &error));
            }
            Tally::of_refusal(diagnosis.rendered)
        }
        _ => {
            let ready = match court.ready(listing, language) {
                Ok(ready) => ready,
                Err(Verdict::Failed(error)) => bail!("{error}"),
                Err(Verdict::Skipped(reason)) => bail!("cannot run here: {reason}"),
                Err(Verdict::Passed) => bail!("nothing to run"),
            };
            run_all(&ready, root).map_err(|error| anyhow::anyhow!(explain(listing, language, &error)))?
        }
    };
    let recording = Recording {
        listing: listing.id(language),
        toolchain: twin::introduction(language),
        crates: crates(workspace, listing, language)?,
        machine: machine(),
        date: date(SystemTime::now()),
        fingerprint: fingerprint(root, listing, language)?,
        ..seen.summary(contract)
    };
    let path = root.join(listing.recording(language));
    std::fs::create_dir_all(path.parent().expect("in a folder"))?;
    let mut text = serde_json::to_string_pretty(&recording)?;
    text.push('\n');
    std::fs::write(&path, text).with_context(|| path.display().to_string())?;
    let (runs, distinct, time) = (recording.runs, recording.distinct, began.elapsed());
    Ok(format!("{runs} runs, {distinct} different outputs, {time:.1?}"))
}

/// The crates that a program names, with their versions; all of the chapter's where it goes by way of the chapter's library.
fn crates(workspace: &Workspace, listing: &Listing, language: Language) -> Result<BTreeMap<String, String>> {
    if language != Language::Rust {
        return Ok(BTreeMap::new());
    }
    let source = std::fs::read_to_string(workspace.root.join(listing.source(language)))?;
    let names = |package: &str| source.contains(&format!("{}::", package.replace('-', "_")));
    let through_library = names(&listing.chapter);
    let mut crates = workspace.crates(&listing.chapter);
    crates.retain(|package, _| through_library || names(package));
    Ok(crates)
}

/// What was seen so far.
#[derive(Default)]
struct Tally {
    outputs: HashMap<String, Seen>,
    /// The filled holes of each run of a measurement, with its output.
    measured: Vec<(Filled, String)>,
    runs: u64,
}

#[derive(Default)]
struct Seen {
    times: u64,
    stderr: Option<String>,
}

/// Runs a listing as often as its contract wants it recorded: a measurement alone, anything else on every core.
fn run_all(ready: &Ready, root: &Path) -> Result<Tally, String> {
    let contract = ready.contract;
    let wanted = contract.record.unwrap_or(1);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers = if contract.is_measurement() { 1 } else { cores.min(wanted as usize) };
    let started = AtomicU32::new(0);
    let tally = Mutex::new(Tally::default());
    let failure: Mutex<Option<String>> = Mutex::new(None);
    let mark = mark();
    let work = || {
        // Relaxed: the counter hands out numbers and nothing else.
        while started.fetch_add(1, Ordering::Relaxed) < wanted {
            let result = ready.run(&mark, false).map_err(|error| format!("cannot be started: {error}"));
            let judged = result.and_then(|run| output::judge(contract, &run).map(|()| run));
            match judged {
                Ok(run) => {
                    let mut tally = tally.lock().expect("no holder panics");
                    tally.add(contract, run, root);
                    if process::is_interactive() && tally.runs.is_multiple_of(50) {
                        eprint!("\r{}: {} of {wanted} runs ", ready.id, tally.runs);
                    }
                }
                Err(error) => {
                    started.store(wanted, Ordering::Relaxed);
                    failure.lock().expect("no holder panics").get_or_insert(error);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    if process::is_interactive() {
        eprint!("\r\x1b[K");
    }
    process::kill_marked(&mark);
    match failure.into_inner().expect("no holder panics") {
        Some(error) => Err(error),
        None => Ok(tally.into_inner().expect("no holder panics")),
    }
}

impl Tally {
    fn of_refusal(rendered: String) -> Tally {
        let seen = Seen { times: 1, stderr: None };
        Tally { outputs: HashMap::from([(rendered, seen)]), measured: Vec::new(), runs: 1 }
    }

    fn add(&mut self, contract: &Contract, run: Run, root: &Path) {
        self.runs += 1;
        if let Prints::Pattern(pattern) = &contract.prints
            && pattern.has_numbers()
            && let Some(filled) = pattern.fill(&run.stdout)
        {
            self.measured.push((filled, run.stdout.clone()));
        }
        let asked = contract.stderr.is_some() || matches!(contract.ends, Ending::Panics(_));
        let seen = self.outputs.entry(run.stdout).or_default();
        seen.times += 1;
        if asked && seen.stderr.is_none() {
            seen.stderr = Some(anonymous(&run.stderr, root));
        }
    }

    /// The part of a recording that the runs decide.
    fn summary(self, contract: &Contract) -> Recording {
        let classes = contract.classes.iter().map(|class| {
            let of_class = self
                .outputs
                .iter()
                .filter(|(text, _)| contract.class_of(text).is_some_and(|own| own.name == class.name));
            Count { name: class.name.clone(), times: of_class.map(|(_, seen)| seen.times).sum() }
        });
        Recording {
            runs: self.runs,
            distinct: self.outputs.len() as u64,
            classes: classes.collect(),
            holes: self.holes(contract),
            rows: self.rows(),
            outcomes: self.outcomes(contract),
            listing: String::new(),
            toolchain: String::new(),
            crates: BTreeMap::new(),
            machine: Machine { processor: String::new(), cores: 0, system: String::new() },
            date: String::new(),
            fingerprint: String::new(),
        }
    }

    fn outcomes(&self, contract: &Contract) -> Vec<Outcome> {
        let outcome = |text: &String, seen: &Seen| Outcome {
            stdout: text.clone(),
            stderr: seen.stderr.clone(),
            times: seen.times,
        };
        if let Some(text) = self.typical()
            && self.outputs.len() > Recording::KEPT
        {
            return vec![outcome(text, &self.outputs[text])];
        }
        let mut all: Vec<_> = self.outputs.iter().collect();
        all.sort_by(|a, b| b.1.times.cmp(&a.1.times).then_with(|| a.0.cmp(b.0)));
        let mut kept: Vec<Outcome> = Vec::new();
        let mut bytes = 0;
        let mut classes_kept: BTreeSet<&str> = BTreeSet::new();
        for (index, (text, seen)) in all.into_iter().enumerate() {
            bytes += text.len();
            // Each class keeps its most frequent output, whatever its place in the whole list.
            let first_of_class = contract.class_of(text).is_some_and(|class| classes_kept.insert(&class.name));
            if index == 0 || first_of_class || index < Recording::KEPT && bytes < Recording::KEPT_BYTES {
                kept.push(outcome(text, seen));
            }
        }
        kept
    }

    /// The output of the run whose numbers lie nearest to the medians.
    fn typical(&self) -> Option<&String> {
        let medians: BTreeMap<String, f64> =
            numbers_by_place(&self.measured).into_iter().map(|(place, values)| (place, median(&values))).collect();
        let distance = |filled: &Filled| -> f64 {
            let of = |(place, value): (String, f64)| match medians.get(&place) {
                Some(&median) if median != 0.0 => (value / median - 1.0).abs(),
                _ => 0.0,
            };
            places(filled).map(of).sum()
        };
        let nearest = self.measured.iter().min_by(|a, b| distance(&a.0).total_cmp(&distance(&b.0)));
        nearest.map(|(_, text)| text)
    }

    fn holes(&self, contract: &Contract) -> BTreeMap<String, Statistics> {
        let mut values: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
        for (filled, _) in &self.measured {
            for (name, cell) in &filled.holes {
                values.entry(name).or_default().extend(cell.number());
            }
        }
        let histogram = contract.plot.as_ref().filter(|plot| plot.kind == PlotKind::Histogram);
        let drawn = |name: &String| histogram.is_some_and(|plot| plot.x == *name);
        let statistics = |name: &String, values: Vec<f64>| Statistics::of(values, drawn(name));
        values
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(name, values)| (name.clone(), statistics(name, values)))
            .collect()
    }

    fn rows(&self) -> Vec<Row> {
        let count = self.measured.iter().map(|(filled, _)| filled.rows.len()).min().unwrap_or(0);
        let Some((first, _)) = self.measured.first() else { return Vec::new() };
        let several = self.measured.len() > 1;
        (0..count)
            .map(|index| {
                let mut row = Row { median: BTreeMap::new(), min: BTreeMap::new(), max: BTreeMap::new() };
                for (name, cell) in &first.rows[index] {
                    let values = self.measured.iter().filter_map(|(filled, _)| filled.rows[index][name].number());
                    let statistics = matches!(cell, Cell::Number(_)).then(|| Statistics::of(values.collect(), false));
                    let shown = statistics.as_ref().map_or(cell.clone(), |all| Cell::Number(all.median));
                    row.median.insert(name.clone(), shown);
                    // A column such as the number of threads is the same in every run: no spread to speak of.
                    if let Some(all) = statistics.filter(|all| several && all.min < all.max) {
                        row.min.insert(name.clone(), all.min);
                        row.max.insert(name.clone(), all.max);
                    }
                }
                row
            })
            .collect()
    }
}

/// Every number of a run, with a name for its place.
fn places(filled: &Filled) -> impl Iterator<Item = (String, f64)> {
    let cells = |prefix: String, cells: &BTreeMap<String, Cell>| {
        let numbers = cells.iter().filter_map(|(name, cell)| Some((format!("{prefix}{name}"), cell.number()?)));
        numbers.collect::<Vec<_>>()
    };
    let rows = filled.rows.iter().enumerate().flat_map(move |(index, row)| cells(format!("{index} "), row));
    cells(String::new(), &filled.holes).into_iter().chain(rows)
}

fn numbers_by_place(measured: &[(Filled, String)]) -> BTreeMap<String, Vec<f64>> {
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (place, value) in measured.iter().flat_map(|(filled, _)| places(filled)) {
        all.entry(place).or_default().push(value);
    }
    all.values_mut().for_each(|values| values.sort_by(f64::total_cmp));
    all
}

/// The middle of sorted numbers.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) { (sorted[middle - 1] + sorted[middle]) / 2.0 } else { sorted[middle] }
}

impl Statistics {
    /// Of at least one number; with `keep`, the numbers themselves are kept for a histogram.
    fn of(mut values: Vec<f64>, keep: bool) -> Statistics {
        values.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        let thinned = |count: usize| (0..count).map(|i| values[i * last / (count - 1).max(1)]).collect();
        Statistics {
            min: values[0],
            median: median(&values),
            // The nearest rank.
            p90: values[(values.len() * 9).div_ceil(10) - 1],
            max: values[last],
            values: if keep { thinned(values.len().min(Recording::SAMPLES)) } else { Vec::new() },
        }
    }
}

/// Standard error without the numbers of threads, which differ from run to run, and without the place of this checkout.
fn anonymous(stderr: &str, root: &Path) -> String {
    let thread = Regex::new(r"(?m)^(thread '[^']*') \(\d+\)").expect("a literal");
    let root = format!("{}/", root.display());
    thread.replace_all(stderr, "$1").replace(&root, "")
}

/// What this machine is, without its name.
fn machine() -> Machine {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let asked = || {
        let output = std::process::Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let processor = model.map(|(_, model)| model.trim().to_owned()).or_else(asked);
    let system = rustix::system::uname();
    let release = system.release().to_string_lossy();
    let version: Vec<&str> = release.split(['.', '-']).take(2).collect();
    Machine {
        processor: processor.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        cores: std::thread::available_parallelism().map_or(1, usize::from) as u64,
        system: format!("{} {}", system.sysname().to_string_lossy(), version.join(".")),
    }
}

/// The day in Coordinated Universal Time, as `2026-11-20`.
///
/// The algorithm is `civil_from_days` from Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
fn date(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let days = (seconds / 86_400) as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let mut text = String::new();
    write!(text, "{year:04}-{month:02}-{day:02}").expect("a string takes all");
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_are_told_as_people_write_them() {
        let day = |seconds| date(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_795_132_800), "2026-11-20");
    }

    #[test]
    fn statistics_are_order_statistics() {
        let all = Statistics::of((1..=10).rev().map(f64::from).collect(), true);
        assert_eq!((all.min, all.median, all.p90, all.max), (1.0, 5.5, 9.0, 10.0));
        assert_eq!(all.values.len(), 10);
        let one = Statistics::of(vec![3.0], true);
        assert_eq!((one.min, one.median, one.p90, one.values), (3.0, 3.0, 3.0, vec![3.0]));
        assert_eq!(Statistics::of((0..5000).map(f64::from).collect(), true).values.len(), Recording::SAMPLES);
    }

    #[test]
    fn standard_error_names_no_thread_and_no_place() {
        let text = "thread 'main' (4711) panicked at /home/x/book/src/a.rs:1:1:\nfull\n";
        assert_eq!(anonymous(text, Path::new("/home/x/book")), "thread 'main' panicked at src/a.rs:1:1:\nfull\n");
    }
}
