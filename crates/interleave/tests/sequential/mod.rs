//! Runs a program in one schedule, the simplest there is: each thread runs until it is blocked.

use std::collections::HashMap;

use interleave::machine::{Program, Thread};
use interleave::request::{
    Answer, End, Init, Mode, Object, Program as _, Request, STATICS, Thread as _, Update, Value,
};
use interleave::sync::{self, Rules, State};

/// How a run ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    Finished,
    Panicked(String),
    Deadlock,
    OutOfFuel,
}

enum Life {
    Running(Thread),
    Ended(End),
}

/// The output of a program's simplest schedule, and how it ended.
pub fn run(program: &Program) -> (String, Ended) {
    let mut fuel = 50_000_000;
    let mut memory: HashMap<Object, Value> = HashMap::new();
    let mut objects: HashMap<Object, State> = HashMap::new();
    let mut stdout = String::new();
    let create =
        |object, init: &Init, memory: &mut HashMap<Object, Value>, objects: &mut HashMap<Object, State>| match init {
            Init::Memory(value) => {
                memory.insert(object, value.clone());
            }
            Init::Sync(state) => {
                objects.insert(object, state.clone());
            }
        };
    for (index, init) in program.statics().iter().enumerate() {
        create(Object { owner: STATICS, index: index as u32 }, init, &mut memory, &mut objects);
    }
    let Ok(main) = program.main(&mut fuel) else { return (stdout, Ended::OutOfFuel) };
    let mut threads = vec![Life::Running(main)];
    let mut at = 0;
    let mut idle = 0;
    loop {
        if idle > threads.len() {
            return (stdout, Ended::Deadlock);
        }
        let Life::Running(thread) = &threads[at] else {
            at = (at + 1) % threads.len();
            idle += 1;
            continue;
        };
        let mut next = false;
        let answer = match thread.request().clone() {
            Request::Create { object, init } => {
                create(object, &init, &mut memory, &mut objects);
                Some(Answer::Done)
            }
            Request::Load { object, .. } => Some(Answer::Value(memory[&object].clone())),
            Request::Store { object, value, .. } => {
                memory.insert(object, value);
                Some(Answer::Done)
            }
            Request::Update { object, update, .. } => {
                let found = memory[&object].clone();
                let new = match update {
                    Update::Swap(new) => Some(new),
                    Update::Fetch(how, operand) => Some(how.apply(&found, &operand)),
                    Update::CompareExchange { expected, new, .. } => (found == expected).then_some(new),
                };
                let wrote = new.is_some();
                if let Some(new) = new {
                    memory.insert(object, new);
                }
                Some(Answer::Updated { found, wrote })
            }
            Request::Fence { mode } => {
                assert_ne!(mode, Mode::NonAtomic);
                Some(Answer::Done)
            }
            Request::Sync { object, op } => {
                let mut state =
                    objects.get(&object).cloned().or_else(|| sync::implicit(object)).expect("the object exists");
                let choices = state.choices(at as u32, &op, Rules::default());
                // A time-out strikes only when nothing else can happen.
                let mut partner = op.partner().map(|p| (p, objects[&p].clone()));
                (choices > 0).then(|| {
                    let reply =
                        state.perform(partner.as_mut().map(|(_, s)| s), at as u32, &op, choices - 1, None).reply;
                    objects.insert(object, state);
                    if let Some((p, s)) = partner {
                        objects.insert(p, s);
                    }
                    Answer::Synced(reply)
                })
            }
            Request::Spawn { entry, .. } => {
                let id = threads.len() as u32;
                let Ok(child) = program.spawn(id, &entry, &mut fuel) else { return (stdout, Ended::OutOfFuel) };
                threads.push(Life::Running(child));
                Some(Answer::Thread(id))
            }
            Request::Join { thread } => match &threads[thread as usize] {
                Life::Ended(end) => Some(Answer::Joined(end.clone())),
                Life::Running(_) => None,
            },
            Request::IsFinished { thread } => {
                Some(Answer::Value(Value::Bool(matches!(threads[thread as usize], Life::Ended(_)))))
            }
            Request::Choose { .. } => Some(Answer::Choice(0)),
            Request::Print { text } => {
                stdout.push_str(&text);
                Some(Answer::Done)
            }
            Request::Yield => {
                next = true;
                Some(Answer::Done)
            }
            Request::End(end) => {
                if at == 0 {
                    return (
                        stdout,
                        match end {
                            End::Returned(_) => Ended::Finished,
                            End::Panicked(message) => Ended::Panicked(message.to_string()),
                        },
                    );
                }
                if let End::Panicked(message) = &end {
                    eprintln!("thread {at} panicked: {message}");
                }
                threads[at] = Life::Ended(end);
                at = (at + 1) % threads.len();
                idle = 0;
                continue;
            }
        };
        match answer {
            Some(answer) => {
                let Life::Running(thread) = &mut threads[at] else { unreachable!() };
                // A thread is cloned for every step in a search: here too, so that nothing hidden is shared.
                let mut copy = thread.clone();
                if copy.answer(answer, &mut fuel).is_err() {
                    return (stdout, Ended::OutOfFuel);
                }
                *thread = copy;
                idle = 0;
            }
            None => {
                next = true;
                idle += 1;
            }
        }
        if next {
            at = (at + 1) % threads.len();
        }
    }
}
