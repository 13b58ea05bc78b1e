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
    let Some(Store(last)) = steps.last() else {
        return 0;
    };
    let load = steps
        .iter()
        .position(|step| matches!(step, Load(thread) if thread == last));
    let before = load.expect("each thread loads before it stores");
    last_value(&steps[..last_store(&steps[..before])]) + 1
}

/// How many steps there are up to the last store, and with it.
fn last_store(steps: &[Step]) -> usize {
    let store = steps.iter().rposition(|step| matches!(step, Store(_)));
    store.map_or(0, |at| at + 1)
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
