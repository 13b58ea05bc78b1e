//! The stepper's state in words.

use super::axioms::Violation;
use super::execution::{Action, Execution, Index};
use super::world::Move;
use super::{Program, ReadsFrom, Request, Shared, Stepper, Thread, ThreadId, Wait, thread_name};
use crate::request::{Mode, Object, Value};
use crate::sync::{Blocked, State, Wanted, condvar};

/// A synchronization object's state, for people.
pub(super) fn state(state: &State) -> Shared {
    let at = |says, by: &[ThreadId]| Shared { says, by: by.to_vec(), ..Shared::default() };
    let with = |says, holds: &[&Value]| Shared {
        says,
        holds: holds.iter().map(ToString::to_string).collect(),
        ..Shared::default()
    };
    let free = |data: Option<&Value>| data.map_or_else(|| with("free", &[]), |data| with("free, holds", &[data]));
    let shared = match state {
        State::Mutex(it) => {
            let shared = it.owner().map_or_else(|| free(it.data()), |owner| at("held by", &[owner]));
            Shared { poisoned: it.is_poisoned(), ..shared }
        }
        State::RwLock(it) => match (it.writer(), it.readers()) {
            (Some(writer), _) => at("written by", &[writer]),
            (None, []) => free(it.data()),
            (None, readers) => at("read by", readers),
        },
        State::Condvar(it) if it.waiting().is_empty() => at("nobody waits", &[]),
        State::Condvar(it) => at("waiting:", it.waiting()),
        State::Barrier(it) => match it.arrived().collect::<Vec<_>>().as_slice() {
            [] => at("nobody waits", &[]),
            arrived => at("arrived:", arrived),
        },
        State::Channel(it) => match it.messages().collect::<Vec<_>>().as_slice() {
            [] => with("empty", &[]),
            messages => with("holds", messages),
        },
        State::Once(it) => {
            it.value().map_or_else(|| with("not initialized", &[]), |value| with("initialized:", &[value]))
        }
        State::Token(it) => at(if it.is_available() { "token there" } else { "no token" }, &[]),
        State::Stdout(text) => Shared { says: "printed:", holds: vec![format!("{text:?}")], ..Shared::default() },
    };
    Shared { kind: state.kind(), ..shared }
}

impl std::fmt::Display for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.by.iter().map(|&thread| thread_name(thread));
        let all: Vec<_> = names.chain(self.holds.iter().cloned()).collect();
        write!(f, "{}{}{}", self.says, if all.is_empty() { "" } else { " " }, all.join(", "))?;
        f.write_str(if self.poisoned { ", poisoned" } else { "" })
    }
}

/// What a deadlock is, told from who waits for whom.
pub(super) fn deadlock(waits: &[Wait], lost: &[String]) -> String {
    let tell = |wait: &Wait| format!("{} waits for {}", thread_name(wait.thread), wait.on);
    let mut text = match cycle(waits) {
        Some(cycle) if cycle.len() == 1 => format!("{}, and so for itself", tell(cycle[0])),
        Some(cycle) => {
            let told: Vec<_> = cycle.iter().map(|wait| tell(wait)).collect();
            format!("a cycle: {}", told.join("; "))
        }
        None => {
            let told: Vec<_> = waits.iter().filter(|wait| wait.thread != 0 || waits.len() == 1).map(tell).collect();
            if told.is_empty() { "nobody can go on".into() } else { told.join("; ") }
        }
    };
    for lost in lost {
        text.push_str("; ");
        text.push_str(lost);
    }
    text
}

/// A cycle of threads that wait for each other, by the first thread that each waits for and that closes one.
pub(super) fn cycle(waits: &[Wait]) -> Option<Vec<&Wait>> {
    fn walk<'a>(waits: &'a [Wait], path: &mut Vec<&'a Wait>) -> bool {
        let last = path[path.len() - 1];
        for next in last.by.iter().filter_map(|&by| waits.iter().find(|wait| wait.thread == by)) {
            if let Some(start) = path.iter().position(|wait| wait.thread == next.thread) {
                path.drain(..start);
                return true;
            }
            path.push(next);
            if walk(waits, path) {
                return true;
            }
            path.pop();
        }
        false
    }
    waits.iter().find_map(|wait| {
        let mut path = vec![wait];
        walk(waits, &mut path).then_some(path)
    })
}

impl<P: Program> Stepper<P> {
    /// What a blocked thread waits for: `the lock A, which thread 2 holds`.
    pub(super) fn wanted(&self, object: Option<Object>, blocked: &Blocked) -> String {
        let name = object.map(|object| self.object_name(object)).unwrap_or_default();
        let who: Vec<_> = blocked
            .by
            .iter()
            .map(|&thread| {
                let ended = self.world.threads.get(&thread).is_some_and(|strand| strand.ended.is_some());
                format!("{}{}", thread_name(thread), if ended { " (which has ended)" } else { "" })
            })
            .collect();
        let who = who.join(" and ");
        match blocked.on {
            Wanted::Lock | Wanted::ReadLock if !who.is_empty() => {
                let what = if blocked.on == Wanted::Lock { "the lock" } else { "the right to read" };
                let verb = match object.map(|object| self.world.object(object)) {
                    Some(State::RwLock(it)) if it.writer().is_none() && blocked.on == Wanted::Lock => "read",
                    Some(State::RwLock(it)) if it.writer().is_none() => "waits to write",
                    _ => "holds",
                };
                format!("{what} {name}, which {who} {verb}")
            }
            Wanted::Notification => format!("a notification of {name}"),
            Wanted::Message => format!("a message in {name}"),
            Wanted::Room => format!("room in {name}"),
            Wanted::Receiver => format!("somebody who takes its message from {name}"),
            Wanted::Initialization => format!("{who} to initialize {name}"),
            Wanted::Initializer => format!("somebody to initialize {name}"),
            Wanted::Arrivals(_) => format!("{} {name}", blocked.on),
            Wanted::End => format!("{who} to end"),
            Wanted::Unpark => "an unpark".into(),
            Wanted::Lock | Wanted::ReadLock => format!("{} {name}", blocked.on),
        }
    }

