//! How fast the explorer is: `cargo bench -p interleave --bench explore`. After `--`, `--quick` leaves out the slow rows of loom, and
//! `corpus`, `others`, `locks` or `growth` ask for these sections alone. The last table says which bars are met; one that is not
//! makes the benchmark fail.
//!
//! Times are of the processor, not of the wall, so that others who use the machine count for less: all three tools work in one thread.
//! Each is the best of several runs where one run is short. Peak memory is what the program had allocated at most while
//! the row was measured.

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use cpu_time::ThreadTime;
use interleave::explore::{Method, Options, explore};
use interleave::memory::Model;
use interleave::report::{Found, Status};
use interleave::search::budget::Budget;

/// Counts bytes.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bars, as they are met or missed: what was asked for, what was measured.
#[derive(Default)]
struct Bars(Vec<(String, String, bool)>);

impl Bars {
    fn set(&mut self, bar: impl Into<String>, measured: impl Into<String>, met: bool) {
        self.0.push((bar.into(), measured.into(), met));
    }

    fn most(&mut self, bar: &str, milliseconds: f64, limit: f64) {
        self.set(format!("{bar} ≤ {limit} ms"), format!("{milliseconds:.3} ms"), milliseconds <= limit);
    }

    /// Prints all; whether all are met.
    fn print(&self) -> bool {
        println!("\n## Bars\n\n| bar | measured | met |\n|---|---|---|");
        for (bar, measured, met) in &self.0 {
            println!("| {bar} | {measured} | {} |", if *met { "yes" } else { "NO" });
        }
        self.0.iter().all(|bar| bar.2)
    }
}

/// One measured exploration.
struct Row {
    found: Found,
    /// Milliseconds.
    time: f64,
    parse: f64,
    /// Bytes.
    peak: usize,
}

fn measure(source: &str, options: &Options<'_>) -> Row {
    let (mut best, mut parse) = (f64::MAX, f64::MAX);
    let mut found = None;
    let base = NOW.load(Ordering::Relaxed);
    PEAK.store(base, Ordering::Relaxed);
    let begin = ThreadTime::now();
    for _ in 0..25 {
        let start = ThreadTime::now();
        let program = interleave::parse(source).unwrap_or_else(|refusals| panic!("{refusals:?}\n{source}"));
        parse = parse.min(start.elapsed().as_secs_f64() * 1e3);
        let start = ThreadTime::now();
        found = Some(explore(&program, options));
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
        if begin.elapsed().as_millis() > 200 {
            break;
        }
    }
    let peak = PEAK.load(Ordering::Relaxed) - base;
    Row { found: found.expect("at least one run"), time: best, parse, peak }
}

fn rc11(source: &str) -> Row {
    measure(source, &Options::default())
}

