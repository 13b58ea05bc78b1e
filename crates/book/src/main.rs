//! The command line of `cargo book`.

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Read, test and extend the book
#[derive(Parser)]
#[command(name = "book", bin_name = "cargo book")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {}

fn main() -> Result<()> {
    match Cli::parse().command {}
}
