use std::sync::Mutex;
use std::thread;
use std::time::Duration;

struct Odometer {
    hundreds: u32,
    units: u32,
}

static ODOMETER: Mutex<Odometer> = Mutex::new(Odometer {
    hundreds: 1,
    units: 99,
});

/// One more mile: from 199 to 200, with a nap on the way.
fn turn_over() {
    let mut odometer = ODOMETER.lock().unwrap();
    odometer.units = 0;
    thread::sleep(Duration::from_millis(1));
    odometer.hundreds = 2;
}

fn read() -> u32 {
    let odometer = ODOMETER.lock().unwrap();
    100 * odometer.hundreds + odometer.units
}

fn main() {
    let seen = thread::scope(|s| {
        s.spawn(turn_over);
        read()
    });
    println!("{seen}");
}
