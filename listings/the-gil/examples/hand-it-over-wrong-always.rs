use std::sync::{Condvar, Mutex};
use std::thread;

struct Gil {
    holder: Option<&'static str>,
    asked: bool,
    /// Everybody who ever took it, in order.
    history: Vec<&'static str>,
}

static GIL: Mutex<Gil> = Mutex::new(Gil {
    holder: None,
    asked: false,
    history: Vec::new(),
});
static FREE: Condvar = Condvar::new();
static TAKEN: Condvar = Condvar::new();

fn take(name: &'static str) {
    let mut gil = GIL.lock().unwrap();
    gil.asked = gil.holder.is_some();
    gil = FREE.wait_while(gil, |gil| gil.holder.is_some()).unwrap();
    gil.holder = Some(name);
    gil.asked = false;
    gil.history.push(name);
    TAKEN.notify_one();
}

fn release() {
    GIL.lock().unwrap().holder = None;
    FREE.notify_one();
}

/// Called by the holder. If somebody asked, the next to have it must be somebody else; if nobody did, go on.
fn check(name: &'static str) {
    release();
    drop(
        TAKEN
            .wait_while(GIL.lock().unwrap(), |gil| gil.history.last() == Some(&name))
            .unwrap(),
    );
    take(name);
}

fn main() {
    take("computing");
    thread::scope(|s| {
        s.spawn(|| {
            take("waiting");
            release();
        });
        check("computing");
        release();
    });
    println!("{}", GIL.lock().unwrap().history.join(", "));
}
