use std::sync::mpsc::channel;
use std::thread;
use testing_and_debugging::timetable::{Hands, Missed, Overlap, Scheduler, When};

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

fn main() {
    let (scheduler, clock) = (Scheduler::default(), Hands::default());
    let (sender, started) = channel();
    let monday = When::Fits {
        minute: Some(0),
        hour: Some(9),
        day: Some(0),
    };
    let (meeting, report) = scheduler.change(|table| {
        (
            table.add(0, "meeting", monday, Missed::Skip, Overlap::Drop),
            table.add(
                0,
                "report",
                When::Every(DAY),
                Missed::Once,
                Overlap::Together,
            ),
        )
    });
    thread::scope(|s| {
        // The job itself would go to a pool. Here it is enough to know that it was started.
        s.spawn(|| scheduler.run(&clock, |job| sender.send(job).expect("main listens")));

        scheduler.turn(&clock, 9 * HOUR);
        assert_eq!(started.recv(), Ok(meeting));
        scheduler.turn(&clock, 3 * DAY + 1); // nobody looked for three days
        assert_eq!(started.recv(), Ok(report));
        scheduler.turn(&clock, 365 * DAY);
        assert_eq!(started.recv(), Ok(report));
        scheduler.stop();
    });
    println!("a year, and {} starts too many", started.try_iter().count());
}
