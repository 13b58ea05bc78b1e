use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::set::Set;
use concurrent_data_structures::striped_map::Map;
use concurrent_data_structures::{coarse_list, hand_over_hand, lazy_list, optimistic_list};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

const KEYS: u32 = 512; // half of them are in the set
const CALLS: u32 = 50_000;

// ANCHOR: time
/// How long a call takes, if of ten calls one inserts, one removes and eight look.
fn time(set: &dyn Set<u32>, threads: u32) -> f64 {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let start = Barrier::new(threads as usize);
    let run = |own: u32| {
        let mut random = SmallRng::seed_from_u64(u64::from(own));
        // Left to the system, two threads may well have one core in turn, and never meet.
        if let Some(core) = cores.iter().cycle().nth(own as usize) {
            core_affinity::set_for_current(*core);
        }
        start.wait();
        let begun = Instant::now();
        for _ in 0..CALLS / threads {
            let key = random.random_range(0..KEYS);
            black_box(match random.random_range(0..10) {
                0 => set.insert(key),
                1 => set.remove(key),
                _ => set.contains(key),
            });
        }
        (begun, Instant::now())
    };
    thread::scope(|s| {
        let run = &run;
        let threads: Vec<_> = (0..threads).map(|own| s.spawn(move || run(own))).collect();
        let times = threads.into_iter().map(|thread| thread.join().unwrap());
        let (begun, ended): (Vec<_>, Vec<_>) = times.unzip();
        let all = *ended.iter().max().unwrap() - *begun.iter().min().unwrap();
        all.as_nanos() as f64 / f64::from(CALLS)
    })
}
// ANCHOR_END: time

fn main() {
    let sets: [(&str, Box<dyn Set<u32>>); 5] = [
        ("one lock", Box::new(coarse_list::List::new())),
        ("hand over hand", Box::new(hand_over_hand::List::new())),
        (
            "optimistic",
            Box::new(optimistic_list::List::<u32, Epochs>::new()),
        ),
        ("lazy", Box::new(lazy_list::List::<u32, Epochs>::new())),
        ("no list: a striped map", Box::new(Map::new(16))),
    ];
    for (name, set) in sets {
        for key in (0..KEYS).step_by(2) {
            set.insert(key);
        }
        let median = |threads| {
            let mut times = [0.0; 5].map(|_: f64| time(&*set, threads));
            times.sort_by(f64::total_cmp);
            times[2]
        };
        let (one, two) = (median(1), median(2));
        println!("{one:6.0} ns for one thread, {two:6.0} ns for two: {name}");
    }
}
