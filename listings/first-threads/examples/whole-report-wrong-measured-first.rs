use std::thread;
use std::time::Duration;

/// Finds out how warm it is, which takes a while.
fn measure(place: &str, hour: usize) -> i32 {
    thread::sleep(Duration::from_millis(5));
    if place == "Oslo" {
        [3, 7, 5][hour]
    } else {
        [17, 22, 19][hour]
    }
}

/// Prints the three lines of one place, with no other line between them.
fn report(place: &str) {
    let degrees = [0, 1, 2].map(|hour| measure(place, hour));
    for degree in degrees {
        println!("{place}: {degree}");
        thread::sleep(Duration::from_millis(1)); // a slow terminal
    }
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| report("Oslo"));
        s.spawn(|| report("Lima"));
    });
}
