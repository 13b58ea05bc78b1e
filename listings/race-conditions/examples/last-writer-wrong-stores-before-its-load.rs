#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// The thread with this number copies the counter.
    Load(usize),
    /// It stores its copy plus one.
    Store(usize),
}
use Step::{Load, Store};

/// What the counter holds after these steps. It starts at zero, and each thread loads before it stores.
/// Do it without a variable for the counter: find the one load that decides.
fn last_value(steps: &[Step]) -> usize {
    // All stores that the last writer saw, and its own.
    let Some(Store(last)) = steps.last() else {
        return 0;
    };
    let load = steps
        .iter()
        .position(|step| matches!(step, Load(thread) if thread == last));
    let before = &steps[..load.expect("each thread loads before it stores")];
    let seen = before.iter().filter(|step| matches!(step, Store(_)));
    seen.count() + 1
}

fn main() {
    let in_turn = [Load(0), Store(0), Load(1), Store(1), Load(2), Store(2)];
    let together = [Load(0), Load(1), Load(2), Store(0), Store(1), Store(2)];
    let sleeper = [Load(0), Load(1), Store(1), Load(2), Store(2), Store(0)];
    let pair_first = [Load(0), Load(1), Store(0), Store(1), Load(2), Store(2)];
    for steps in [in_turn, together, sleeper, pair_first] {
        println!("{}", last_value(&steps));
    }
}
