//! Every tool of the chapter, on its five faulty programs and on the same five mended; and what they said, held to the table
//! on the page. `UPDATE_TOOLS=1` writes it there instead. A tool that is not here is skipped by name.

#[path = "tools/library.rs"]
mod library;
#[path = "tools/programs.rs"]
mod programs;
#[path = "tools/run.rs"]
mod run;
#[path = "tools/table.rs"]
mod table;

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Instant;

use interleave::report::Status;
use interleave::{Model, Options};
use library::Tool;
use table::{NOT_RUN, Said, Version};
use testing_and_debugging::suspects::plain;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.as_slice() {
        [first, rest @ ..] if first == "inside" => return library::inside(rest),
        [first, ..] if first == "--list" => return,
        _ => {}
    }
    let mut failed = false;
    for (name, test) in TESTS {
        let began = Instant::now();
        match catch_unwind(AssertUnwindSafe(test)) {
            Ok(Ok(())) => println!("test {name} ... ok"),
            Ok(Err(Skip::Missing(reason))) => println!("test {name} ({reason}) ... ignored"),
            Ok(Err(Skip::Known(reason))) => println!("skip {name}, as the page says: {reason}"),
            Err(_) => {
                println!("test {name} ... FAILED");
                failed = true;
            }
        }
        println!("     {:.1} s", began.elapsed().as_secs_f64());
    }
    assert!(!failed, "what failed is described above");
}

/// Why a tool was not asked.
enum Skip {
    /// The page has its answers, and they could not be checked here.
    Missing(String),
    /// The page says that it was not run.
    Known(String),
}

/// Each tool's test.
type Test = fn() -> Result<(), Skip>;

const TESTS: [(&str, Test); 14] = [
    ("rustc_and_clippy", || {
        judge("rustc and Clippy", programs::clippy(), programs::lints)
    }),
    ("mended_programs_pass_bare", || passes(Tool::Plain)),
    ("mended_programs_pass_with_naps", || passes(Tool::Naps)),
    ("explorer", || {
        judge("this book's explorer", Ok(()), explorer)
    }),
    ("loom", || {
        judge("loom", Ok(()), |suspect, version| {
            Tool::Loom.judge(suspect, version)
        })
    }),
    ("shuttle", || {
        judge("shuttle", Ok(()), |suspect, version| {
            Tool::Shuttle.judge(suspect, version)
        })
    }),
    ("miri", || {
        judge("Miri", programs::miri(), programs::under_miri)
    }),
    ("thread_sanitizer", || {
        let built = programs::thread_sanitizer();
        judge(
            "ThreadSanitizer",
            built.as_ref().map(drop).map_err(Clone::clone),
            |suspect, version| {
                built
                    .as_ref()
                    .expect("asked only then")
                    .judge(suspect, version)
            },
        )
    }),
    (
        "thread_sanitizer_on_the_locks",
        locks_under_thread_sanitizer,
    ),
    (
        "thread_sanitizer_on_the_structures",
        structures_under_thread_sanitizer,
    ),
    ("helgrind", || {
        under_valgrind("helgrind", programs::valgrind("helgrind"), |_| true)
    }),
    ("helgrind_in_c", || {
        under_valgrind(
            "helgrind, on C",
            programs::valgrind_in_c("helgrind"),
            programs::is_in_c,
        )
    }),
    ("drd_in_c", || {
        under_valgrind(
            "DRD, on C",
            programs::valgrind_in_c("drd"),
            programs::is_in_c,
        )
    }),
    ("parking_lot", || {
        judge("`parking_lot`'s detector", Ok(()), |suspect, version| {
            Tool::ParkingLot.judge(suspect, version)
        })
    }),
];

fn under_valgrind(
    row: &str,
    built: Result<programs::Built, String>,
    has: impl Fn(&str) -> bool,
) -> Result<(), Skip> {
    let there = built.as_ref().map(drop).map_err(Clone::clone);
    judge_some(row, there, has, |suspect, version| {
        built
            .as_ref()
            .expect("asked only then")
            .judge(suspect, version)
    })
}

/// ThreadSanitizer knows no fences. What is ordered by one, and by nothing else, passes for a race.
fn locks_under_thread_sanitizer() -> Result<(), Skip> {
    let fenced = "one_message_is_received_once";
    programs::library_under_thread_sanitizer("building-locks", "stress", &["--skip", fenced])
        .map_err(Skip::Missing)?;
    println!("not asked for {fenced}: its `Arc` has a fence, and the alarm would be false");
    Ok(())
}

