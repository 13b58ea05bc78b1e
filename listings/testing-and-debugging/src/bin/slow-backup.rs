use testing_and_debugging::timetable::{Missed, Overlap, Timetable, When};

fn main() {
    for overlap in [Overlap::Drop, Overlap::Wait, Overlap::Together] {
        let mut table = Timetable::default();
        let every_ten = When::Every(10);
        let backup = table.add(0, "backup", every_ten, Missed::Each, overlap);
        let mut starts = Vec::new();
        let mut ends: Vec<u64> = Vec::new();
        for now in 1..=60 {
            // A backup takes 25 minutes, and the next one may be waiting for that.
            for _ in ends.extract_if(.., |&mut end| end == now) {
                if table.ended(backup) {
                    starts.push(now);
                }
            }
            starts.extend(table.turn(now).iter().map(|_| now));
            let new = starts.iter().filter(|&&start| start == now);
            ends.extend(new.map(|start| start + 25));
        }
        println!("{overlap:?}: starts at {starts:?}");
    }
}
