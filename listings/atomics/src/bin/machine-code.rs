use on_the_metal::print_assembly;

const OPERATIONS: &str = r#"
// ANCHOR: operations
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

#[unsafe(no_mangle)]
pub fn load(n: &AtomicU64) -> u64 {
    n.load(SeqCst)
}

#[unsafe(no_mangle)]
pub fn store(n: &AtomicU64, new: u64) {
    n.store(new, SeqCst);
}

#[unsafe(no_mangle)]
pub fn fetch_add(n: &AtomicU64, more: u64) -> u64 {
    n.fetch_add(more, SeqCst)
}

#[unsafe(no_mangle)]
pub fn compare_exchange(n: &AtomicU64, expected: u64, new: u64) -> bool {
    n.compare_exchange(expected, new, SeqCst, SeqCst).is_ok()
}

#[unsafe(no_mangle)]
pub fn compare_exchange_weak(n: &AtomicU64, expected: u64, new: u64) -> bool {
    n.compare_exchange_weak(expected, new, SeqCst, SeqCst)
        .is_ok()
}

#[unsafe(no_mangle)]
pub fn fetch_max(n: &AtomicU64, other: u64) -> u64 {
    n.fetch_max(other, SeqCst)
}
// ANCHOR_END: operations
"#;

fn main() -> std::io::Result<()> {
    print_assembly(OPERATIONS)
}
