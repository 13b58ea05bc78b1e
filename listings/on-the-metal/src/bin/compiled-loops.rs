use on_the_metal::print_assembly;

const LOOPS: &str = r#"
// ANCHOR: loops
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[unsafe(no_mangle)]
pub fn fold(total: &mut u64, numbers: &[u64]) {
    for number in numbers {
        *total = total.rotate_left(1) ^ number;
    }
}

#[unsafe(no_mangle)]
pub fn wait_plain(stop: &Cell<bool>) {
    while !stop.get() {}
}

#[unsafe(no_mangle)]
pub fn wait_atomic(stop: &AtomicBool) {
    while !stop.load(Relaxed) {}
}
// ANCHOR_END: loops
"#;

fn main() -> std::io::Result<()> {
    print_assembly(LOOPS)
}
