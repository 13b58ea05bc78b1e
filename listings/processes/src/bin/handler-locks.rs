use processes::c;
use std::sync::Mutex;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

extern "C" fn on_signal(_: c::c_int) {
    LOG.lock().unwrap().push("a signal");
}

fn main() {
    let handler = on_signal as extern "C" fn(c::c_int);
    // SAFETY: none; this handler does what a handler must not do.
    unsafe { c::signal(c::SIGUSR1, handler as c::sighandler_t) };
    let mut log = LOG.lock().unwrap();
    log.push("main");
    // SAFETY: `raise` takes any number. The signal could as well come from outside, at this moment.
    unsafe { c::raise(c::SIGUSR1) };
    println!("{log:?}");
}
