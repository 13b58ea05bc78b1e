//! The structures under load: many short histories of real threads, each held to linearizability.

use std::sync::Barrier;
use std::thread;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::hazards::Hazards;
use concurrent_data_structures::linearize::Call::{self, Pop, Push};
use concurrent_data_structures::linearize::{
    Clock, Event, Fifo, Lifo, Numbers, Spec, linearization,
};
use concurrent_data_structures::rcu::Rcu;
use concurrent_data_structures::reclaim::AtTheEnd;
use concurrent_data_structures::seqlock::SeqLock;
use concurrent_data_structures::set::Set;
use concurrent_data_structures::striped_map::Map;
use concurrent_data_structures::{
    approximate, coarse_list, hand_over_hand, lazy_list, locked_stack, mpmc, ms_queue,
    optimistic_list, spsc, treiber, two_lock_queue,
};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

const ROUNDS: u64 = 2000;
const THREADS: u32 = 3;
const CALLS: u32 = 4;

/// Lets threads use an object at the same time, a few calls each, and returns what they saw.
fn record<O: Sync, C: Send, R: Send>(
    seed: u64,
    object: &O,
    call: impl Fn(&mut SmallRng, u32) -> C + Sync,
    act: impl Fn(&O, &C) -> R + Sync,
) -> Vec<Event<C, R>> {
    let (clock, start) = (Clock::default(), Barrier::new(THREADS as usize));
    let run = |thread: u32| {
        let mut random = SmallRng::seed_from_u64(seed << 8 | u64::from(thread));
        let calls: Vec<C> = (0..CALLS)
            .map(|number| call(&mut random, thread * CALLS + number))
            .collect();
        start.wait();
        let one = |call| clock.time(call, |call| act(object, call));
        calls.into_iter().map(one).collect::<Vec<_>>()
    };
    thread::scope(|s| {
        let run = &run;
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| s.spawn(move || run(thread)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// Numbers that go in and come out, no number twice.
fn numbers<const LAST_FIRST: bool, O: Sync>(
    new: impl Fn() -> O,
    push: impl Fn(&O, u32) + Sync,
    pop: impl Fn(&O) -> Option<u32> + Sync,
) {
    let call = |random: &mut SmallRng, number| if random.random() { Push(number) } else { Pop };
    let act = |object: &O, call: &Call| match *call {
        Push(number) => {
            push(object, number);
            None
        }
        Pop => pop(object),
    };
    for seed in 0..ROUNDS {
        let history = record(seed, &new(), call, act);
        assert!(
            linearization(Numbers::<LAST_FIRST>::default(), &history).is_some(),
            "{history:?}"
        );
    }
}

#[test]
fn stacks() {
    numbers::<true, _>(
        locked_stack::Stack::new,
        locked_stack::Stack::push,
        locked_stack::Stack::pop,
    );
    numbers::<true, _>(
        treiber::Stack::<_, AtTheEnd>::new,
        treiber::Stack::push,
        treiber::Stack::pop,
    );
    numbers::<true, _>(
        treiber::Stack::<_, Epochs>::new,
        treiber::Stack::push,
        treiber::Stack::pop,
    );
    numbers::<true, _>(
        treiber::Stack::<_, Hazards>::new,
        treiber::Stack::push,
        treiber::Stack::pop,
    );
}

#[test]
fn queues() {
    numbers::<false, _>(
        two_lock_queue::Queue::new,
        two_lock_queue::Queue::push,
        two_lock_queue::Queue::pop,
    );
    numbers::<false, _>(
        ms_queue::Queue::<_, AtTheEnd>::new,
        ms_queue::Queue::push,
        ms_queue::Queue::pop,
    );
    numbers::<false, _>(
        ms_queue::Queue::<_, Epochs>::new,
        ms_queue::Queue::push,
        ms_queue::Queue::pop,
    );
    numbers::<false, _>(
        || ms_queue::Queue::with(Hazards::with_patience(1)),
        ms_queue::Queue::push,
        ms_queue::Queue::pop,
    );
}

/// A queue with room for so many, in which a push that finds no room gives its number back.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
struct Bounded<const ROOM: usize>(Fifo, usize);

impl<const ROOM: usize> Spec for Bounded<ROOM> {
    type Call = Call;
    type Return = Option<u32>;

    fn apply(&mut self, call: &Call) -> Option<u32> {
        match *call {
            Push(number) if self.1 == ROOM => return Some(number),
            Push(_) => self.1 += 1,
            Pop => self.1 = self.1.saturating_sub(1),
        }
        self.0.apply(call)
    }
}

#[test]
fn bounded_queue() {
    let call = |random: &mut SmallRng, number| if random.random() { Push(number) } else { Pop };
    let act = |queue: &mpmc::Queue<u32>, call: &Call| match *call {
        Push(number) => queue.push(number).err(),
        Pop => queue.pop(),
    };
    for seed in 0..ROUNDS {
        let history = record(seed, &mpmc::Queue::new(2), call, act);
        assert!(
            linearization(Bounded::<2>::default(), &history).is_some(),
            "{history:?}"
        );
    }
}

#[derive(Clone, Default, Eq, Hash, PartialEq)]
struct Keys(u64);

#[derive(Clone, Copy, Debug)]
enum SetCall {
    Insert(u32),
    Remove(u32),
    Contains(u32),
}

impl Spec for Keys {
    type Call = SetCall;
    type Return = bool;

    fn apply(&mut self, call: &SetCall) -> bool {
        let (SetCall::Insert(key) | SetCall::Remove(key) | SetCall::Contains(key)) = *call;
        let there = self.0 & 1 << key != 0;
        match call {
            SetCall::Insert(_) => self.0 |= 1 << key,
            SetCall::Remove(_) => self.0 &= !(1 << key),
            SetCall::Contains(_) => return there,
        }
        matches!(call, SetCall::Remove(_)) == there
    }
}

fn sets<L: Set<u32>>(new: impl Fn() -> L) {
    let call = |random: &mut SmallRng, _| {
        let key = random.random_range(0..4);
        let calls = [
            SetCall::Insert(key),
            SetCall::Remove(key),
            SetCall::Contains(key),
        ];
        calls[random.random_range(0..3)]
    };
    let act = |list: &L, call: &SetCall| match *call {
        SetCall::Insert(key) => list.insert(key),
        SetCall::Remove(key) => list.remove(key),
        SetCall::Contains(key) => list.contains(key),
    };
    for seed in 0..ROUNDS {
        let list = new();
        list.insert(1);
        list.insert(2);
        let history = record(seed, &list, call, act);
        assert!(
            linearization(Keys(0b110), &history).is_some(),
            "{history:?}"
        );
    }
}

#[test]
fn coarse() {
    sets(coarse_list::List::new);
}

#[test]
fn fine() {
    sets(hand_over_hand::List::new);
}

#[test]
fn optimistic() {
    sets(optimistic_list::List::<_, Epochs>::new);
}

#[test]
fn lazy() {
    sets(lazy_list::List::<_, Epochs>::new);
}

#[test]
fn striped() {
    sets(|| Map::new(2));
}

/// Keeps many threads busy on one list, and holds its end to the sum of what they did.
fn busy<L: Set<u32>>(list: &L) {
    let run = |seed| {
        let mut random = SmallRng::seed_from_u64(seed);
        let mut balance = [0i32; 64];
        for _ in 0..20_000 {
            let key = random.random_range(0..64);
            match random.random_range(0..3) {
                0 => balance[key as usize] += i32::from(list.insert(key)),
                1 => balance[key as usize] -= i32::from(list.remove(key)),
                _ => drop(list.contains(key)),
            }
        }
        balance
    };
    let balances: Vec<[i32; 64]> = thread::scope(|s| {
        let threads: Vec<_> = (0..4).map(|seed| s.spawn(move || run(seed))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for key in 0..64 {
        let there: i32 = balances.iter().map(|balance| balance[key as usize]).sum();
        assert_eq!(list.contains(key), there == 1, "key {key}, {there}");
        assert!((0..=1).contains(&there));
    }
}

#[test]
fn busy_lists() {
    busy(&coarse_list::List::new());
    busy(&hand_over_hand::List::new());
    busy(&optimistic_list::List::<_, Epochs>::new());
    busy(&lazy_list::List::<_, Epochs>::new());
    busy(&Map::new(4));
}

/// Values on the heap through a queue, in many threads: each comes out once, and all that are left are dropped.
fn once<O: Sync>(
    object: O,
    push: impl Fn(&O, Box<u64>) + Sync,
    pop: impl Fn(&O) -> Option<Box<u64>> + Sync,
) {
    let run = |thread: u64| {
        let mut popped = Vec::new();
        for number in 0..20_000 {
            push(&object, Box::new(thread << 32 | number));
            popped.extend(pop(&object));
        }
        popped
    };
    let run = &run;
    let mut popped: Vec<Box<u64>> = thread::scope(|s| {
        let threads: Vec<_> = (0..4).map(|thread| s.spawn(move || run(thread))).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    popped.extend(std::iter::from_fn(|| pop(&object)));
    popped.sort();
    popped.dedup();
    assert_eq!(popped.len(), 80_000);
    push(&object, Box::new(0)); // dropped with the object
}

#[test]
fn each_comes_out_once() {
    once(
        treiber::Stack::<_, Epochs>::new(),
        treiber::Stack::push,
        treiber::Stack::pop,
    );
    once(
        treiber::Stack::<_, Hazards>::new(),
        treiber::Stack::push,
        treiber::Stack::pop,
    );
    once(
        ms_queue::Queue::<_, Epochs>::new(),
        ms_queue::Queue::push,
        ms_queue::Queue::pop,
    );
    once(
        ms_queue::Queue::<_, Hazards>::new(),
        ms_queue::Queue::push,
        ms_queue::Queue::pop,
    );
    once(
        two_lock_queue::Queue::new(),
        two_lock_queue::Queue::push,
        two_lock_queue::Queue::pop,
    );
    once(
        mpmc::Queue::new(8),
        |queue, value| queue.push(value).expect("eight for four threads"),
        mpmc::Queue::pop,
    );
}

#[test]
fn ring_keeps_the_order() {
    let (mut producer, mut consumer) = spsc::ring(4);
    let all = 100_000;
    thread::scope(|s| {
        s.spawn(move || {
            for number in 0..all {
                let mut value = Box::new(number);
                while let Err(back) = producer.push(value) {
                    value = back;
                    thread::yield_now();
                }
            }
        });
        for number in 0..all {
            let value = loop {
                match consumer.pop() {
                    Some(value) => break value,
                    None => thread::yield_now(),
                }
            };
            assert_eq!(*value, number);
        }
    });
}

#[test]
fn readers_see_whole_values() {
    let lock = SeqLock::new([0; 4]);
    let value = Rcu::<_, Hazards>::new(vec![0u64; 4]);
    thread::scope(|s| {
        s.spawn(|| {
            for number in 0..50_000 {
                lock.write([number; 4]);
                value.update(|old| vec![old[0] + 1; 4]);
            }
        });
        let mut last = (0, 0);
        for _ in 0..50_000 {
            let (words, copy) = (lock.read(), value.read());
            assert!(words.iter().all(|word| *word == words[0]), "{words:?}");
            assert!(copy.iter().all(|word| *word == copy[0]), "{:?}", *copy);
            assert!(words[0] >= last.0 && copy[0] >= last.1);
            last = (words[0], copy[0]);
        }
    });
    assert_eq!(value.read()[0], 50_000);
}

#[test]
fn approximate_is_not_too_far_off() {
    let counter = approximate::Counter::new(4, 16);
    thread::scope(|s| {
        for part in 0..4 {
            let counter = &counter;
            s.spawn(move || (0..10_007).for_each(|_| counter.add(part)));
        }
    });
    let read = counter.read();
    assert!(read <= 40_028 && read + counter.slack() >= 40_028, "{read}");
}

/// The checker itself, against all orders, on histories made at random.
#[test]
fn checker_agrees_with_all_orders() {
    let mut random = SmallRng::seed_from_u64(7);
    let mut found = [0, 0];
    for _ in 0..3000 {
        let history: Vec<Event<Call, Option<u32>>> = (0..5)
            .map(|number| {
                let from = random.random_range(0..20);
                let to = from + random.random_range(1..8);
                let pushes: bool = random.random();
                let returned = (!pushes && random.random()).then(|| random.random_range(0..5));
                let call = if pushes { Push(number) } else { Pop };
                Event {
                    call,
                    returned,
                    from,
                    to,
                }
            })
            .collect();
        let judged = linearization(Lifo::default(), &history).is_some();
        assert_eq!(
            judged,
            some_order_fits(&history, &mut Vec::new()),
            "{history:?}"
        );
        found[usize::from(judged)] += 1;
    }
    assert!(found.iter().all(|times| *times > 100), "{found:?}");
}

/// Tries all orders, each to its end.
fn some_order_fits(history: &[Event<Call, Option<u32>>], order: &mut Vec<usize>) -> bool {
    if order.len() == history.len() {
        let mut stack = Lifo::default();
        let in_time = (0..order.len()).all(|later| {
            order[..later]
                .iter()
                .all(|one| history[order[later]].to >= history[*one].from)
        });
        return in_time
            && order
                .iter()
                .all(|&at| stack.apply(&history[at].call) == history[at].returned);
    }
    (0..history.len()).any(|at| {
        if order.contains(&at) {
            return false;
        }
        order.push(at);
        let fits = some_order_fits(history, order);
        order.pop();
        fits
    })
}

/// A sum of queues that forgets: the checker must find it.
#[test]
fn checker_refuses_a_broken_queue() {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    // Claims a place in one step and fills it in another; a taker that finds it unfilled says empty.
    struct Hasty(AtomicUsize, Mutex<(usize, [Option<u32>; 16])>);
    let new = || Hasty(AtomicUsize::new(0), Mutex::new((0, [None; 16])));
    let push = |queue: &Hasty, number| {
        let place = queue.0.fetch_add(1, SeqCst);
        thread::yield_now();
        queue.1.lock().unwrap().1[place] = Some(number);
    };
    let pop = |queue: &Hasty| {
        let (head, places) = &mut *queue.1.lock().unwrap();
        let value = places[*head]?;
        *head += 1;
        Some(value)
    };
    let refused = std::panic::catch_unwind(|| numbers::<false, _>(new, push, pop));
    assert!(refused.is_err(), "no history showed the fault");
}
