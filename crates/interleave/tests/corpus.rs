//! The corpus: every outcome set, execution count, race and deadlock, under every model for which the answer is known.

mod common;

use common::{Known, can, count, known, printed, strings};
use interleave::explore::{Method, Options};
use interleave::memory::Model;
use interleave::report::{Found, Status};
use serde_json::Value;

/// Everything in which an answer differs from what is known.
fn differences(program: &Known, name: &str, expected: &Value, found: &Found) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |what: &str, expected: String, got: String| {
        if expected != got {
            wrong.push(format!("{} under {name}: {what} should be {expected}, and is {got}", program.name));
        }
    };
    if !found.complete {
        check("completeness", "true".into(), format!("{:?}", found.bounded));
    }
    let lines = printed(found);
    if let Some(outcomes) = expected.get("outcomes") {
        check("outcomes", format!("{:?}", strings(outcomes)), format!("{lines:?}"));
    } else {
        check("the number of outcomes", expected["outcome_count"].to_string(), lines.len().to_string());
        check(
            "the hash of the outcomes",
            expected["outcomes_sha256"].as_str().unwrap().to_owned(),
            sha256_of_lines(&lines),
        );
    }
    if let Some(executions) = expected["executions"].as_u64() {
        check("executions", executions.to_string(), format!("{}", found.executions.unwrap_or(0)));
    }
    check("race", expected["race"].to_string(), can(found, Status::Race).to_string());
    if let Some(racy) = expected.get("racy_executions") {
        check("racy executions", racy.to_string(), count(found, Status::Race).to_string());
    }
    check("deadlock", expected["deadlock"].to_string(), can(found, Status::Deadlock).to_string());
    if let Some(stuck) = expected.get("deadlocked_executions") {
        check("deadlocked executions", stuck.to_string(), count(found, Status::Deadlock).to_string());
    }
    check("livelock", "false".into(), can(found, Status::Livelock).to_string());
    check("panics", "false".into(), can(found, Status::Panicked).to_string());
    wrong
}

/// SHA-256 of the lines, each followed by a newline, by the system's tool.
fn sha256_of_lines(lines: &[String]) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sha256sum");
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn hold_to(model: Model, name: &str, options: impl Fn(&Known) -> Option<Options<'static>>) {
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for program in known() {
        // A read-modify-write is one operation in sb;hb;sb: where that makes a difference, its entry is the one.
        let expected =
            if name == "rc11" { program.model("rc11_rmw_as_one").or(program.model(name)) } else { program.model(name) };
        let (Some(expected), Some(options)) = (expected, options(&program)) else { continue };
        let found = common::run(&program.source, &Options { model, ..options });
        wrong.extend(differences(&program, name, expected, &found));
        checked += 1;
    }
    println!("{checked} programs under {name}");
    assert!(checked > 0);
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sc() {
    hold_to(Model::Sc, "sc", |_| Some(Options::default()));
}

#[test]
fn tso() {
    hold_to(Model::Tso, "tso", |_| Some(Options::default()));
}

#[test]
fn rc11() {
    hold_to(Model::Rc11, "rc11", |_| Some(Options::default()));
}

#[test]
fn strict() {
    hold_to(Model::Strict, "cpp20_literal", |_| Some(Options::default()));
    // Elsewhere the text allows what RC11 allows.
    hold_to(Model::Strict, "rc11", |program| program.model("cpp20_literal").is_none().then(Options::default));
}

/// The search with a visited set, which enumerates every prefix, finds the same.
#[test]
fn the_plain_graph_search_finds_the_same() {
    let options = |program: &Known| {
        let small = !["x86-tso-pso", "genmc-litmus-inc-inc-rr-w-rr", "genmc-synthetic-inc-n4", "genmc-synthetic-rw-n4"]
            .contains(&&*program.name);
        (small && !program.has("condvar")).then(|| Options { method: Method::VisitedGraphs, ..Options::default() })
    };
    for (model, name) in [(Model::Sc, "sc"), (Model::Tso, "tso"), (Model::Rc11, "rc11")] {
        hold_to(model, name, options);
    }
}

/// `Condvar::wait` may return without a notification, if one asks for it.
#[test]
fn spurious_wake_ups() {
    let mut checked = 0;
    for program in known() {
        let Some(expected) =
            program.model("sc").and_then(|model| model.get("spurious_outcomes").or(model.get("outcomes")))
        else {
            continue;
        };
        if !program.has("condvar") {
            continue;
        }
        let mut options = Options { model: Model::Sc, count: false, ..Options::default() };
        options.rules.spurious = true;
        assert_eq!(printed(&common::run(&program.source, &options)), strings(expected), "{}", program.name);
        checked += 1;
    }
    assert!(checked > 0);
}
