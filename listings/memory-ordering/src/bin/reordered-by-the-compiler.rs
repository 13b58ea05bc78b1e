use on_the_metal::print_assembly;

const TWO_WORKERS: &str = r#"
// ANCHOR: workers
use std::sync::atomic::{AtomicUsize, Ordering::{Relaxed, Release}};

#[unsafe(no_mangle)]
pub static mut SUM: u64 = 0;
#[unsafe(no_mangle)]
pub static DONE: AtomicUsize = AtomicUsize::new(0);

#[unsafe(no_mangle)]
pub unsafe fn relaxed(numbers: &[u64]) {
    for (at, number) in numbers.iter().enumerate() {
        unsafe { SUM += *number };
        DONE.store(at + 1, Relaxed);
    }
}

#[unsafe(no_mangle)]
pub unsafe fn release(numbers: &[u64]) {
    for (at, number) in numbers.iter().enumerate() {
        unsafe { SUM += *number };
        DONE.store(at + 1, Release);
    }
}
// ANCHOR_END: workers
"#;

fn main() -> std::io::Result<()> {
    print_assembly(TWO_WORKERS)
}