fn states(source: &str) -> Row {
    measure(source, &Options { model: Model::Sc, method: Method::States, ..Options::default() })
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

const USES: &str = "use std::hint;\nuse std::sync::atomic::{AtomicU32, Ordering::*};\nuse std::sync::{Condvar, Mutex};\nuse std::thread;\nuse std::collections::VecDeque;\n";

fn scope(statics: &str, threads: &[String], last: &str) -> String {
    let bodies: String = threads.iter().map(|body| format!("        s.spawn(|| {{ {body} }});\n")).collect();
    format!(
        "#![allow(unused_imports)]\n{USES}{statics}\nfn main() {{\n    thread::scope(|s| {{\n{bodies}    }});\n    {last}\n}}\n"
    )
}

fn atomics(names: &[&str]) -> String {
    names.iter().map(|name| format!("static {name}: AtomicU32 = AtomicU32::new(0);\n")).collect()
}

fn repeat(n: usize, body: &str) -> Vec<String> {
    vec![body.to_owned(); n]
}

fn lost_update(threads: usize, times: usize) -> String {
    let body = format!("for _ in 0..{times} {{ let v = X.load(SeqCst); X.store(v + 1, SeqCst); }}");
    scope(&atomics(&["X"]), &repeat(threads, &body), "println!(\"{}\", X.load(SeqCst));")
}

fn increments(threads: usize, times: usize) -> String {
    let body = format!("for _ in 0..{times} {{ X.fetch_add(1, Relaxed); }}");
    scope(&atomics(&["X"]), &repeat(threads, &body), "println!(\"{}\", X.load(Relaxed));")
}

fn mutex_increments(threads: usize, times: usize) -> String {
    let body = format!("for _ in 0..{times} {{ *M.lock().unwrap() += 1; }}");
    scope("static M: Mutex<u32> = Mutex::new(0);\n", &repeat(threads, &body), "println!(\"{}\", M.lock().unwrap());")
}

fn read_then_write(threads: usize) -> String {
    let bodies: Vec<String> =
        (0..threads).map(|i| format!("let v = X.load(Relaxed); X.store(v + {}, Release);", 1 << i)).collect();
    scope(&atomics(&["X"]), &bodies, "println!(\"{}\", X.load(Relaxed));")
}

fn store_buffering(store: &str, load: &str) -> String {
    format!(
        "{USES}{}fn main() {{ thread::scope(|s| {{\n let a = s.spawn(|| {{ X.store(1, {store}); Y.load({load}) }});\n \
         let b = s.spawn(|| {{ Y.store(1, {store}); X.load({load}) }});\n println!(\"{{}} {{}}\", a.join().unwrap(), b.join().unwrap());\n }}); }}\n",
        atomics(&["X", "Y"])
    )
}

fn iriw() -> String {
    format!(
        "{USES}{}fn main() {{ thread::scope(|s| {{\n s.spawn(|| X.store(1, Release));\n s.spawn(|| Y.store(1, Release));\n \
         let a = s.spawn(|| (X.load(Acquire), Y.load(Acquire)));\n let b = s.spawn(|| (Y.load(Acquire), X.load(Acquire)));\n \
         println!(\"{{:?}} {{:?}}\", a.join().unwrap(), b.join().unwrap());\n }}); }}\n",
        atomics(&["X", "Y"])
    )
}

fn philosophers(n: usize, ordered: bool) -> String {
    let statics: String = (0..n).map(|i| format!("static FORK{i}: Mutex<()> = Mutex::new(());\n")).collect();
    let bodies: Vec<String> = (0..n)
        .map(|i| {
            let (left, right) = (i, (i + 1) % n);
            let (first, second) = if ordered { (left.min(right), left.max(right)) } else { (left, right) };
            format!("let a = FORK{first}.lock().unwrap(); let b = FORK{second}.lock().unwrap(); drop(b); drop(a);")
        })
        .collect();
    scope(&statics, &bodies, "println!(\"done\");")
}

fn ticket_lock(threads: usize) -> String {
    let statics = atomics(&["NEXT", "SERVING"]) + "static mut COUNT: u32 = 0;\n";
    let body = "let mine = NEXT.fetch_add(1, Relaxed); while SERVING.load(Acquire) != mine { hint::spin_loop(); } \
                unsafe { COUNT += 1 }; SERVING.store(mine + 1, Release);";
    scope(&statics, &repeat(threads, body), "println!(\"{}\", unsafe { COUNT });")
}

fn bounded_buffer(producers: usize, consumers: usize, items: usize, one_condvar: bool) -> String {
    let (not_full, not_empty, statics) = if one_condvar {
        ("CV", "CV", "static CV: Condvar = Condvar::new();\n")
    } else {
        (
            "NOT_FULL",
            "NOT_EMPTY",
            "static NOT_FULL: Condvar = Condvar::new();\nstatic NOT_EMPTY: Condvar = Condvar::new();\n",
        )
    };
    let statics = format!("static BUFFER: Mutex<VecDeque<u32>> = Mutex::new(VecDeque::new());\n{statics}");
    let produce = format!(
        "for i in 0..{items} {{ let mut b = BUFFER.lock().unwrap(); while b.len() == 1 {{ b = {not_full}.wait(b).unwrap(); }} \
         b.push_back(i); {not_empty}.notify_one(); }}"
    );
    let takes = producers * items / consumers;
    let consume = format!(
        "for _ in 0..{takes} {{ let mut b = BUFFER.lock().unwrap(); while b.is_empty() {{ b = {not_empty}.wait(b).unwrap(); }} \
         b.pop_front(); {not_full}.notify_one(); }}"
    );
    let bodies = [repeat(producers, &produce), repeat(consumers, &consume)].concat();
    scope(&statics, &bodies, "println!(\"done\");")
}

/// The same programs for loom and shuttle. Each gives the number of iterations.
macro_rules! others {
    ($tool:ident) => {
        pub mod $tool {
            use $tool::sync::Mutex;
            use $tool::sync::atomic::{AtomicU32, Ordering::*};
            use $tool::thread;
            // What is shared only stands in for statics: counting who shares it is no part of the program.
            use std::sync::Arc;

            pub fn store_buffering() {
                let (x, y) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
                let (x2, y2) = (x.clone(), y.clone());
                let a = thread::spawn(move || {
                    x.store(1, Relaxed);
                    y.load(Relaxed)
                });
                let b = thread::spawn(move || {
                    y2.store(1, Relaxed);
                    x2.load(Relaxed)
                });
                let _ = (a.join().unwrap(), b.join().unwrap());
            }

            pub fn iriw() {
                let x = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
                let threads = [0, 1, 2, 3].map(|i| {
                    let x = x.clone();
                    thread::spawn(move || match i {
                        0 => x.0.store(1, Release),
                        1 => x.1.store(1, Release),
                        2 => drop((x.0.load(Acquire), x.1.load(Acquire))),
                        _ => drop((x.1.load(Acquire), x.0.load(Acquire))),
                    })
                });
                threads.into_iter().for_each(|thread| thread.join().unwrap());
            }

            pub fn lost_update(threads: usize, times: usize) {
                let x = Arc::new(AtomicU32::new(0));
                let threads: Vec<_> = (0..threads)
                    .map(|_| {
                        let x = x.clone();
                        thread::spawn(move || {
                            for _ in 0..times {
                                let v = x.load(SeqCst);
                                x.store(v + 1, SeqCst);
                            }
                        })
                    })
                    .collect();
                threads.into_iter().for_each(|thread| thread.join().unwrap());
                x.load(SeqCst);
            }

            pub fn mutex_increments(threads: usize) {
                let m = Arc::new(Mutex::new(0));
                let threads: Vec<_> = (0..threads)
                    .map(|_| {
                        let m = m.clone();
                        thread::spawn(move || *m.lock().unwrap() += 1)
                    })
                    .collect();
                threads.into_iter().for_each(|thread| thread.join().unwrap());
                drop(m.lock().unwrap());
            }

            pub fn ordered_philosophers(n: usize) {
                let forks: Arc<Vec<Mutex<()>>> = Arc::new((0..n).map(|_| Mutex::new(())).collect());
                let threads: Vec<_> = (0..n)
                    .map(|i| {
                        let forks = forks.clone();
                        let (left, right) = (i, (i + 1) % n);
                        thread::spawn(move || {
                            let _a = forks[left.min(right)].lock().unwrap();
                            let _b = forks[left.max(right)].lock().unwrap();
                        })
                    })
                    .collect();
                threads.into_iter().for_each(|thread| thread.join().unwrap());
            }
        }
    };
}
mod others {
    others!(loom);
    others!(shuttle);
}

static ITERATIONS: AtomicUsize = AtomicUsize::new(0);

fn timed(run: impl FnOnce()) -> (usize, f64) {
    ITERATIONS.store(0, Ordering::Relaxed);
    let start = ThreadTime::now();
    run();
    (ITERATIONS.load(Ordering::Relaxed), start.elapsed().as_secs_f64() * 1e3)
}

fn loom(program: fn()) -> (usize, f64) {
    timed(|| {
        loom::model(move || {
            ITERATIONS.fetch_add(1, Ordering::Relaxed);
            program();
        });
    })
}

fn shuttle(program: fn()) -> (usize, f64) {
    timed(|| {
        shuttle::check_dfs(
            move || {
                ITERATIONS.fetch_add(1, Ordering::Relaxed);
                program();
            },
            Some(100_000),
        );
    })
}

fn corpus(bars: &mut Bars) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("the corpus");
    let entries: Vec<serde_json::Value> = serde_json::from_str(&text).expect("the corpus");
    let (mut small, mut parses) = (Vec::new(), Vec::new());
    let mut rows = Vec::new();
    for entry in &entries {
        let source = std::fs::read_to_string(folder.join(entry["file"].as_str().expect("a file"))).expect("a program");
        let row = rc11(&source);
        let accesses: usize = [".load(", ".store(", ".swap(", ".fetch_", ".compare_exchange", "unsafe {", ".lock()"]
            .iter()
            .map(|it| source.matches(it).count())
            .sum();
        parses.push(row.parse);
        if accesses < 15 {
            small.push(row.time);
        }
        rows.push((row.time, row.found.executions, entry["name"].as_str().unwrap_or("?").to_owned()));
    }
    small.sort_by(f64::total_cmp);
    parses.sort_by(f64::total_cmp);
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("## The corpus, rc11, executions counted\n");
    let at = |list: &[f64], share: f64| list[((list.len() - 1) as f64 * share) as usize];
    println!(
        "{} programs, {} of them small (fewer than 15 shared accesses): median {:.4} ms, 95th percentile {:.4} ms, slowest {:.3} ms",
        rows.len(),
        small.len(),
        at(&small, 0.5),
        at(&small, 0.95),
        small[small.len() - 1]
    );
    println!("reading the source: median {:.4} ms, slowest {:.3} ms", at(&parses, 0.5), parses[parses.len() - 1]);
    println!("\n| slowest | executions | ms |\n|---|---|---|");
    for (time, executions, name) in rows.iter().take(8) {
        println!("| {name} | {} | {time:.3} |", executions.unwrap_or(0));
    }
    bars.most("small programs of the corpus, median", at(&small, 0.5), 0.1);
    bars.most("small programs of the corpus, 95th percentile", at(&small, 0.95), 5.0);
    for (name, count, limit) in [("x86-tso-pso", 5184, 60.0), ("genmc-synthetic-inc-n4", 576, 10.0)] {
        let (time, executions, _) = rows.iter().find(|row| row.2 == name).expect("in the corpus");
        assert_eq!(*executions, Some(count), "{name}");
        bars.most(&format!("{name}, {count} executions"), *time, limit);
    }
}

