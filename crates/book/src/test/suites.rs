//! The checks that other programs make: Cargo's tests, rustfmt, Clippy, and the pages in a browser.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use std::time::{Duration, Instant};

use anyhow::Result;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use super::ledger::Ledger;
use super::links;
use crate::build::{Options, build};
use crate::judge::process::{self, End, Run};
use crate::judge::trial::Verdict;
use crate::judge::workspace::{Workspace, cargo};

/// After this time a suite is killed.
const DEADLINE: Duration = Duration::from_secs(1800);

/// What the tests of a suite said.
#[derive(Default, PartialEq, Eq, Debug)]
struct Count {
    passed: usize,
    failed: Vec<String>,
    ignored: Vec<String>,
    /// What it says of its own times.
    times: Vec<String>,
}

/// The unit tests and the tests in `tests/`, among them one for every Rust block of the book (skeptic).
pub fn cargo_test(workspace: &Workspace, ledger: &mut Ledger) {
    for group in groups(workspace) {
        let name = format!("cargo test of {}", group.name);
        let mut arguments = vec!["test", "--no-fail-fast"];
        arguments.extend(group.packages.iter().flat_map(|package| ["--package", package]));
        // A listing's program has no unit tests: its judges have run it. Its library may have some, and tests beside it.
        arguments.extend(if group.name == "the listings" { &["--lib", "--test", "*"][..] } else { &[] });
        suite(&name, cargo(&workspace.root), &arguments, ledger, libtest);
    }
}

/// Packages that are built together. Cargo builds a crate with the features that all packages at hand ask for: apart, the
/// explorer's test tools do not have mdBook compiled a second time.
struct Group<'w> {
    name: String,
    packages: Vec<&'w str>,
}

fn groups(workspace: &Workspace) -> Vec<Group<'_>> {
    let mut book = Group { name: "the book".to_owned(), packages: Vec::new() };
    let mut listings = Group { name: "the listings".to_owned(), packages: Vec::new() };
    let mut others = Vec::new();
    for member in workspace.members() {
        let is_book = member.folder.as_os_str().is_empty() || member.folder == Path::new("crates/book");
        match member.folder.starts_with("listings") {
            true if member.has_library => listings.packages.push(member.name),
            true => {}
            false if is_book => book.packages.push(member.name),
            false => others.push(Group { name: member.name.to_owned(), packages: vec![member.name] }),
        }
    }
    let all = [book, listings].into_iter().chain(others);
    all.filter(|group| !group.packages.is_empty()).collect()
}

fn suite(name: &str, mut command: Command, arguments: &[&str], ledger: &mut Ledger, count: fn(&Run) -> Count) {
    command.args(arguments).env("RUST_BACKTRACE", "0").env("CARGO_TERM_COLOR", "never");
    let began = Instant::now();
    let verdict = match process::run(command, "", DEADLINE, false) {
        Err(error) => Verdict::Failed(format!("cannot be started: {error}")),
        Ok(run) if run.end == End::Late => Verdict::Failed(format!("still ran after {DEADLINE:?}, and was killed")),
        Ok(run) => {
            let Count { passed, failed, ignored, times } = count(&run);
            times.iter().for_each(|time| ledger.say(format!("                  {time}")));
            ledger.enter_many(passed, &failed);
            for test in ignored {
                ledger.enter(
                    &format!("{name}: {test}"),
                    Verdict::Skipped("it is marked so".to_owned()),
                    Duration::ZERO,
                );
            }
            match run.end {
                End::Exited(0) => return ledger.note(&format!("{name}: {passed} tests"), began.elapsed()),
                _ => Verdict::Failed(format!("\n{}", words(&run))),
            }
        }
    };
    ledger.enter(name, verdict, began.elapsed());
}

/// What a failed suite said: the failures that it lists, or else all that went wrong before.
fn words(run: &Run) -> String {
    let failures: Vec<&str> = run.stdout.split("\nfailures:\n").skip(1).collect();
    let listed: String = failures.iter().filter(|part| part.trim_start().starts_with("----")).copied().collect();
    if !listed.is_empty() {
        return listed;
    }
    let errors = run.stderr.lines().skip_while(|line| !line.starts_with("error"));
    let errors: Vec<&str> = errors.take(60).collect();
    if errors.is_empty() { format!("{}{}", run.stdout, run.stderr) } else { errors.join("\n") }
}

