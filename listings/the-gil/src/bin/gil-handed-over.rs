use std::sync::{Condvar, Mutex};
use std::thread;

struct Gil {
    holder: Option<&'static str>,
    last: &'static str,
}

static GIL: Mutex<Gil> = Mutex::new(Gil {
    holder: Some("computing"),
    last: "computing",
});
static FREE: Condvar = Condvar::new();
static TAKEN: Condvar = Condvar::new();

fn take(name: &'static str) {
    let mut gil = FREE
        .wait_while(GIL.lock().unwrap(), |gil| gil.holder.is_some())
        .unwrap();
    *gil = Gil {
        holder: Some(name),
        last: name,
    };
    TAKEN.notify_one();
}

fn release() {
    let mut gil = GIL.lock().unwrap();
    gil.holder = None;
    FREE.notify_one();
}

/// Lets go of it, and does not come back before somebody else has had it.
fn hand_over(name: &'static str) {
    release();
    drop(
        TAKEN
            .wait_while(GIL.lock().unwrap(), |gil| gil.last == name)
            .unwrap(),
    );
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            take("waiting");
            release();
        });
        hand_over("computing");
        println!("{} had it last", GIL.lock().unwrap().last);
        take("computing");
        release();
    });
}
