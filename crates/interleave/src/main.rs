//! The command `interleave`: explores a Rust program, steps through it, draws it, explains it.

mod cli;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: cli::memory::Counting = cli::memory::Counting;

fn main() -> ExitCode {
    cli::run()
}
