//! `cargo book run`: one listing, as often as the reader likes.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;

use crate::contract::{Catalogue, Contract, Language, Listing};
use crate::judge::process;
use crate::judge::trial::{Court, Ready, Verdict, mark};
use crate::judge::workspace::{Built, Workspace};
use crate::judge::{output, refused};

/// What to run.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// A listing: `two-threads`, or `two-threads.c` and `two-threads.python` for its twins
    name: String,
    /// How often; more than once counts the different outputs
    #[arg(long, short, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
}

/// Builds and runs a listing under its contract's deadline, and says whether it kept the contract.
///
/// # Errors
/// If there is no such listing, it does not compile, or it did not keep its contract.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    process::clean_up_on_interrupt();
    let (catalogue, _) = Catalogue::load(root);
    let (listing, language) = catalogue.find(&options.name)?;
    let workspace = Workspace::load(root)?;
    let built = match language {
        Language::Rust => workspace.build(&[&listing.chapter])?,
        _ => Built::default(),
    };
    if language == Language::Rust
        && let Some(refusal) = refused::refusal(listing)
    {
        let diagnosis = refused::diagnose(&workspace, &built, listing, refusal)?;
        print!("{}", diagnosis.rendered);
        return conclude(listing, language, refused::judge(&diagnosis, refusal));
    }
    let court = Court { workspace: &workspace, built: &built };
    match court.ready(listing, language) {
        Ok(ready) if options.times == 1 => {
            let run = ready.run(&mark(), true)?;
            conclude(listing, language, output::judge(ready.contract, &run))
        }
        Ok(ready) => count(&ready, listing, language, options.times),
        Err(Verdict::Failed(error)) => bail!("{}: {error}", listing.id(language)),
        Err(Verdict::Skipped(reason)) => bail!("{} cannot run here: {reason}", listing.id(language)),
        Err(Verdict::Passed) => Ok(()),
    }
}

fn conclude(listing: &Listing, language: Language, verdict: Result<(), String>) -> Result<()> {
    match verdict {
        Ok(()) => {
            eprintln!("{} kept its contract", listing.id(language));
            Ok(())
        }
        Err(error) => bail!("{}: {}", listing.id(language), explain(listing, language, &error)),
    }
}

/// What went wrong, and what to do about it.
pub fn explain(listing: &Listing, language: Language, error: &str) -> String {
    let line = listing.contract(language).map_or(listing.line, |contract| contract.line);
    format!(
        "{}\nif the program is right, mend its contract (listings/{}/contracts.toml:{line}); if the contract is right, mend {}",
        error.trim_end(),
        listing.chapter,
        listing.source(language).display()
    )
}

fn count(ready: &Ready, listing: &Listing, language: Language, times: u32) -> Result<()> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    let mark = mark();
    let mut misfit = None;
    for _ in 0..times {
        let run = ready.run(&mark, false)?;
        if misfit.is_none() {
            misfit = output::judge(ready.contract, &run).err();
        }
        *counts.entry(run.stdout).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    println!("{times} runs, {} different outputs", counts.len());
    const SHOWN: usize = 20;
    for (text, times) in counts.iter().take(SHOWN) {
        println!("\n{times} times{}", class(ready.contract, text));
        print!("{}", output::block("it printed", text));
    }
    if counts.len() > SHOWN {
        println!("\n… and {} outputs more", counts.len() - SHOWN);
    }
    conclude(listing, language, misfit.map_or(Ok(()), Err))
}

fn class(contract: &Contract, text: &str) -> String {
    contract.class_of(text).map_or(String::new(), |class| format!(" ({})", class.name))
}