    /// The notifications that found nobody, if somebody now waits in vain for one of the same object.
    pub(super) fn lost_notifications(&self) -> Vec<String> {
        let waited: Vec<Object> = self
            .world
            .objects
            .iter()
            .filter(|(_, state)| matches!(state, State::Condvar(it) if !it.waiting().is_empty()))
            .map(|(object, _)| *object)
            .collect();
        let lost = self.world.history.iter().filter(|taken| {
            let event = &self.world.execution.events[taken.event];
            taken.note.as_deref() == Some(condvar::LOST) && event.object.is_some_and(|object| waited.contains(&object))
        });
        lost.map(|taken| {
            let event = &self.world.execution.events[taken.event];
            format!(
                "the notification of {} in line {} found nobody waiting and was lost",
                thread_name(taken.thread),
                event.span.line
            )
        })
        .collect()
    }

    /// What a move does that the source does not say.
    pub(super) fn describe(&self, thread: ThreadId, way: Move) -> (Option<ReadsFrom>, Option<String>) {
        let events = &self.world.execution.events;
        match (self.world.threads[&thread].thread.request(), way) {
            (_, Move::Reads(write)) => (Some(self.reads_from(write)), None),
            (Request::Update { .. }, Move::Updates { from, fails }) => {
                (Some(self.reads_from(from)), fails.then(|| "fails".into()))
            }
            (Request::Store { object, value, .. }, Move::After(write)) => {
                let last = self.world.writes(*object).last() == Some(&write);
                let note = if last {
                    format!("writes {value}")
                } else {
                    let next = self.world.writes(*object).iter().skip_while(|it| **it != write).nth(1);
                    let before = next.and_then(|&next| events[next].wrote.as_ref());
                    format!(
                        "writes {value}, and comes in modification order before the {}",
                        before.map_or_else(String::new, ToString::to_string)
                    )
                };
                (None, Some(note))
            }
            (Request::Sync { object, op }, way) => {
                let number = if let Move::Number(number) = way { number } else { 0 };
                (None, self.world.object(*object).says(thread, op, number, &thread_name))
            }
            (Request::Choose { what, .. }, Move::Number(number)) => (None, Some(format!("{what}: {number}"))),
            (Request::Print { text }, _) => (None, Some(format!("prints {text:?}"))),
            _ => (None, None),
        }
    }

    /// What a move that is not offered would do.
    pub(super) fn would(&self, way: Move) -> String {
        let store = |write: Index| {
            let event = &self.world.execution.events[write];
            let value = event.wrote.as_ref().map_or_else(String::new, ToString::to_string);
            match event.thread {
                None => format!("{value}, the initial value"),
                Some(by) => format!("{value}, which {} wrote in line {}", thread_name(by), event.span.line),
            }
        };
        match way {
            Move::Reads(write) => format!("read {}", store(write)),
            Move::After(write) => format!("come in modification order right after {}", store(write)),
            Move::Updates { from, fails: false } => format!("update {}", store(from)),
            Move::Updates { from, fails: true } => format!("fail on {}", store(from)),
            Move::Only | Move::Number(_) => String::new(),
        }
    }

    /// An access of a race: `the write X = 1`.
    pub(super) fn access(&self, index: Index) -> String {
        let event = &self.world.execution.events[index];
        let kind = match (&event.action, event.mode) {
            (Action::Read, Mode::NonAtomic) => "the read",
            (Action::Read, _) => "the atomic read",
            (_, Mode::NonAtomic) => "the write",
            _ => "the atomic write",
        };
        format!("{kind} `{}` (line {})", event.does, event.span.line)
    }

    /// An event in a line: `thread 1: X.store(1, Relaxed), line 9`.
    fn event_in_words(&self, execution: &Execution, index: Index) -> String {
        let event = &execution.events[index];
        let Some(thread) = event.thread else {
            let name = event.object.map(|object| self.object_name(object)).unwrap_or_default();
            let value = event.wrote.as_ref().map_or_else(String::new, ToString::to_string);
            return format!("the initial value {value} of {name}");
        };
        // The event that would be has no source yet: it is the thread's next operation.
        let (does, line) = if event.does.is_empty() {
            (self.does(thread), self.world.threads[&thread].thread.span().line)
        } else {
            (event.does.clone(), event.span.line)
        };
        let found = match (&event.found, &event.action) {
            (Some(found), Action::Read) => format!(" reading {found}"),
            (Some(found), _) => format!(" finding {found}"),
            _ => String::new(),
        };
        format!("{}: {does}{found} (line {line})", thread_name(thread))
    }

    /// A forbidden cycle, one line per event, each with the reason why it comes before the next.
    pub(super) fn cycle_in_words(&self, violation: &Violation, execution: &Execution) -> Vec<String> {
        let (first, _) = violation.cycle[0];
        let mut lines: Vec<_> = violation
            .cycle
            .iter()
            .map(|&(event, edge)| {
                format!("{} {} [{}]", self.event_in_words(execution, event), edge.words(), edge.name())
            })
            .collect();
        lines.push(format!("{}: before itself", self.event_in_words(execution, first)));
        lines
    }
}
