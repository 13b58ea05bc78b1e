use std::sync::{Condvar, Mutex, mpsc};
use std::thread;

static DINNER: Mutex<bool> = Mutex::new(false);
static BELL: Condvar = Condvar::new();

fn main() {
    let (i_am_here, arrived) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(move || {
            let mut dinner = DINNER.lock().unwrap();
            i_am_here.send(()).unwrap();
            if !*dinner {
                dinner = BELL.wait(dinner).unwrap();
            }
            println!("woken; dinner: {dinner}");
        });
        arrived.recv().unwrap();
        drop(DINNER.lock()); // free only once the guest waits
        BELL.notify_one(); // somebody leans against the bell
    });
}
