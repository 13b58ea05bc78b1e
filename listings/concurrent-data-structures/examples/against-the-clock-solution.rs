use concurrent_data_structures::linearize::Call::{self, Pop, Push};
use concurrent_data_structures::linearize::{Event, Fifo, linearization, sequence};

type Seen = Event<Call, Option<u32>>;

/// What one thread does between two moments, and what comes back.
fn at(from: u64, to: u64, call: Call, returned: Option<u32>) -> Seen {
    Event {
        call,
        returned,
        from,
        to,
    }
}

/// Ada's operations, and Ben's.
fn history() -> [Vec<Seen>; 2] {
    let ada = vec![at(0, 1, Push(1), None)];
    let ben = vec![at(2, 3, Pop, None)];
    [ada, ben]
}

fn main() {
    let [ada, ben] = history();
    assert!(ada.iter().chain(&ben).all(|event| event.from < event.to));
    for thread in [&ada, &ben] {
        assert!(thread.is_sorted_by(|one, next| one.to < next.from));
    }
    let all = [&ada[..], &ben].concat();
    let own = |one: usize, other: usize| one < other && (other < ada.len() || one >= ada.len());
    let by_thread = sequence(Fifo::default(), &all, own).is_some();
    let by_clock = linearization(Fifo::default(), &all).is_some();
    println!("an order that keeps each thread's own: {by_thread}");
    println!("an order that keeps to the clock: {by_clock}");
}
