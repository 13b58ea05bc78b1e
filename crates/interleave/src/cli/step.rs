//! `interleave step`: one execution, step by step, at a prompt that works on any terminal.

use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;

use interleave::report::{Outcome, ReadsFrom, Status};
use interleave::stepper::{Choice, Condition};
use interleave::{Model, Program, Rules, Stepper};

use super::paint::{BAD, BOLD, DIM, GOOD, LINK, PLAIN, WARN, cut, fit, paragraph, width};
use super::{Exit, Told, complain, load, print, trace};

const HELP: &str = "\
  NUMBER    take that step            ENTER       the first step on the list
  u         undo                      r           redo
  w         what cannot happen, and why           h           the steps so far
  s         the schedule as a text    p TEXT      play a schedule from the start
  0         back to the start         q           quit
";

pub fn run(file: &Path, model: Model, schedule: Option<&str>, rules: Rules) -> Result<Exit, Told> {
    let loaded = load(file)?;
    let mut stepper = Stepper::new(loaded.program.clone(), model, rules);
    if let Some(schedule) = schedule {
        stepper.replay(schedule).map_err(complain)?;
    }
    print(&format!("\n{BOLD}{}{BOLD:#} under {}  {DIM}(? for help){DIM:#}\n", loaded.name, model.title()));
    let mut lines = std::io::stdin().lock().lines();
    show(&stepper);
    loop {
        print(&format!("{LINK}>{LINK:#} "));
        let _ = std::io::stdout().flush();
        let Some(Ok(line)) = lines.next() else {
            print("\n");
            break;
        };
        let line = line.trim();
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match command {
            "q" | "quit" | "exit" => break,
            "?" | "help" => print(HELP),
            "u" | "undo" => {
                if stepper.undo() {
                    show(&stepper)
                } else {
                    say("this is the start")
                }
            }
            "r" | "redo" => {
                if stepper.redo() {
                    show(&stepper)
                } else {
                    say("nothing was taken back")
                }
            }
            "0" | "restart" => {
                stepper.restart();
                show(&stepper);
            }
            "s" | "schedule" => print(&format!("  {}\n", stepper.schedule())),
            "h" | "history" => history(&stepper),
            "w" | "why" => why(&stepper),
            "p" | "play" => match stepper.replay(rest.trim()) {
                Ok(()) => show(&stepper),
                Err(error) => say(&error.to_string()),
            },
            "" if stepper.choices().is_empty() => say("there is nothing more to do; u takes a step back, q quits"),
            number => match if number.is_empty() { Ok(1) } else { number.parse::<usize>() } {
                Ok(number) if number > 0 => match stepper.take(number - 1) {
                    Ok(()) => show(&stepper),
                    Err(_) => say(&format!("there is no step {number} on the list")),
                },
                _ => say(&format!("{} is no command; ? for help", cut(number, 30))),
            },
        }
    }
    let bad = stepper.ending().is_some_and(|ending| ending.status.is_bad());
    Ok(if bad { Exit::Bad } else { Exit::Fine })
}

fn say(what: &str) {
    print(&format!("  {WARN}{what}{WARN:#}\n"));
}

