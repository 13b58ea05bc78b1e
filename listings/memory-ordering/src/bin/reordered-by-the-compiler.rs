use on_the_metal::print_assembly;

const TWO_WORKERS: &str = r#"
// ANCHOR: workers
use std::sync::atomic::{AtomicUsize, Ordering::{Relaxed, Release}};

#[unsafe(no_mangle)]
pub fn relaxed(sum: &mut u64, done: &AtomicUsize, numbers: &[u64]) {
    for (at, number) in numbers.iter().enumerate() {
        *sum += number;
        done.store(at + 1, Relaxed);
    }
}

#[unsafe(no_mangle)]
pub fn release(sum: &mut u64, done: &AtomicUsize, numbers: &[u64]) {
    for (at, number) in numbers.iter().enumerate() {
        *sum += number;
        done.store(at + 1, Release);
    }
}
// ANCHOR_END: workers
"#;

fn main() -> std::io::Result<()> {
    print_assembly(TWO_WORKERS)
}
