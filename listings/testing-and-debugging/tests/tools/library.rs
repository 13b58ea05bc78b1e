//! The tools that are libraries. Each runs in a process of its own, since it may hang, and is this test's own program.

use std::panic::catch_unwind;
use std::process::{Command, exit};
use std::thread;
use std::time::Duration;

use shuttle::scheduler::RandomScheduler;
use testing_and_debugging::suspects::{
    Suspect, in_loom, in_parking_lot, in_shuttle, napping, plain,
};

use crate::run::{End, run};
use crate::table::{Said, Version};

/// The exit status of a process in which the tool saw something.
const SEEN: i32 = 9;
/// Rounds of a mended program that has to pass them all, bare and with naps.
const ROUNDS: usize = 50;
/// How often the detector of deadlocks is asked, every ten milliseconds.
const LOOKS: usize = 200;
/// Schedules that shuttle tries.
const SCHEDULES: usize = 1000;

/// A tool that runs inside this program.
#[derive(Clone, Copy)]
pub enum Tool {
    Plain,
    Naps,
    Loom,
    Shuttle,
    ParkingLot,
}

const TOOLS: [(&str, Tool); 5] = [
    ("plain", Tool::Plain),
    ("naps", Tool::Naps),
    ("loom", Tool::Loom),
    ("shuttle", Tool::Shuttle),
    ("parking_lot", Tool::ParkingLot),
];

impl Tool {
    fn name(self) -> &'static str {
        TOOLS[self as usize].0
    }

    /// Lets the tool look at a program.
    pub fn judge(self, suspect: &str, version: Version) -> Said {
        let myself = std::env::current_exe().expect("this program has a name");
        let mut command = Command::new(myself);
        command.args(["inside", self.name(), suspect, version.name()]);
        // 101 is a panic, 134 one while another is under way, which is how loom tells of some deadlocks.
        match run(command, Duration::from_secs(30)).end {
            End::Exited(0) => Said::Nothing,
            End::Exited(101 | 134 | SEEN) => Said::Fault,
            end => panic!("{} of {suspect}: {end:?}", self.name()),
        }
    }
}

/// What the process does that [`Tool::judge`] starts.
pub fn inside(words: &[String]) {
    let [tool, suspect, version] = words else {
        panic!("three words, not {words:?}")
    };
    let (_, tool) = TOOLS
        .into_iter()
        .find(|(name, _)| name == tool)
        .expect("a tool");
    let program = |all: [Suspect; 5]| {
        let suspect = all
            .into_iter()
            .find(|one| one.name == suspect)
            .expect("a suspect");
        if version == Version::Faulty.name() {
            suspect.faulty
        } else {
            suspect.mended
        }
    };
    match tool {
        Tool::Plain => (0..ROUNDS).for_each(|_| program(plain::ALL)()),
        Tool::Naps => (0..ROUNDS).for_each(|_| program(napping::ALL)()),
        Tool::Loom => loom::model(program(in_loom::ALL)),
        Tool::Shuttle => {
            let scheduler = RandomScheduler::new_from_seed(7, SCHEDULES);
            shuttle::Runner::new(scheduler, shuttle::Config::new()).run(program(in_shuttle::ALL));
        }
        Tool::ParkingLot => {
            // It may panic or hang for good; what counts is what the detector says meanwhile.
            let program = program(in_parking_lot::ALL);
            thread::spawn(move || {
                loop {
                    let _ = catch_unwind(program);
                }
            });
            for _ in 0..LOOKS {
                thread::sleep(Duration::from_millis(10));
                if !parking_lot::deadlock::check_deadlock().is_empty() {
                    exit(SEEN);
                }
            }
        }
    }
}
