//! The command `interleave`: explores a Rust program, steps through it, draws it, explains it.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
