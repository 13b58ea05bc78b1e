/// A job that can be cut into equal parts. All times are in milliseconds.
struct Job {
    /// What one worker needs to do it alone, without handing anything over.
    work: u32,
    /// What it takes to hand the data of the whole job over to other processes, and the results back.
    copying: u32,
    /// What it takes to start one process. They are started one after the other.
    start: u32,
}

/// The time with this many processes. One means: no process is started, and nothing is handed over.
fn time(job: &Job, processes: u32) -> u32 {
    (job.start + job.copying + job.work) / processes
}

/// The number of processes, at most `cores`, with which the job is done soonest; the smallest of them, if there are several.
fn best(job: &Job, cores: u32) -> u32 {
    (1..=cores)
        .min_by_key(|&processes| time(job, processes))
        .unwrap()
}

fn main() {
    let jobs = [
        Job {
            work: 10_000,
            copying: 100,
            start: 50,
        },
        Job {
            work: 1_000,
            copying: 100,
            start: 50,
        },
        Job {
            work: 1_000,
            copying: 900,
            start: 50,
        },
        Job {
            work: 100,
            copying: 1,
            start: 50,
        },
    ];
    for job in &jobs {
        let processes = best(job, 8);
        println!("{processes}: {} ms", time(job, processes));
    }
}
