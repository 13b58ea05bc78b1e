use shuttle::scheduler::RandomScheduler;
use shuttle::sync::{Arc, Mutex};
use shuttle::{Config, FailurePersistence, Runner, thread};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::{env, fs, io, process};

/// What the threads did, in the order in which they did it.
type Log = Arc<std::sync::Mutex<Vec<String>>>;

fn deposit(account: &Mutex<u32>, who: &str, log: &Log) {
    let note = |what: String| log.lock().unwrap().push(format!("{who} {what}"));
    let balance = *account.lock().unwrap();
    note(format!("sees {balance}"));
    *account.lock().unwrap() = balance + 1;
    note(format!("makes it {}", balance + 1));
}

fn two_deposits(log: &Log) {
    log.lock().unwrap().clear();
    let account = Arc::new(Mutex::new(0));
    let (theirs, their_log) = (Arc::clone(&account), Arc::clone(log));
    let other = thread::spawn(move || deposit(&theirs, "Ben", &their_log));
    deposit(&account, "Ada", log);
    other.join().unwrap();
    assert_eq!(*account.lock().unwrap(), 2, "a deposit is missing");
}

fn main() -> io::Result<()> {
    set_hook(Box::new(|_| ())); // the panics are expected
    let folder = env::temp_dir().join(format!("same-schedule-again-{}", process::id()));
    fs::create_dir(&folder)?;
    let log = Log::default();

    // ANCHOR: record
    // Record: try schedules at random until one fails. Shuttle writes that one to a file.
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::File(Some(folder.clone()));
    let runner = Runner::new(RandomScheduler::new_from_seed(2, 1000), config);
    let body = {
        let log = Arc::clone(&log);
        move || two_deposits(&log)
    };
    let failed = catch_unwind(AssertUnwindSafe(|| runner.run(body.clone()))).is_err();
    println!(
        "recorded, failed: {failed}: {}",
        log.lock().unwrap().join(", ")
    );
    // Replay: the same schedule, as often as you like.
    let file = folder.join("schedule000.txt");
    for _ in 0..3 {
        let (body, file) = (body.clone(), file.clone());
        let failed =
            catch_unwind(AssertUnwindSafe(|| shuttle::replay_from_file(body, file))).is_err();
        println!(
            "replayed, failed: {failed}: {}",
            log.lock().unwrap().join(", ")
        );
    }
    // ANCHOR_END: record
    fs::remove_dir_all(folder)
}
