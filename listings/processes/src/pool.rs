//! A pool whose workers are processes. Jobs and answers are lines of text.

use crate::KillOnDrop;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, mpsc::channel};
use std::thread;

/// A child process that answers one line with one line.
#[derive(Debug)]
pub struct Worker {
    jobs: ChildStdin,
    answers: BufReader<ChildStdout>,
    child: KillOnDrop,
}

impl Worker {
    /// Starts a process that is to answer on its standard output what comes by its standard input.
    ///
    /// # Errors
    /// What starting it reports.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        Ok(Self {
            jobs: input.expect("it is piped"),
            answers: BufReader::new(output.expect("it is piped")),
            child: KillOnDrop(child),
        })
    }

    /// Sends one job and waits for its answer; neither has a line break.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] if the worker ends without an answer, and what reading and writing report.
    pub fn ask(&mut self, job: &str) -> io::Result<String> {
        writeln!(self.jobs, "{job}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        match answer.strip_suffix('\n') {
            Some(answer) => Ok(answer.to_owned()),
            None => Err(io::ErrorKind::UnexpectedEof.into()), // it died, perhaps in the middle of a line
        }
    }

    /// Closes the worker's input, which is how it learns that there are no more jobs, and waits for its end.
    ///
    /// # Errors
    /// What waiting reports.
    pub fn stop(mut self) -> io::Result<ExitStatus> {
        drop(self.jobs);
        self.child.0.wait()
    }
}

/// The worker's side: answers every line of standard input, until there are no more.
///
/// # Errors
/// What reading and writing report: [`io::ErrorKind::BrokenPipe`] if nobody wants the answer any more.
pub fn answer_each(answer: impl Fn(&str) -> String) -> io::Result<()> {
    for job in io::stdin().lines() {
        println_or_error(&answer(&job?))?;
    }
    Ok(())
}

/// `println!` panics where this reports.
fn println_or_error(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Has `workers` processes do the jobs, and returns what came of each, in the order of the jobs. A job that ends its
/// process has an error; the next one gets a new process.
pub fn map(
    jobs: &[&str],
    workers: usize,
    start: impl Fn() -> io::Result<Worker> + Sync,
) -> Vec<io::Result<String>> {
    let queue = Mutex::new(jobs.iter().enumerate());
    let next_job = || queue.lock().unwrap().next();
    let (results, done) = channel();
    thread::scope(|s| {
        for _ in 0..workers {
            let results = results.clone();
            s.spawn(|| {
                let results = results;
                let mut worker = None;
                while let Some((index, job)) = next_job() {
                    let result = work(&mut worker, job, &start);
                    results.send((index, result)).unwrap();
                }
                if let Some(worker) = worker {
                    _ = worker.stop(); // all its answers are there; how it ends is its own affair
                }
            });
        }
    });
    drop(results);
    let mut in_order: Vec<_> = done.iter().collect();
    in_order.sort_by_key(|(index, _)| *index);
    in_order.into_iter().map(|(_, result)| result).collect()
}

/// Has one job done by `worker`, or by a new one if there is none; an error is the end of the worker.
fn work(
    worker: &mut Option<Worker>,
    job: &str,
    start: impl Fn() -> io::Result<Worker>,
) -> io::Result<String> {
    let mut present = match worker.take() {
        Some(present) => present,
        None => start()?,
    };
    let answer = present.ask(job)?;
    *worker = Some(present);
    Ok(answer)
}
