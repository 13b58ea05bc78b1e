use on_the_metal::print_assembly;

const TWO_WAYS: &str = r#"
// ANCHOR: ways
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[unsafe(no_mangle)]
pub fn load_then_store(counter: &AtomicU64) {
    let seen = counter.load(Relaxed);
    counter.store(seen + 1, Relaxed);
}

#[unsafe(no_mangle)]
pub fn fetch_add(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
// ANCHOR_END: ways
"#;

fn main() -> std::io::Result<()> {
    print_assembly(TWO_WAYS)
}
