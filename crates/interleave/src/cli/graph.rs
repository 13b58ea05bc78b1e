//! `interleave graph`: the execution graph of an outcome.

use std::path::Path;

use interleave::{Model, Stepper};

use super::{Exit, How, Told, asked, complain, load, print};

pub fn run(
    file: &Path,
    model: Model,
    outcome: &str,
    schedule: Option<&str>,
    dot: bool,
    how: &How,
) -> Result<Exit, Told> {
    let loaded = load(file)?;
    let mut stepper = Stepper::new(loaded.program.clone(), model, how.rules.rules());
    let title = if let Some(schedule) = schedule {
        stepper.replay(schedule).map_err(complain)?;
        format!("{}: the execution of schedule {schedule}", loaded.name)
    } else {
        let (_, exploration) = super::explore(&loaded, model, how);
        let by_number =
            outcome.parse::<usize>().ok().and_then(|n| Some((n - 1, exploration.outcomes.get(n.checked_sub(1)?)?)));
        let Some((number, found)) = by_number.or_else(|| asked(&exploration, outcome)) else {
            let count = exploration.outcomes.len();
            return Err(complain(format!(
                "there is no outcome {outcome} under {}: there are {count}, from 1",
                model.title()
            )));
        };
        stepper.replay(&found.schedule).map_err(complain)?;
        format!(
            "{}: an execution with outcome {} under {}: {}",
            loaded.name,
            number + 1,
            model.title(),
            super::paint::on_one_line(&found.stdout)
        )
    };
    print(&if dot {
        interleave::report::graph::dot(&stepper)
    } else {
        interleave::report::graph::svg(&stepper, &title)
    });
    Ok(Exit::Fine)
}
