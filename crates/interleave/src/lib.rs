//! Enumerates every execution of a small concurrent Rust program.

pub mod explore;
pub mod machine;
pub mod memory;
pub mod prelude;
pub mod report;
pub mod request;
pub mod search;
pub mod stepper;
pub mod sync;
pub mod syntax;
pub mod types;
pub mod value;

pub use explore::Options;
pub use machine::Program;
pub use memory::Model;
pub use report::{Exploration, Outcome, Report};
pub use stepper::Stepper;
pub use sync::Rules;
pub use syntax::Refusal;

/// Makes a program of its source: [`Program::new`].
///
/// # Errors
/// Everything in it that is not supported, in the order of the source.
pub fn parse(source: &str) -> Result<Program, Vec<syntax::Refusal>> {
    Program::new(source)
}

/// Everything that a program can do, under each of these models, in words: `options.model` gives way to each of them in turn.
///
/// # Errors
/// See [`parse`].
pub fn explore(source: &str, models: &[Model], options: &Options<'_>) -> Result<Report, Vec<Refusal>> {
    let program = std::rc::Rc::new(parse(source)?);
    let clock = || options.budget.time.map_or(0.0, |(_, clock)| clock());
    let models = models.iter().map(|&model| {
        let start = clock();
        let found = explore::explore(&*program, &Options { model, ..*options });
        report::tell::tell(&program, &found, options, clock() - start)
    });
    Ok(Report { models: models.collect() })
}
