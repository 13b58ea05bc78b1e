//! Whatever text comes in: no panic, no overflow of the stack, no more than the budget.
//!
//! `cargo +nightly fuzz run program -- -dict=fuzz_targets/rust.dict ../tests/programs` (from `crates/interleave/fuzz`).
//! The same check runs in `cargo test` on texts of `tests/hostile.rs`.
#![no_main]

#[path = "../../tests/common/survive.rs"]
mod survive;

libfuzzer_sys::fuzz_target!(|text: &[u8]| survive::survive(text));
