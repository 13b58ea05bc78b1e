/// Where the seconds of one parallel run went, as its profiler saw it.
struct Profile {
    processors: f64,
    serial_seconds: f64,   // one processor busy
    parallel_seconds: f64, // all of them busy
}

/// How many times as fast this run was as the same job on one processor.
fn speed_up(run: &Profile) -> f64 {
    // The share is of the parallel run's time, so the question is Gustafson's.
    let share = run.serial_seconds / (run.serial_seconds + run.parallel_seconds);
    share + (1.0 - share) * run.processors
}

/// The speed-up that the same job can never exceed, however many processors it gets.
fn limit(run: &Profile) -> f64 {
    let share = run.serial_seconds / (run.serial_seconds + run.parallel_seconds);
    1.0 / share
}

fn main() {
    for (serial, parallel, processors) in [(10.0, 90.0, 4.0), (2.0, 16.0, 8.0), (1.0, 999.0, 64.0)]
    {
        let time = |processors| serial + parallel / processors;
        let run = Profile {
            processors,
            serial_seconds: serial,
            parallel_seconds: parallel / processors,
        };
        let right = |claim: f64, truth: f64| (claim / truth - 1.0).abs() < 1e-6;
        println!(
            "{serial} s and {parallel} s on {processors}: speed-up {}, limit {}",
            if right(speed_up(&run), time(1.0) / time(processors)) {
                "right"
            } else {
                "wrong"
            },
            if right(limit(&run), time(1.0) / time(f64::INFINITY)) {
                "right"
            } else {
                "wrong"
            },
        );
    }
}
