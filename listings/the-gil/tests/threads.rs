//! What the strategies promise threads, and what they do not.

use std::time::{Duration, Instant};

use the_gil::{Atomic, Biased, ChecksAtBackEdges, ChecksEverywhere, FreeThreading, run};

/// Runs it where objects stand several threads.
fn safely(source: &str) -> Vec<String> {
    [
        run(ChecksEverywhere::new(Duration::from_micros(50)), source),
        run(ChecksAtBackEdges::new(Duration::from_micros(50)), source),
        run(FreeThreading::<Biased>::default(), source),
        run(FreeThreading::<Atomic>::default(), source),
    ]
    .map(|printed| printed.expect("the program runs"))
    .into()
}

const THREE_THREADS: &str = "
def all(work):
    threads = []
    for i in range(3):
        thread = Thread(target=work)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
";

fn in_three_threads(program: &str) -> String {
    format!("from threading import Thread, Lock\n{THREE_THREADS}{program}")
}

#[test]
fn a_lock_keeps_updates() {
    let program = "
lock = Lock()
counter = 0
def work():
    global counter
    for i in range(3000):
        lock.acquire()
        counter += 1
        lock.release()
all(work)
print(counter)";
    for printed in safely(&in_three_threads(program)) {
        assert_eq!(printed, "9000\n");
    }
}

#[test]
fn appending_loses_nothing() {
    let program = "
items = []
def work():
    for i in range(5000):
        items.append([i])
all(work)
print(len(items))";
    for printed in safely(&in_three_threads(program)) {
        assert_eq!(printed, "15000\n");
    }
}

/// Lists made by one thread are dropped by others, all the time: counts that were wrong would free one twice, or too early.
#[test]
fn references_cross_threads() {
    let program = "
shared = [[0], [1], [2], [3]]
kept = [9]
def work():
    for i in range(4000):
        mine = [i, shared[i % 4], kept]
        shared[i % 4] = [mine[0], kept]
all(work)
print(len(shared), kept[0])";
    for printed in safely(&in_three_threads(program)) {
        assert_eq!(printed, "4 9\n");
    }
}

/// After all threads have ended, every count is again what it was.
#[test]
fn counts_come_out_even() {
    let program = "
from sys import getrefcount
kept = [1]
before = getrefcount(kept)
def work():
    for i in range(3000):
        first = kept
        second = [first, first]
        first = None
all(work)
print(getrefcount(kept) - before)";
    for printed in safely(&in_three_threads(program)) {
        assert_eq!(printed, "0\n");
    }
}

/// A thread makes lists and keeps none; whoever drops the last reference must free them, or ask the maker to.
#[test]
fn gifts() {
    let program = "
box = []
def make():
    for i in range(2000):
        box.append([i])
def take():
    taken = 0
    while taken < 2000:
        if len(box) > 0:
            gift = box.pop()
            gift = None
            taken += 1
giver = Thread(target=make)
taker = Thread(target=take)
giver.start()
taker.start()
giver.join()
taker.join()
print(len(box))";
    for printed in safely(&in_three_threads(program)) {
        assert_eq!(printed, "0\n");
    }
}

/// With checks at back edges alone, a plain update is not divided.
#[test]
fn back_edges_keep_plain_updates() {
    let program = "
counter = 0
def work():
    global counter
    for i in range(20000):
        counter += 1
all(work)
print(counter)";
    let printed = run(
        ChecksAtBackEdges::new(Duration::from_micros(20)),
        &in_three_threads(program),
    );
    assert_eq!(printed.unwrap(), "60000\n");
}

/// With checks everywhere it is, and so it is with a call on the right.
#[test]
fn updates_are_lost() {
    let lost = |program: &str, run: fn(&str) -> String| {
        (0..200).any(|_| run(&in_three_threads(program)) != "60000\n")
    };
    let plain = "
counter = 0
def work():
    global counter
    for i in range(20000):
        counter += 1
all(work)
print(counter)";
    let call = &plain
        .replace("+= 1", "+= one()")
        .replace("def work", "def one():\n    return 1\ndef work");
    assert!(
        lost(plain, |program| run(
            ChecksEverywhere::new(Duration::from_micros(20)),
            program
        )
        .unwrap()),
        "checks everywhere"
    );
    assert!(
        lost(call, |program| run(
            ChecksAtBackEdges::new(Duration::from_micros(20)),
            program
        )
        .unwrap()),
        "a call on the right"
    );
    assert!(
        lost(plain, |program| run(
            FreeThreading::<Biased>::default(),
            program
        )
        .unwrap()),
        "free threading"
    );
}

#[test]
fn waiting_lets_others_in() {
    let program = "
from time import sleep
def work():
    sleep(0.1)
all(work)";
    let start = Instant::now();
    run(
        ChecksAtBackEdges::new(Duration::from_secs(100)),
        &in_three_threads(program),
    )
    .unwrap();
    assert!(
        start.elapsed() < Duration::from_millis(290),
        "three naps of 0.1 s took {:?}",
        start.elapsed()
    );
}

#[test]
fn a_thread_is_started_once_and_joined_after() {
    for (program, message) in [
        (
            "t = Thread(target=all)\nt.join()",
            "cannot join thread before",
        ),
        (
            "def f():\n    pass\nt = Thread(target=f)\nt.start()\nt.start()",
            "only be started once",
        ),
        ("Lock().release()", "release unlocked lock"),
    ] {
        let error =
            run(ChecksAtBackEdges::default(), &in_three_threads(program)).expect_err(program);
        assert!(error.message.contains(message), "{error}");
    }
}
