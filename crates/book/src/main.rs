//! The command line of `cargo book`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Read the book, try its claims on your machine, and add to it
#[derive(Parser)]
#[command(
    name = "book",
    bin_name = "cargo book",
    after_help = "To read the book:                cargo book serve --open
To run a program of the book:    cargo book run two-threads --times 100
To have an exercise judged:      cargo book exercise NAME
To try every claim in the book:  cargo book test"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show the book in a browser, and show it anew whenever a source changes
    Serve(book::serve::Options),
    /// Check every chapter, contract and figure, without running a program (seconds)
    Check(book::check::Options),
    /// Build the pages into book/
    Build(book::build::Options),
    /// Make the book a file: EPUB and PDF
    Export(book::export::Options),
    /// Make every check there is, of the whole book or of one chapter
    Test(book::test::Options),
    /// Judge your solution of an exercise
    Exercise(book::exercise::Options),
    /// Run a listing
    Run(book::run::Options),
    /// Run listings many times and write down what was seen
    Record(book::record::Options),
    /// Build the explorer that pages load
    Module(book::module::Options),
    /// Begin a listing: a program and its contract
    NewListing(book::new_listing::Options),
    /// Test the Rust blocks of one finished chapter (`cargo book test` calls this, not you)
    #[command(hide = true)]
    Doctest(book::test::doctest::Options),
    /// Serve as mdBook's preprocessor (mdBook calls this, not you)
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        question: Option<Question>,
    },
}

/// What mdBook asks before it sends a book.
#[derive(Subcommand)]
enum Question {
    /// Whether a renderer is supported: all are
    Supports { renderer: String },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(options) => book::serve::serve(&book::root()?, &options),
        Command::Check(options) => book::check::check(&book::root()?, &options).map(|()| println!("Nothing is wrong.")),
        Command::Build(options) => book::build::build(&book::root()?, &options)
            .map(|folder| println!("{}", folder.join("index.html").display())),
        Command::Export(options) => book::export::export(&book::root()?, &options)
            .map(|files| files.iter().for_each(|file| println!("{}", file.display()))),
        Command::Test(options) => book::test::test(&book::root()?, &options),
        Command::Exercise(options) => book::exercise::exercise(&book::root()?, &options),
        Command::Run(options) => book::run::run(&book::root()?, &options),
        Command::Record(options) => book::record::record(&book::root()?, &options),
        Command::Module(book::module::Options {}) => {
            book::module::build(&book::root()?).map(|length| println!("{}: {} KiB", book::module::PATH, length / 1024))
        }
        Command::NewListing(options) => book::new_listing::new_listing(&book::root()?, &options),
        Command::Doctest(options) => book::test::doctest::run(&book::root()?, &options),
        Command::Preprocess { question: Some(Question::Supports { .. }) } => Ok(()),
        Command::Preprocess { question: None } => book::preprocess::run(),
    }
}
