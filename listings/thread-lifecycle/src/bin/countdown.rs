use std::thread;
use std::time::Duration;

struct Countdown {
    name: &'static str,
    delay: Duration,
}

impl Countdown {
    fn run(self) {
        for n in (1..=5).rev() {
            println!("{}: {n}", self.name);
            thread::sleep(self.delay);
        }
    }
}

fn main() {
    let a = Countdown {
        name: "A",
        delay: Duration::from_millis(5),
    };
    let b = Countdown {
        name: "B",
        delay: Duration::from_millis(5),
    };
    let a = thread::spawn(|| a.run());
    let b = thread::spawn(|| b.run());
    a.join().unwrap();
    b.join().unwrap();
    println!("both at zero");
}