/// What rests on hazard pointers or epochs, and with them on fences, is left out.
fn structures_under_thread_sanitizer() -> Result<(), Skip> {
    let tests = [
        "approximate_is_not_too_far_off",
        "coarse",
        "fine",
        "ring_keeps_the_order",
        "striped",
    ];
    let choice: Vec<&str> = ["--exact"].into_iter().chain(tests).collect();
    programs::library_under_thread_sanitizer("concurrent-data-structures", "histories", &choice)
        .map_err(Skip::Missing)?;
    for left_out in [
        "stacks",
        "queues",
        "bounded_queue",
        "optimistic",
        "lazy",
        "busy_lists",
        "each_comes_out_once",
        "readers_see_whole_values",
    ] {
        println!("not asked for {left_out}: it uses fences");
    }
    Ok(())
}

/// A bad end of any execution.
fn explorer(suspect: &str, version: Version) -> Said {
    let source = fs::read_to_string(version.source(suspect)).expect("it is there");
    let report = interleave::explore(&source, &[Model::Rc11], &Options::default())
        .expect("it can be explored");
    let mut ends = report.models[0]
        .outcomes
        .iter()
        .map(|outcome| outcome.status);
    if ends.all(|status| status == Status::Finished) {
        Said::Nothing
    } else {
        Said::Fault
    }
}

/// A faulty program may pass so many rounds, and how often it does is recorded. A mended one has to.
fn passes(tool: Tool) -> Result<(), Skip> {
    for suspect in plain::ALL {
        assert_eq!(
            tool.judge(suspect.name, Version::Mended),
            Said::Nothing,
            "{}",
            suspect.name
        );
    }
    Ok(())
}

fn judge(
    tool: &str,
    there: Result<(), String>,
    look: impl Fn(&str, Version) -> Said + Sync,
) -> Result<(), Skip> {
    judge_some(tool, there, |_| true, look)
}

/// Lets a tool look at the programs that are for it, and holds the row of the page to what it says.
fn judge_some(
    tool: &str,
    there: Result<(), String>,
    has: impl Fn(&str) -> bool,
    look: impl Fn(&str, Version) -> Said + Sync,
) -> Result<(), Skip> {
    let on_page = table::on_page(tool);
    let known = on_page.as_ref().is_some_and(|row| row.contains(NOT_RUN));
    there.map_err(if known { Skip::Known } else { Skip::Missing })?;
    let look = &look;
    let said: Vec<Option<[Said; 2]>> = thread::scope(|s| {
        let each = plain::ALL.map(|suspect| {
            has(suspect.name)
                .then(|| s.spawn(move || Version::BOTH.map(|version| look(suspect.name, version))))
        });
        each.map(|thread| thread.map(|thread| thread.join().expect("the tool could be run")))
            .into()
    });
    let here: Vec<[Said; 2]> = said.iter().copied().flatten().collect();
    let alarms = here
        .iter()
        .filter(|[_, mended]| *mended == Said::Fault)
        .count();
    let cell = |said: &Option<[Said; 2]>| match said {
        None => "not in C",
        Some([Said::Nothing, _]) => "–",
        Some([Said::Fault, Said::Nothing]) => "seen",
        // What says so of the mended program too has not told them apart.
        Some([Said::Fault, Said::Fault]) => "alarm",
    };
    let mut cells = vec![tool.to_owned()];
    cells.extend(said.iter().map(|said| cell(said).to_owned()));
    cells.push(if alarms == 0 {
        "silent".to_owned()
    } else {
        format!("alarm at {alarms} of {}", here.len())
    });
    let row = table::line(&cells);
    if env::var_os("UPDATE_TOOLS").is_some() {
        table::put_on_page(tool, &row);
    } else {
        let on_page =
            on_page.unwrap_or_else(|| panic!("the page has no row for {tool}\nadd: {row}"));
        let filled = !on_page.contains(NOT_RUN);
        assert!(
            !filled || on_page == row,
            "the page says\n{on_page}\nand this is\n{row}\nUPDATE_TOOLS=1 writes it"
        );
        if !filled {
            println!("the page says that {tool} was not run; it was here: {row}");
        }
    }
    Ok(())
}
