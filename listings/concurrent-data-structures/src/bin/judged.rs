use concurrent_data_structures::linearize::Call::{self, Pop, Push};
use concurrent_data_structures::linearize::{Event, Fifo, linearization};

/// An operation between two moments, and what it returned.
fn at(from: u64, to: u64, call: Call, returned: Option<u32>) -> Event<Call, Option<u32>> {
    Event {
        call,
        returned,
        from,
        to,
    }
}

fn judge(name: &str, history: &[Event<Call, Option<u32>>]) {
    match linearization(Fifo::default(), history) {
        Some(order) => println!("{name}: {order:?}"),
        None => println!("{name}: no order"),
    }
}

fn main() {
    // Ada's put is under way from 0 to 5. Ben's operations lie within.
    let long = at(0, 5, Push(1), None);
    let short = at(1, 2, Push(2), None);
    judge(
        "Ben takes 1",
        &[long.clone(), short.clone(), at(3, 4, Pop, Some(1))],
    );
    judge(
        "Ben takes 2",
        &[long.clone(), short.clone(), at(3, 4, Pop, Some(2))],
    );
    judge("Ben takes nothing", &[long, short, at(3, 4, Pop, None)]);
}
