use on_the_metal::print_assembly;

const TWO_LETTERS: &str = r#"
// ANCHOR: letters
use std::sync::atomic::{AtomicU32, Ordering::{Relaxed, Release}};

pub struct Plain { data: u32, ready: u32 }

pub struct Shared { data: AtomicU32, ready: AtomicU32 }

#[unsafe(no_mangle)]
pub fn plain(letter: &mut Plain) {
    letter.data = 1;
    letter.ready = 1;
    letter.data = 2;
}

#[unsafe(no_mangle)]
pub fn relaxed(letter: &Shared) {
    letter.data.store(1, Relaxed);
    letter.ready.store(1, Relaxed);
    letter.data.store(2, Relaxed);
}

#[unsafe(no_mangle)]
pub fn around_a_release(letter: &mut Plain, flag: &AtomicU32) {
    letter.data = 1;
    flag.store(1, Release);
    letter.data = 2;
}
// ANCHOR_END: letters
"#;

fn main() -> std::io::Result<()> {
    print_assembly(TWO_LETTERS)
}
