use crossbeam_utils::CachePadded;
use false_sharing::at_once;
use std::hint::black_box;

const EACH: u32 = 2_000_000;

// ANCHOR: ways
/// Adds up at the place where the sum is wanted.
fn add_there(sum: &mut u64) {
    for n in 0..EACH {
        *black_box(&mut *sum) += u64::from(n);
    }
}

/// Adds up in a local variable, and writes the sum down once.
fn add_here(sum: &mut u64) {
    let mut own = 0;
    add_there(&mut own);
    *sum += own;
}
// ANCHOR_END: ways

fn main() {
    let mut near = CachePadded::new([0, 0]);
    let mut far = [CachePadded::new(0), CachePadded::new(0)];

    let show = |way: &str, time: f64| {
        let step = time / f64::from(EACH);
        println!("{step:5.2} ns: {way}");
    };
    show("one thread", at_once(&mut near[..1], add_there));
    show("two, side by side", at_once(&mut *near, add_there));
    show("two, far apart", at_once(&mut far, |sum| add_there(sum)));
    show("two, own sum, side by side", at_once(&mut *near, add_here));
}
