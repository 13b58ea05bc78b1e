//! The scheduler, at times of the test's choosing.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use proptest::option;
use proptest::prelude::*;
use testing_and_debugging::timetable::{
    DAY, Hands, Missed, Overlap, Scheduler, Timetable, Wall, When,
};

fn any_when() -> impl Strategy<Value = When> {
    let fits = (
        option::of(0..60u64),
        option::of(0..24u64),
        option::of(0..7u64),
    );
    prop_oneof![
        (0..20_000u64).prop_map(When::At),
        (1..3000u64).prop_map(When::Every),
        fits.prop_map(|(minute, hour, day)| When::Fits { minute, hour, day }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_time_fits_and_nothing_is_left_out(when in any_when(), now in 0..10_000u64) {
        let next = when.after(now);
        if let Some(next) = next {
            prop_assert!(next > now && when.fits(next));
        }
        let end = next.unwrap_or(now + 8 * DAY);
        prop_assert_eq!((now + 1..end).find(|&time| when.fits(time)), None);
    }

    /// Whatever the times at which somebody looks: no run is lost, none is made up.
    #[test]
    fn each_makes_up_for_every_run(period in 1..50u64, mut looks in prop::collection::vec(1..500u64, 1..20)) {
        looks.sort_unstable();
        let mut table = Timetable::default();
        table.add(0, "job", When::Every(period), Missed::Each, Overlap::Together);
        let runs: usize = looks.iter().map(|&now| table.turn(now).len()).sum();
        prop_assert_eq!(runs as u64, looks[looks.len() - 1] / period);
    }

    #[test]
    fn no_two_at_once_unless_allowed(ends in prop::collection::vec(any::<bool>(), 1..60), wait in any::<bool>()) {
        let overlap = if wait { Overlap::Wait } else { Overlap::Drop };
        let mut table = Timetable::default();
        let job = table.add(0, "job", When::Every(1), Missed::Each, overlap);
        let (mut running, mut done) = (0, 0);
        for (now, ended) in (1..).zip(&ends) {
            running += table.turn(now).len();
            prop_assert!(running <= 1);
            if *ended && running == 1 {
                done += 1;
                running = usize::from(table.ended(job));
            }
        }
        while running == 1 {
            done += 1;
            running = usize::from(table.ended(job));
        }
        if wait {
            prop_assert_eq!(done, ends.len());
        }
    }
}

#[test]
fn what_was_missed() {
    for (missed, starts) in [(Missed::Skip, 1), (Missed::Once, 1), (Missed::Each, 5)] {
        let mut table = Timetable::default();
        table.add(0, "job", When::Every(10), missed, Overlap::Together);
        assert_eq!(
            table.turn(50).len(),
            starts,
            "{missed:?}, in time for the last"
        );
        assert_eq!(table.turn(55).len(), 0);
        let late = if missed == Missed::Skip {
            0
        } else {
            starts.min(2)
        };
        assert_eq!(table.turn(75).len(), late, "{missed:?}, late for all");
    }
}

/// The thread, its clock turned by hand: no sleep in this test, and nothing to wait for but what must come. What is asserted is
/// asserted when the thread has ended, or a failure would wait for it.
#[test]
fn the_thread_follows_the_hands() {
    let (scheduler, clock) = (Scheduler::default(), Hands::default());
    let (sender, started) = mpsc::channel();
    let late =
        scheduler.change(|table| table.add(0, "late", When::At(100), Missed::Once, Overlap::Drop));
    let early = scheduler
        .change(|table| table.add(0, "early", When::Every(7), Missed::Each, Overlap::Together));
    let seen: Vec<_> = thread::scope(|s| {
        s.spawn(|| scheduler.run(&clock, |job| sender.send(job).expect("the test listens")));
        let mut seen = Vec::new();
        for (now, starts) in [(6, 0), (14, 2), (100, 13)] {
            scheduler.turn(&clock, now);
            seen.extend((0..starts).map_while(|_| started.recv_timeout(LONG).ok()));
        }
        scheduler.stop();
        seen
    });
    let times = |job| seen.iter().filter(|seen| **seen == job).count();
    assert_eq!((times(early), times(late)), (14, 1), "{seen:?}");
    assert!(
        started.try_recv().is_err(),
        "something was started that was not due"
    );
}

/// Only what will never come takes so long.
const LONG: Duration = Duration::from_secs(5);

#[test]
fn the_thread_follows_the_wall() {
    let (scheduler, clock) = (Scheduler::default(), Wall::new(Duration::from_millis(1)));
    let (sender, started) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| scheduler.run(&clock, |job| sender.send(job).expect("the test listens")));
        scheduler
            .change(|table| table.add(0, "far", When::At(1_000_000), Missed::Once, Overlap::Drop));
        thread::sleep(Duration::from_millis(5)); // it sleeps for long now, and must be woken for what is earlier
        let near = scheduler
            .change(|table| table.add(0, "near", When::At(10), Missed::Once, Overlap::Drop));
        let seen = started.recv_timeout(LONG);
        scheduler.stop();
        assert_eq!(seen, Ok(near));
    });
}
