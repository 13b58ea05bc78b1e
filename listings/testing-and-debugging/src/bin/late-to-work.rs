use testing_and_debugging::timetable::{Missed, Overlap, Timetable, When};

const HOUR: u64 = 60;

fn main() {
    for missed in [Missed::Skip, Missed::Once, Missed::Each] {
        let mut table = Timetable::default();
        let hourly = When::Every(HOUR);
        table.add(0, "report", hourly, missed, Overlap::Together);
        // The lid of the laptop is shut from 2:30 to 7:15.
        let looks = [60, 120, 435, 480];
        let starts = looks.map(|now| table.turn(now).len());
        println!("{missed:?}: {starts:?} runs at 1:00, 2:00, 7:15, 8:00");
    }
    let mut table = Timetable::default();
    let monday_nine = When::Fits {
        minute: Some(0),
        hour: Some(9),
        day: Some(0),
    };
    table.add(0, "meeting", monday_nine, Missed::Once, Overlap::Drop);
    println!(
        "first meeting in {} hours",
        table.next().unwrap_or(0) / HOUR
    );
    table.turn(9 * HOUR);
    println!("the next in {} hours", table.next().unwrap_or(0) / HOUR);
}
