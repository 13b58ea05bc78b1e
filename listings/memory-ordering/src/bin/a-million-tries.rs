use std::time::Duration;

use memory_ordering::LITMUS_TESTS;

fn main() {
    for litmus in LITMUS_TESTS {
        let mut seen = litmus.run(1_000_000, Duration::from_secs(1));
        seen.outcomes.entry(litmus.asks.to_owned()).or_insert(0);
        for (outcome, times) in seen.outcomes {
            println!(
                "{}: {outcome} in {times} of {} tries",
                litmus.name, seen.tries
            );
        }
    }
}
