use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// An event, and the results that it tells of.
#[derive(Default)]
struct Inbox {
    results: Mutex<Vec<u32>>,
    event: Mutex<bool>,
    set: Condvar,
}

fn put(inbox: &Inbox, result: u32) {
    inbox.results.lock().unwrap().push(result);
    *inbox.event.lock().unwrap() = true;
    inbox.set.notify_one();
}

fn take(inbox: &Inbox) -> Vec<u32> {
    let event = inbox.event.lock().unwrap();
    drop(inbox.set.wait_while(event, |set| !*set).unwrap());
    let results = std::mem::take(&mut *inbox.results.lock().unwrap());
    *inbox.event.lock().unwrap() = false;
    results
}

fn main() {
    let inbox = Arc::new(Inbox::default());
    let worker = Arc::clone(&inbox);
    thread::spawn(move || {
        put(&worker, 1);
        put(&worker, 2);
    });

    let mut seen = 0;
    while seen < 2 {
        seen += take(&inbox).len();
    }
    println!("both are there");
}