fn show(stepper: &Stepper<Program>) {
    let mut out = String::from("\n");
    let history = stepper.history();
    if let Some((at, step)) = history.iter().enumerate().rfind(|(_, step)| !step.quiet) {
        let note = step.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let chosen = history[..=at].iter().filter(|step| !step.quiet).count();
        let _ = writeln!(
            out,
            "  {DIM}step {chosen}:{DIM:#} {} {}{note}\n",
            interleave::stepper::thread_name(step.thread),
            one_line(&step.does)
        );
    }
    let objects = stepper.objects();
    if !objects.is_empty() {
        let text: Vec<String> = objects
            .iter()
            .map(|object| {
                let old: Vec<&str> = object.stores.iter().map(|store| store.value.as_str()).collect();
                if old.len() > 1 {
                    format!("{} = {}", object.name, old.join("→"))
                } else if old.len() == 1 {
                    format!("{} = {}", object.name, object.state)
                } else {
                    format!("{}: {}", object.name, object.state)
                }
            })
            .collect();
        let _ = write!(out, "{DIM}{}{DIM:#}", paragraph(&text.join(" · "), 2));
    }
    if !stepper.stdout().is_empty() {
        let _ = writeln!(out, "  {DIM}printed{DIM:#} {:?}", stepper.stdout());
    }
    for view in stepper.threads() {
        let (style, mark) = match view.condition {
            Condition::Ready => (GOOD, "▸"),
            Condition::Blocked => (WARN, "■"),
            Condition::Ended => (DIM, "·"),
            Condition::Panicked => (BAD, "✗"),
        };
        let what = match view.condition {
            Condition::Ended => "has ended".into(),
            Condition::Panicked => "has panicked".into(),
            Condition::Ready => format!("{:>3} {}", view.span.line, one_line(&view.does)),
            Condition::Blocked => {
                let on = view.wait.as_ref().map(|wait| wait.on.clone()).unwrap_or_default();
                let does = if view.does.contains('\n') { String::new() } else { format!("{}  ", one_line(&view.does)) };
                format!("{:>3} {does}waits for {on}", view.span.line)
            }
        };
        let room = width().saturating_sub(16);
        let _ = writeln!(out, "  {style}{mark}{style:#} {} {}", fit(&view.name, 10), cut(&what, room));
    }
    out.push('\n');
    if let Some(ending) = stepper.ending() {
        let style = if ending.status.is_bad() { BAD } else { GOOD };
        let _ = writeln!(out, "  {style}{}{style:#}", ending.status.title());
        if let Some(detail) = ending.detail {
            out.push_str(&paragraph(&detail, 2));
        }
    }
    for (number, choice) in stepper.choices().iter().enumerate() {
        let style = if choice.thread == 0 { PLAIN } else { BOLD };
        let _ = writeln!(
            out,
            "  {LINK}{:>2}{LINK:#}  {style}{}{style:#} {}{}",
            number + 1,
            fit(&interleave::stepper::thread_name(choice.thread), 10),
            cut(&one_line(&choice.does), 50),
            what_comes(choice),
        );
    }
    print(&out);
}

fn what_comes(choice: &Choice) -> String {
    let from = choice.reads_from.as_ref().map(|ReadsFrom { value, step }| {
        let from = if step.is_none() { ", the initial value" } else { "" };
        format!("  {GOOD}reads {value}{GOOD:#}{DIM}{from}{DIM:#}")
    });
    let note = choice.note.as_ref().map(|note| format!("  {DIM}{note}{DIM:#}"));
    from.into_iter().chain(note).collect()
}

fn why(stepper: &Stepper<Program>) {
    let mut out = String::new();
    for view in stepper.threads() {
        for refused in stepper.refused(view.thread) {
            let _ = writeln!(out, "  {BOLD}{}{BOLD:#} {} cannot {}", view.name, one_line(&refused.does), refused.would);
            let _ = writeln!(out, "    {BAD}{}{BAD:#}", refused.rule);
            out.push_str(&paragraph(&refused.because, 4));
            for line in &refused.cycle {
                let _ = writeln!(out, "      {LINK}→{LINK:#} {line}");
            }
        }
        if let Some(wait) = view.wait {
            let _ = writeln!(out, "  {BOLD}{}{BOLD:#} waits for {}", view.name, wait.on);
        }
    }
    if out.is_empty() {
        out = "  everything that the program asks for can happen\n".into();
    }
    print(&out);
}

fn history(stepper: &Stepper<Program>) {
    let outcome = Outcome {
        stdout: String::new(),
        status: Status::Finished,
        executions: None,
        witness: stepper.history(),
        schedule: String::new(),
        detail: None,
        waits: vec![],
        cycle: vec![],
        race: None,
        repeats_from: None,
    };
    print(&trace::trace(&outcome));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
