//! What the library says of children, of memory shared with them, and of the pool.

use processes::pool::{Worker, map};
use processes::{KillOnDrop, SharedWord, c, send_signal};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering::SeqCst;

fn shell(script: &str) -> io::Result<Worker> {
    Worker::start(Command::new("sh").args(["-c", script]))
}

fn texts(results: Vec<io::Result<String>>) -> Vec<Result<String, ErrorKind>> {
    let kind = |result: io::Result<_>| result.map_err(|error| error.kind());
    results.into_iter().map(kind).collect()
}

#[test]
fn a_worker_answers_line_by_line_and_ends_when_its_input_does() {
    let mut worker = Worker::start(&mut Command::new("cat")).unwrap();
    assert_eq!(worker.ask("one").unwrap(), "one");
    assert_eq!(worker.ask("").unwrap(), "");
    assert!(worker.stop().unwrap().success());
}

#[test]
fn a_worker_that_ends_in_the_middle_of_a_line_gives_no_answer() {
    let mut worker = shell("read job; printf half").unwrap();
    let error = worker.ask("one").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn the_results_are_in_the_order_of_the_jobs() {
    let sleeps = || shell("while read n; do sleep 0.0$n; echo $n; done");
    let results = texts(map(&["5", "1", "3"], 3, sleeps));
    assert_eq!(results, ["5", "1", "3"].map(|n| Ok(n.to_owned())));
}

#[test]
fn a_job_that_ends_its_worker_costs_that_job_alone() {
    let dies = || shell("while read n; do [ $n = 2 ] && exit; echo $n; done");
    let results = texts(map(&["1", "2", "3", "2", "4"], 1, dies));
    let lost = || Err(ErrorKind::UnexpectedEof);
    let there = |n: &str| Ok(n.to_owned());
    assert_eq!(
        results,
        [there("1"), lost(), there("3"), lost(), there("4")]
    );
}

#[test]
fn a_worker_that_cannot_be_started_is_an_error_for_each_job() {
    let results = texts(map(&["1", "2"], 2, || {
        Worker::start(&mut Command::new("no-such-program"))
    }));
    assert_eq!(
        results,
        [Err(ErrorKind::NotFound), Err(ErrorKind::NotFound)]
    );
}

#[test]
fn a_guarded_child_is_dead_and_buried_after_the_guard() {
    let child = KillOnDrop(Command::new("sleep").arg("10").spawn().unwrap());
    let id = child.0.id();
    // SAFETY: signal 0 only asks whether there is such a process.
    let exists = || unsafe { c::kill(id.cast_signed(), 0) } == 0;
    assert!(exists());
    drop(child);
    assert!(!exists());
}

#[test]
fn a_signal_reaches_a_child_unless_it_has_been_waited_for() {
    let mut child = Command::new("sleep").arg("10").spawn().unwrap();
    send_signal(&mut child, c::SIGTERM).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(c::SIGTERM));
    let error = send_signal(&mut child, c::SIGTERM).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[test]
fn two_maps_of_one_file_are_one_number() {
    let open = |path: &Path| {
        let file = File::options().read(true).write(true).open(path)?;
        SharedWord::open(&file)
    };
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("word");
    fs::write(&path, [0; 4]).unwrap();
    let (one, other) = (open(&path).unwrap(), open(&path).unwrap());
    one.get().store(7, SeqCst);
    assert_eq!(other.get().load(SeqCst), 7);

    fs::write(directory.path().join("short"), [0; 3]).unwrap();
    let error = open(&directory.path().join("short")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}
