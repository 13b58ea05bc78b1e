use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: loop
type Callback = Box<dyn FnOnce(&mut Loop)>;

#[derive(Default)]
struct Loop {
    alarms: Vec<(Instant, Callback)>,
}

impl Loop {
    /// Notes whom to call in so many milliseconds, and returns at once.
    fn later(&mut self, millis: u64, call: impl FnOnce(&mut Loop) + 'static) {
        let when = Instant::now() + Duration::from_millis(millis);
        self.alarms.push((when, Box::new(call)));
    }

    /// Sleeps until the next alarm, makes its call, and again, until there is none.
    fn run(&mut self) {
        while let Some(next) = (0..self.alarms.len()).min_by_key(|&n| self.alarms[n].0) {
            let (when, call) = self.alarms.swap_remove(next);
            thread::sleep(when.saturating_duration_since(Instant::now()));
            call(self);
        }
    }
}
// ANCHOR_END: loop

// ANCHOR: main
fn main() {
    let mut kitchen = Loop::default();
    println!("water is on");
    kitchen.later(30, |kitchen| {
        println!("water boils, tea is in");
        kitchen.later(20, |_| println!("tea is ready"));
    });
    println!("bread is in the toaster");
    kitchen.later(10, |_| println!("toast is ready"));
    kitchen.run();
}
// ANCHOR_END: main