/// Reads what Rust's test harness prints: `test NAME ... ok`.
fn libtest(run: &Run) -> Count {
    let mut count = Count::default();
    for line in run.stdout.lines() {
        let Some((name, said)) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ")) else { continue };
        let name = name.trim_end_matches(" - should panic").to_owned();
        match said {
            "ok" => count.passed += 1,
            _ if said.starts_with("FAILED") => count.failed.push(name),
            _ if said.starts_with("ignored") => count.ignored.push(name),
            _ => {}
        }
    }
    count
}

/// Reads what Node's test runner prints as TAP: `ok 1 - NAME`, `not ok 2 - NAME`, `ok 3 - NAME # SKIP reason`. Tests inside
/// tests are indented, and count with the test that they belong to.
fn tap(run: &Run) -> Count {
    let mut count = Count::default();
    for line in run.stdout.lines() {
        let name = |rest: &str| rest.split_once(" - ").map_or(rest, |(_, name)| name).to_owned();
        if let Some(rest) = line.strip_prefix("not ok ") {
            count.failed.push(name(rest));
        } else if let Some(rest) = line.strip_prefix("ok ") {
            match rest.split_once(" # SKIP") {
                Some((test, reason)) => count.ignored.push(format!("{}:{reason}", name(test))),
                None => count.passed += 1,
            }
        } else if let Some(time) = line.strip_prefix("# time: ") {
            count.times.push(time.to_owned());
        }
    }
    count
}

/// rustfmt and Clippy, over these packages or all. Refused programs are formatted too, though Cargo knows nothing of them.
pub fn lint(workspace: &Workspace, packages: &[&str], ledger: &mut Ledger) {
    ledger.heading("format and lints");
    let root = &workspace.root;
    let selected = |all: &[&'static str]| -> Vec<String> {
        let each = packages.iter().flat_map(|name| ["--package".to_owned(), (*name).to_owned()]);
        if packages.is_empty() { all.iter().map(|&word| word.to_owned()).collect() } else { each.collect() }
    };
    ledger.check("cargo fmt", || {
        let mut command = cargo(root);
        command.arg("fmt").args(selected(&["--all"])).args(["--check", "--", "-l"]);
        tool(command, "rustfmt is not installed: rustup component add rustfmt", "run `cargo fmt` on these")
    });
    let refused = refused_programs(root, packages);
    if !refused.is_empty() {
        ledger.check("rustfmt of refused programs", || {
            let mut command = Command::new("rustfmt");
            command.current_dir(root).args(["--check", "-l", "--edition", "2024"]).args(&refused);
            tool(command, "rustfmt is not installed: rustup component add rustfmt", "run rustfmt on them")
        });
    }
    let clippy = |name: &str, packages: &[&str], ledger: &mut Ledger| {
        ledger.check(&format!("cargo clippy of {name}"), || {
            let mut command = cargo(root);
            command.arg("clippy").args(packages.iter().flat_map(|package| ["--package", package]));
            command.args(["--quiet", "--all-targets", "--", "-D", "warnings"]);
            tool(command, "Clippy is not installed: rustup component add clippy", "mend the code")
        });
    };
    if !packages.is_empty() {
        return clippy("the chapter", packages, ledger);
    }
    let programs = workspace.members().filter(|member| member.folder.starts_with("listings"));
    clippy("the programs", &programs.map(|member| member.name).collect::<Vec<_>>(), ledger);
    for group in groups(workspace).iter().filter(|group| group.name != "the listings") {
        clippy(&group.name, &group.packages, ledger);
    }
}

/// Runs a tool of the Rust toolchain, which may not be there.
fn tool(command: Command, missing: &str, mend: &str) -> Verdict {
    match process::run(command, "", DEADLINE, false) {
        Err(_) => Verdict::Skipped(missing.to_owned()),
        Ok(run) if run.end == End::Exited(0) => Verdict::Passed,
        Ok(run) if run.stderr.contains("is not installed") || run.stderr.contains("no such command") => {
            Verdict::Skipped(missing.to_owned())
        }
        Ok(run) => Verdict::Failed(format!("\n{}{}{mend}", run.stdout, run.stderr)),
    }
}

