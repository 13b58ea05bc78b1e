use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use testing_and_debugging::timetable::{Hands, Missed, Overlap, Scheduler, When};

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

fn main() {
    let (scheduler, clock) = (Scheduler::default(), Hands::default());
    let monday = When::Fits {
        minute: Some(0),
        hour: Some(9),
        day: Some(0),
    };
    scheduler.change(|table| {
        table.add(0, "meeting", monday, Missed::Skip, Overlap::Drop);
        table.add(
            0,
            "report",
            When::Every(DAY),
            Missed::Once,
            Overlap::Together,
        );
    });
    let (sender, started) = channel();
    let seen = thread::scope(|s| {
        // The job itself would go to a pool. Here it is enough to know that it was started.
        s.spawn(|| scheduler.run(&clock, |job| sender.send(job).expect("main listens")));
        // On Monday at nine; after three days in which nobody looked; and at the end of a year.
        let seen = [9 * HOUR, 3 * DAY + 1, 365 * DAY].map(|now| {
            scheduler.turn(&clock, now);
            started.recv_timeout(Duration::from_secs(10))
        });
        scheduler.stop(); // before anything is asserted: a test should fail, and not hang
        seen
    });
    let names = seen.map(|job| job.map(|job| scheduler.change(|table| table.name(job))));
    assert_eq!(names, [Ok("meeting"), Ok("report"), Ok("report")]);
    println!("and {} too many", started.try_iter().count());
}
