use std::time::Duration;

use memory_ordering::LITMUS_TESTS;

fn main() {
    for litmus in LITMUS_TESTS {
        let seen = litmus.run(1_000_000, Duration::from_secs(1));
        let times = seen.outcomes.get(litmus.asks).unwrap_or(&0);
        let (name, asks, tries) = (litmus.name, litmus.asks, seen.tries);
        println!("{name}: {asks} in {times} of {tries} tries");
    }
}
