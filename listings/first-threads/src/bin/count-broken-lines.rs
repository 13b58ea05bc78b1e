use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, io, thread};

const THREADS: usize = 4;
const LINES: usize = 20_000; // of each thread

// ANCHOR: ways
/// What it is called, and how it writes one line of the thread with this number.
type Way = (&'static str, fn(usize));

const WAYS: [Way; 3] = [
    ("three print! calls", |thread| {
        print!("thread ");
        print!("{thread}");
        println!(" was here");
    }),
    ("one println!", |thread| {
        println!("thread {thread} was here")
    }),
    ("three calls under one lock", |thread| {
        let mut out = io::stdout().lock();
        write!(out, "thread ").unwrap();
        write!(out, "{thread}").unwrap();
        writeln!(out, " was here").unwrap();
    }),
];
// ANCHOR_END: ways

fn main() {
    match env::args().nth(1) {
        Some(way) => write_lines(WAYS[way.parse::<usize>().unwrap()].1),
        None => (0..WAYS.len()).for_each(measure),
    }
}

/// What the child does: all threads write, and standard error gets the time.
fn write_lines(write_one: fn(usize)) {
    let begin = Instant::now();
    thread::scope(|s| {
        for thread in 0..THREADS {
            s.spawn(move || (0..LINES).for_each(|_| write_one(thread)));
        }
    });
    eprintln!("{}", begin.elapsed().as_nanos() / (THREADS * LINES) as u128);
}

/// Runs this program again as a child and counts the lines that no thread wrote.
fn measure(way: usize) {
    let mut child = Command::new(env::current_exe().unwrap())
        .arg(way.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let intact = [0, 1, 2, 3].map(|thread| format!("thread {thread} was here"));
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let broken = lines
        .filter(|line| !intact.contains(line.as_ref().unwrap()))
        .count();
    let nanoseconds = io::read_to_string(child.stderr.take().unwrap()).unwrap();
    child.wait().unwrap();
    println!(
        "{broken} broken, {} ns a line: {}",
        nanoseconds.trim(),
        WAYS[way].0
    );
}
