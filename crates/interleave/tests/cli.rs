//! The command `interleave`, as a person or a script meets it. `SNAPSHOTS=overwrite cargo test` takes new snapshots.
#![cfg(feature = "cli")]

use std::path::PathBuf;

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert};
use snapbox::{Assert, Redactions};

fn program(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name).with_extension("rs")
}

fn interleave(arguments: &[&str]) -> Command {
    let mut redactions = Redactions::new();
    redactions.insert("[TIME]", regex::Regex::new(r"[0-9][0-9.,]* ms").unwrap()).unwrap();
    let assert = Assert::new().action_env("SNAPSHOTS").redact_with(redactions);
    Command::new(env!("CARGO_BIN_EXE_interleave"))
        .with_assert(assert)
        .current_dir(program("x").parent().unwrap())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .args(arguments)
}

fn text(output: &OutputAssert) -> String {
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = interleave(arguments).assert();
    serde_json::from_str(&text(&output)).expect("one object")
}

macro_rules! snapshot {
    ($name:ident, $status:literal, $($argument:expr),+) => {
        #[test]
        fn $name() {
            let snapshot = snapbox::Data::read_from(
                &PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(concat!("tests/snapshots/", stringify!($name), ".txt")),
                None,
            );
            interleave(&[$($argument),+]).assert().code($status).stdout_eq(snapshot);
        }
    };
}

snapshot!(explore_finds_every_outcome_under_each_model, 0, "explore", "store-buffering.rs");
snapshot!(explore_shows_a_deadlock_and_its_cycle, 1, "explore", "deadlock.rs");
snapshot!(explore_shows_a_data_race, 1, "explore", "race.rs");
snapshot!(explore_shows_a_lost_wake_up, 1, "explore", "lost-wake-up.rs", "--model", "sc");
snapshot!(explore_shows_a_panic, 1, "explore", "panic.rs");
snapshot!(explore_says_where_load_buffering_is_left_out, 0, "explore", "load-buffering.rs");
snapshot!(explore_shows_who_spins_for_ever, 1, "explore", "spin.rs", "--model", "sc");
snapshot!(explore_knows_channels, 0, "explore", "channel.rs", "--model", "rc11");
snapshot!(explain_shows_a_schedule, 0, "explain", "store-buffering.rs", "--outcome", "0 0");
snapshot!(explain_names_the_axiom, 0, "explain", "store-buffering-seqcst.rs", "--outcome", "0 0");
snapshot!(explain_says_what_is_nearest, 0, "explain", "lost-update.rs", "--outcome", "5");
snapshot!(explain_minds_load_buffering, 0, "explain", "load-buffering.rs", "--outcome", "1 1");
snapshot!(explain_knows_words_for_bad_ends, 1, "explain", "deadlock.rs", "--outcome", "deadlock");
snapshot!(graph_speaks_dot, 0, "graph", "store-buffering.rs", "--outcome", "0 0", "--dot");

#[test]
fn refusals_are_shown_all_at_once_with_line_reason_and_rewrite() {
    let snapshot = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/refused.txt");
    let output =
        interleave(&["explore", "refused.rs"]).assert().code(2).stderr_eq(snapbox::Data::read_from(&snapshot, None));
    assert_eq!(text(&output), "", "refusals are errors");
}