fn against_others(bars: &mut Bars, quick: bool) {
    println!("\n## The same programs under loom 0.7 and shuttle (all interleavings)\n");
    type Pair = (fn(), fn());
    let rows: [(&str, String, Pair, bool); 6] = [
        (
            "SB, relaxed",
            store_buffering("Relaxed", "Relaxed"),
            (others::loom::store_buffering, others::shuttle::store_buffering),
            false,
        ),
        ("IRIW, release/acquire", iriw(), (others::loom::iriw, others::shuttle::iriw), true),
        (
            "lost update, 2 threads × 4",
            lost_update(2, 4),
            (|| others::loom::lost_update(2, 4), || others::shuttle::lost_update(2, 4)),
            true,
        ),
        (
            "lost update, 3 threads × 1",
            lost_update(3, 1),
            (|| others::loom::lost_update(3, 1), || others::shuttle::lost_update(3, 1)),
            true,
        ),
        (
            "Mutex increments, 3 threads × 1",
            mutex_increments(3, 1),
            (|| others::loom::mutex_increments(3), || others::shuttle::mutex_increments(3)),
            false,
        ),
        (
            "three ordered philosophers",
            philosophers(3, true),
            (|| others::loom::ordered_philosophers(3), || others::shuttle::ordered_philosophers(3)),
            false,
        ),
    ];
    println!(
        "| program | executions | ms | loom: iterations | ms | times | shuttle: schedules | ms |\n|---|---|---|---|---|---|---|---|"
    );
    let timed: Vec<(Row, (usize, f64))> = rows
        .iter()
        .map(|(_, source, (program, _), slow)| {
            (rc11(source), if quick && *slow { (0, f64::NAN) } else { loom(*program) })
        })
        .collect();
    // Shuttle prints every panic from its first run on, and loom ends its threads by panics: shuttle goes last.
    for ((name, _, (_, program), slow), (row, (iterations, time))) in rows.iter().zip(timed) {
        let (schedules, shuttle_time) = shuttle(*program);
        println!(
            "| {name} | {} | {:.4} | {iterations} | {time:.1} | {:.0} | {schedules} | {shuttle_time:.1} |",
            row.found.executions.unwrap_or(0),
            row.time,
            time / row.time
        );
        let (bar, times) = if *slow { ("at least 1000 times", 1000.0) } else { ("at least", 1.0) };
        if !time.is_nan() {
            bars.set(
                format!("{name}: {bar} as fast as loom"),
                format!("{:.0} times", time / row.time),
                time >= times * row.time,
            );
        }
    }
}

