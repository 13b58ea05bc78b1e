use on_the_metal::print_assembly;

const ORDERINGS: &str = r#"
// ANCHOR: orderings
use std::sync::atomic::{AtomicU64, Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst}, fence};

#[unsafe(no_mangle)]
pub fn load_relaxed(x: &AtomicU64) -> u64 { x.load(Relaxed) }
#[unsafe(no_mangle)]
pub fn load_acquire(x: &AtomicU64) -> u64 { x.load(Acquire) }
#[unsafe(no_mangle)]
pub fn load_seqcst(x: &AtomicU64) -> u64 { x.load(SeqCst) }

#[unsafe(no_mangle)]
pub fn store_relaxed(x: &AtomicU64) { x.store(1, Relaxed) }
#[unsafe(no_mangle)]
pub fn store_release(x: &AtomicU64) { x.store(1, Release) }
#[unsafe(no_mangle)]
pub fn store_seqcst(x: &AtomicU64) { x.store(1, SeqCst) }

#[unsafe(no_mangle)]
pub fn add_relaxed(x: &AtomicU64) { x.fetch_add(7, Relaxed); }
#[unsafe(no_mangle)]
pub fn add_seqcst(x: &AtomicU64) { x.fetch_add(7, SeqCst); }

#[unsafe(no_mangle)]
pub fn fence_acqrel() { fence(AcqRel) }
#[unsafe(no_mangle)]
pub fn fence_seqcst() { fence(SeqCst) }
// ANCHOR_END: orderings
"#;

fn main() -> std::io::Result<()> {
    print_assembly(ORDERINGS)
}