fn refused_programs(root: &Path, chapters: &[&str]) -> Vec<PathBuf> {
    let (catalogue, _) = crate::contract::Catalogue::load(root);
    let listings = catalogue.listings().filter(|listing| listing.is_refused());
    let chosen = listings.filter(|listing| chapters.is_empty() || chapters.contains(&listing.chapter.as_str()));
    chosen.map(|listing| listing.source(crate::contract::Language::Rust)).collect()
}

/// The built pages in a browser.
pub fn pages(workspace: &Workspace, ledger: &mut Ledger) {
    ledger.heading("pages");
    let root = &workspace.root;
    let folder = root.join("tests/browser");
    let mut built = None;
    ledger.check("cargo book build", || match build(root, &Options::default()) {
        Ok(folder) => {
            built = Some(folder);
            Verdict::Passed
        }
        Err(error) => Verdict::Failed(format!("\n{error:#}")),
    });
    if let Some(built) = built {
        ledger.check("links of the pages", || match links::follow(&built) {
            Ok(()) => Verdict::Passed,
            Err(error) => Verdict::Failed(format!("\n{error:#}")),
        });
    }
    let browser = browser();
    let missing = match browser {
        _ if path_of("node").is_none() => Some("there is no Node"),
        None => Some("there is no Chromium (CHROMIUM may name one)"),
        Some(_) if !folder.join("node_modules").is_dir() => Some("run `npm ci` in tests/browser first"),
        Some(_) => None,
    };
    if let Some(missing) = missing {
        return ledger.enter("pages in a browser", Verdict::Skipped(missing.to_owned()), Duration::ZERO);
    }
    let stock = workspace.target.join("judge/stock");
    if let Err(error) = build_stock(root, &stock) {
        let verdict = Verdict::Failed(format!("mdBook alone cannot build the chapters\n{error:#}"));
        return ledger.enter("pages in a browser", verdict, Duration::ZERO);
    }
    let mut command = Command::new("node");
    command.current_dir(&folder).env("CHROMIUM", browser.unwrap_or_default()).env("STOCK", stock);
    let arguments = ["--test", "--test-concurrency=1", "--test-reporter=tap"];
    suite("pages in a browser", command, &arguments, ledger, tap);
}

/// Chromium, by the name that `CHROMIUM` gives, or by one of those that it usually has.
pub fn browser() -> Option<String> {
    std::env::var("CHROMIUM").ok().or_else(|| {
        let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(path_of);
        found.map(|path| path.display().to_string())
    })
}

/// Builds the chapters as mdBook does without this tool: its own theme, and directives as plain text. The finished pages are
/// weighed against these.
fn build_stock(root: &Path, folder: &Path) -> Result<()> {
    let no_theme = folder.with_file_name("no-theme");
    std::fs::create_dir_all(&no_theme)?;
    let text = format!(
        "[book]\ntitle = \"Stock\"\nsrc = \"src\"\n[build]\nbuild-dir = {folder:?}\ncreate-missing = false\n\
         [output.html]\ntheme = {no_theme:?}\n"
    );
    MDBook::load_with_config(root, Config::from_str(&text)?)?.build()
}

/// Where a program lies, looked for as a shell does.
pub fn path_of(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(stdout: &str) -> Run {
        Run { end: End::Exited(1), stdout: stdout.to_owned(), stderr: String::new(), elapsed: Duration::ZERO }
    }

    #[test]
    fn the_harness_of_rust_is_understood() {
        let count = libtest(&said(
            "running 4 tests\ntest a::b ... ok\ntest c - should panic ... ok\ntest d ... FAILED\ntest e ... ignored, slow\n\
             test result: FAILED. 2 passed; 1 failed; 1 ignored\n",
        ));
        let (failed, ignored) = (vec!["d".to_owned()], vec!["e".to_owned()]);
        assert_eq!(count, Count { passed: 2, failed, ignored, times: Vec::new() });
    }

    #[test]
    fn the_runner_of_node_is_understood() {
        let count = tap(&said(
            "TAP version 13\n    ok 1 - inner\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no stock build\n# time: 2.5 s for axe\n1..3\n",
        ));
        let (failed, ignored) = (vec!["b".to_owned()], vec!["c: no stock build".to_owned()]);
        assert_eq!(count, Count { passed: 1, failed, ignored, times: vec!["2.5 s for axe".to_owned()] });
    }
}