fn locks(bars: &mut Bars) {
    println!("\n## Locks and condition variables (state search)\n");
    println!("| program | states | schedules | outcomes | ms | states/s | MB |\n|---|---|---|---|---|---|---|");
    use Status::{Deadlock, Finished};
    let rows = [
        ("five philosophers, deadlock found", philosophers(5, false), vec![Finished, Deadlock], 1_000.0),
        ("five ordered philosophers, no deadlock", philosophers(5, true), vec![Finished], 1_000.0),
        ("bounded buffer, 2 + 2 threads, 3 items each", bounded_buffer(2, 2, 3, false), vec![Finished], 10_000.0),
        ("the same with one Condvar, wake-up lost", bounded_buffer(2, 2, 3, true), vec![Finished, Deadlock], 10_000.0),
    ];
    for (name, source, expected, limit) in rows {
        let row = states(&source);
        let statuses: Vec<Status> = row.found.ends.iter().map(|end| end.status).collect();
        assert!(row.found.complete && statuses == expected, "{name}: {statuses:?}");
        println!(
            "| {name} | {} | {} | {statuses:?} | {:.2} | {:.0} | {:.1} |",
            row.found.states,
            row.found.schedules.as_deref().unwrap_or("?"),
            row.time,
            row.found.states as f64 / row.time * 1e3,
            mb(row.peak)
        );
        bars.most(name, row.time, limit);
    }
}

