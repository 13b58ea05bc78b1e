use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fs, hint};

static STOP: AtomicBool = AtomicBool::new(false);
static LOCK: Mutex<()> = Mutex::new(());

/// Starts a thread and finds the directory in which Linux describes it.
fn start(life: fn()) -> (JoinHandle<()>, PathBuf) {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        sender
            .send(fs::canonicalize("/proc/thread-self").unwrap())
            .unwrap();
        life();
    });
    (thread, receiver.recv().unwrap())
}

// ANCHOR: lives
/// The letter that follows the thread's name in its file `stat`.
fn state(directory: &Path) -> String {
    match fs::read_to_string(directory.join("stat")) {
        Ok(stat) => stat.rsplit_once(") ").unwrap().1[..1].to_string(),
        Err(_) => String::from("no such thread"),
    }
}

/// The same, a little later.
fn state_later(directory: &Path) -> String {
    thread::sleep(Duration::from_millis(50));
    state(directory)
}

fn compute() {
    while !STOP.load(SeqCst) {
        hint::spin_loop();
    }
}

fn main() {
    let cores = thread::available_parallelism().unwrap().get();
    let busy: Vec<_> = (0..3 * cores).map(|_| start(compute)).collect();
    thread::sleep(Duration::from_millis(50));
    let states: BTreeSet<_> = busy.iter().map(|(_, directory)| state(directory)).collect();
    println!("computing, three for each core: {states:?}");
    STOP.store(true, SeqCst);

    let (asleep, directory) = start(|| thread::sleep(Duration::from_millis(500)));
    println!("asleep: {}", state_later(&directory));

    let guard = LOCK.lock().unwrap();
    let (waiting, directory) = start(|| drop(LOCK.lock().unwrap()));
    println!("waiting for a lock: {}", state_later(&directory));
    drop(guard);

    let (parked, directory) = start(thread::park);
    println!("parked: {}", state_later(&directory));
    parked.thread().unpark();
    println!("finished, not joined: {}", state_later(&directory));

    let threads = busy.into_iter().map(|(thread, _)| thread);
    for thread in threads.chain([asleep, waiting, parked]) {
        thread.join().unwrap();
    }
}
// ANCHOR_END: lives