#[test]
fn bad_usage_is_status_2() {
    for arguments in [
        &["explore"][..],
        &["explore", "no-such-file.rs"],
        &["explore", "race.rs", "--model", "vax"],
        &["graph", "lost-update.rs", "--outcome", "17"],
        &["graph", "lost-update.rs", "--schedule", "1.banana"],
        &["step", "lost-update.rs", "--schedule", "9.9"],
        &["frobnicate"],
    ] {
        let output = interleave(arguments).assert().code(2);
        assert!(!output.get_output().stderr.is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn a_budget_that_was_hit_is_status_3_and_said() {
    let output = interleave(&["explore", "lost-update.rs", "--states", "3"]).assert().code(3);
    assert!(text(&output).contains("Not everything was seen"), "{}", text(&output));
    let answer = json(&["explore", "lost-update.rs", "--states", "3", "--json"]);
    assert_eq!(answer["complete"], false);
    assert!(answer["bounded"].as_str().unwrap().contains('3'));
}

#[test]
fn json_is_one_object_with_the_answers() {
    let answer = json(&["explore", "lost-update.rs", "--json"]);
    assert_eq!(answer["model"], "rc11");
    assert_eq!(answer["complete"], true);
    assert_eq!(answer["bounded"], Value::Null);
    assert!(answer["states"].as_u64().unwrap() > 0 && answer["time_ms"].as_f64().is_some());
    let outcomes = answer["outcomes"].as_array().unwrap();
    let printed: Vec<_> = outcomes.iter().map(|outcome| outcome["stdout"].as_str().unwrap()).collect();
    assert_eq!(printed, ["1\n", "2\n"]);
    assert_eq!(outcomes[0]["status"], "finished");
    let step = &outcomes[0]["witness"].as_array().unwrap().iter().find(|step| step["reads_from"].is_object()).unwrap();
    assert_eq!(step["line"], 7);
    assert_eq!(step["does"], "COUNTER.load(SeqCst)");
    assert_eq!(step["reads_from"]["value"], "0");

    let answer = json(&["explore", "lost-update.rs", "--json", "--model", "sc"]);
    assert_eq!(answer["schedules"], "6");
    let all = json(&["explore", "lost-update.rs", "--json", "--model", "all"]);
    let models: Vec<_> = all["models"].as_array().unwrap().iter().map(|it| it["model"].as_str().unwrap()).collect();
    assert_eq!(models, ["sc", "tso", "rc11", "strict"]);
}

#[test]
fn json_says_who_waits_for_whom_and_what_races() {
    let answer = json(&["explore", "deadlock.rs", "--json"]);
    let deadlock = answer["outcomes"].as_array().unwrap().iter().find(|it| it["status"] == "deadlock").unwrap();
    let waits: Vec<_> =
        deadlock["waits"].as_array().unwrap().iter().map(|it| (it["thread"].as_u64(), it["by"][0].as_u64())).collect();
    assert!(waits.contains(&(Some(1), Some(2))) && waits.contains(&(Some(2), Some(1))), "{waits:?}");

    let answer = json(&["explore", "race.rs", "--json"]);
    let race = answer["outcomes"].as_array().unwrap().iter().find(|it| it["status"] == "race").unwrap();
    let mut lines: Vec<_> = race["race"].as_array().unwrap().iter().map(|it| it["line"].as_u64().unwrap()).collect();
    lines.sort_unstable();
    assert_eq!(lines, [7, 8]);
}

#[test]
fn there_are_colours_where_somebody_sees_them_and_nowhere_else() {
    let plain = interleave(&["explore", "deadlock.rs"]).assert().code(1);
    assert!(!text(&plain).contains('\u{1b}'), "not a terminal");
    let forced = interleave(&["explore", "deadlock.rs"]).env("CLICOLOR_FORCE", "1").assert().code(1);
    assert!(text(&forced).contains('\u{1b}'));
    let unwanted = interleave(&["explore", "deadlock.rs"]).env("NO_COLOR", "1").assert().code(1);
    assert!(!text(&unwanted).contains('\u{1b}'));
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in [60, 80, 120] {
        for file in ["deadlock.rs", "race.rs", "store-buffering.rs", "load-buffering.rs", "channel.rs", "panic.rs"] {
            let output = interleave(&["explore", file]).env("COLUMNS", width.to_string()).assert();
            for line in text(&output).lines().filter(|line| !line.contains("--schedule")) {
                assert!(line.chars().count() <= width, "{file} at {width}: {line}");
            }
        }
    }
}

#[test]
fn the_stepper_steps_undoes_redoes_and_plays() {
    let session = "1\nu\nr\ns\nw\nh\np 1.1.2.2\ns\np 1.1.1\nx\n99\n0\ns\nq\n";
    let snapshot = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/step.txt");
    interleave(&["step", "lost-update.rs", "--model", "sc"])
        .stdin(session)
        .assert()
        .code(0)
        .stdout_eq(snapbox::Data::read_from(&snapshot, None));
}

#[test]
fn the_stepper_ends_with_its_input() {
    interleave(&["step", "deadlock.rs"]).stdin("").assert().code(0);
    let output = interleave(&["step", "deadlock.rs", "--schedule", "1.2"]).stdin("").assert().code(1);
    assert!(text(&output).contains("a cycle"), "{}", text(&output));
}

#[test]
fn the_picture_is_well_formed_and_names_what_it_draws() {
    let output = interleave(&["graph", "store-buffering.rs", "--outcome", "0 0"]).assert().code(0);
    let svg = text(&output);
    for part in ["<svg ", "<title>", "thread 1", "thread 2", "X.store(1, Relaxed)", "reads 0", "reads-before", "</svg>"]
    {
        assert!(svg.contains(part), "{part} is missing");
    }
    let mut open = vec![];
    for tag in svg.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| c.is_alphanumeric() || *c == '/').collect();
        let body = tag.split('>').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None if body.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
}

#[test]
fn a_schedule_that_explore_gives_is_one_that_step_takes() {
    for file in ["deadlock.rs", "race.rs", "panic.rs", "lost-wake-up.rs"] {
        let answer = json(&["explore", file, "--json"]);
        for outcome in answer["outcomes"].as_array().unwrap() {
            let schedule = outcome["schedule"].as_str().unwrap();
            // Every execution of this one races.
            let code = i32::from(outcome["status"] != "finished" || file == "race.rs");
            interleave(&["step", file, "--schedule", schedule]).stdin("").assert().code(code);
        }
    }
}