/// Larger and larger programs of a family, for up to a minute in all.
fn growth(bars: &mut Bars, name: &str, by_states: bool, program: impl Fn(usize) -> String, from: usize) {
    const MINUTE: f64 = 60_000.0;
    let unit = if by_states { "states" } else { "executions" };
    println!("\n### {name}\n\n| n | {unit} | ms | per second | MB |\n|---|---|---|---|---|");
    let (mut spent, mut last) = (0.0, MINUTE);
    for n in from.. {
        let start = ThreadTime::now();
        let clock = || start.elapsed().as_secs_f64() * 1e3;
        let budget = Budget {
            time: Some((MINUTE, &clock)),
            executions: u64::MAX,
            states: u64::MAX,
            memory: 1 << 30,
            gauge: None,
        };
        let options = if by_states {
            Options { model: Model::Sc, method: Method::States, budget, ..Options::default() }
        } else {
            Options { budget, ..Options::default() }
        };
        let row = measure(&program(n), &options);
        let count = if by_states { row.found.states } else { row.found.executions.unwrap_or(0) };
        let rate = count as f64 / row.time * 1e3;
        let note = row.found.bounded.as_deref().unwrap_or("");
        println!("| {n} | {count} | {:.1} | {rate:.0} | {:.1} | {note}", row.time, mb(row.peak));
        spent += row.time;
        if spent + row.time * (row.time / last).max(2.0) > MINUTE || !row.found.complete {
            if !by_states && count > 1_000_000 {
                bars.set(
                    format!("{name}: ≥ 100,000 executions/s past a million, in < 500 MB"),
                    format!("{count} executions, {rate:.0}/s, {:.1} MB", mb(row.peak)),
                    rate >= 100_000.0 && mb(row.peak) < 500.0,
                );
            }
            break;
        }
        last = row.time;
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let quick = args.iter().any(|arg| arg == "--quick");
    let named_sections: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let wanted = |section: &str| named_sections.is_empty() || named_sections.iter().any(|name| *name == section);
    let bars = &mut Bars::default();
    if wanted("corpus") {
        corpus(bars);
    }
    if wanted("others") {
        against_others(bars, quick);
    }
    if wanted("locks") {
        locks(bars);
    }
    if wanted("growth") {
        println!("\n## Growth, each family up to what a minute allows");
        growth(bars, "n threads read and then write (rc11)", false, read_then_write, 2);
        growth(bars, "two threads increment n times (rc11)", false, |n| increments(2, n), 2);
        growth(bars, "n threads increment under a mutex (rc11)", false, |n| mutex_increments(n, 1), 2);
        growth(bars, "ticket lock with n threads (rc11)", false, ticket_lock, 2);
        growth(bars, "n philosophers (states)", true, |n| philosophers(n, false), 2);
        growth(bars, "ticket lock with n threads (states)", true, ticket_lock, 2);
        growth(bars, "three threads increment n times (states)", true, |n| lost_update(3, n), 1);
    }
    if bars.print() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
