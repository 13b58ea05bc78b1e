use std::sync::Mutex;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

extern "C" fn on_signal(_: libc::c_int) {
    LOG.lock().unwrap().push("a signal");
}

fn main() {
    let handler = on_signal as extern "C" fn(libc::c_int);
    // SAFETY: none; this handler does what a handler must not do.
    unsafe { libc::signal(libc::SIGUSR1, handler as libc::sighandler_t) };
    let mut log = LOG.lock().unwrap();
    log.push("main");
    // SAFETY: `raise` takes any number. The signal could as well come from outside, at this moment.
    unsafe { libc::raise(libc::SIGUSR1) };
    println!("{log:?}");
}
