//! `cargo book record`: runs a listing many times, and writes down what was seen.

pub mod machine;
mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::contract::{Catalogue, Language, Listing};
use crate::judge::process;
use crate::judge::trial::{Court, Ready, Verdict, mark};
use crate::judge::workspace::Workspace;
use crate::judge::{output, refused, twin};
use crate::recording::{Freshness, Recording, fingerprint, freshness};
use crate::run::explain;
use machine::{date, machine};
use tally::Tally;

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
