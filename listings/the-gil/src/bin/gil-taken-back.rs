use std::sync::{Condvar, Mutex};
use std::thread;

/// Who holds the GIL, and who held it last.
struct Gil {
    holder: Option<&'static str>,
    last: &'static str,
}

static GIL: Mutex<Gil> = Mutex::new(Gil {
    holder: Some("computing"),
    last: "computing",
});
static FREE: Condvar = Condvar::new();

fn take(name: &'static str) {
    let mut gil = FREE
        .wait_while(GIL.lock().unwrap(), |gil| gil.holder.is_some())
        .unwrap();
    *gil = Gil {
        holder: Some(name),
        last: name,
    };
}

fn release() {
    GIL.lock().unwrap().holder = None;
    FREE.notify_one();
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            take("waiting");
            release();
        });
        // Somebody asked, so let go of it, and then go on computing.
        release();
        println!("{} had it last", GIL.lock().unwrap().last);
        take("computing");
        release();
    });
}
