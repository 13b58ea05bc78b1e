use processes::pool::{Worker, answer_each, map};
use std::process::{Command, abort};
use std::{env, io};

/// What a worker does with a job. One of them is bad.
fn square(job: &str) -> String {
    match job.parse::<u32>() {
        Ok(13) => abort(),
        Ok(number) => (number * number).to_string(),
        Err(error) => error.to_string(),
    }
}

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("worker") {
        return answer_each(square);
    }
    let this = env::current_exe()?;
    let jobs = ["11", "12", "13", "14", "fifteen"];
    let results = map(&jobs, 2, || {
        Worker::start(Command::new(&this).arg("worker"))
    });
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(answer) => println!("{job}: {answer}"),
            Err(error) => println!("{job}: lost its worker, {}", error.kind()),
        }
    }
    Ok(())
}
