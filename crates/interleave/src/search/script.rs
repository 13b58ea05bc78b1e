//! Tiny programs without a front end: each thread is a list of operations on registers. For the searches' own tests.

use crate::request::{
    Answer, End, Init, Mode, Object, OutOfFuel, Program, Request, STATICS, Span, Thread, ThreadId, Update, Value,
};
use crate::value::IntTy;
use std::rc::Rc;

/// One operation.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Do {
    Load(u32, Mode),
    Store(u32, Mode, i32),
    Update(u32, Mode, Update),
    Fence(Mode),
    Sync(u32, crate::sync::Op),
    Yield,
    /// If the last register is not this value, stores 0 at the location and goes back to that operation, forgetting it.
    Unless(i32, u32, usize),
    /// Goes back to that operation, forgetting everything.
    Again(usize),
    /// Goes back to that operation, forgetting the last register, while it is not this value.
    Until(i32, usize),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Runner {
    code: Rc<Vec<Do>>,
    at: usize,
    registers: Vec<i32>,
    request: Request,
}

impl Runner {
    fn new(code: Rc<Vec<Do>>) -> Self {
        let mut runner = Self { code, at: 0, registers: vec![], request: Request::Yield };
        runner.next();
        runner
    }

    fn next(&mut self) {
        let object = |index| Object { owner: STATICS, index };
        self.request = loop {
            match self.code.get(self.at) {
                None => {
                    let text: Vec<String> = self.registers.iter().map(i32::to_string).collect();
                    break Request::End(End::Returned(Value::str(text.join(" "))));
                }
                Some(Do::Load(loc, mode)) => break Request::Load { object: object(*loc), mode: *mode },
                Some(Do::Store(loc, mode, n)) => {
                    break Request::Store { object: object(*loc), mode: *mode, value: Value::i32(*n) };
                }
                Some(Do::Update(loc, mode, update)) => {
                    break Request::Update { object: object(*loc), mode: *mode, update: update.clone() };
                }
                Some(Do::Fence(mode)) => break Request::Fence { mode: *mode },
                Some(Do::Sync(loc, op)) => break Request::Sync { object: object(*loc), op: op.clone() },
                Some(Do::Yield) => break Request::Yield,
                Some(Do::Unless(n, loc, _)) if self.registers.last() != Some(n) => {
                    break Request::Store { object: object(*loc), mode: Mode::SeqCst, value: Value::i32(0) };
                }
                Some(Do::Unless(..)) => self.at += 1,
                Some(Do::Again(back)) => {
                    self.registers.clear();
                    self.at = *back;
                }
                Some(Do::Until(n, back)) => {
                    if self.registers.last() == Some(n) {
                        self.at += 1;
                    } else {
                        self.registers.pop();
                        self.at = *back;
                    }
                }
            }
        };
    }
}

/// A thread: main, which starts the others, joins them in order and prints what they return; or one of those.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Actor {
    Main { children: u32, results: Vec<String>, request: Request },
    Other(Runner),
}

impl Thread for Actor {
    fn request(&self) -> &Request {
        match self {
            Actor::Main { request, .. } => request,
            Actor::Other(runner) => &runner.request,
        }
    }

    fn answer(&mut self, answer: Answer, _fuel: &mut u64) -> Result<(), OutOfFuel> {
        match self {
            Actor::Main { children, results, request } => {
                *request = match (&*request, answer) {
                    (Request::Spawn { child, .. }, Answer::Thread(_)) if child + 1 < *children => {
                        Request::Spawn { child: child + 1, entry: Value::u32(child + 1) }
                    }
                    (Request::Spawn { .. }, Answer::Thread(_)) => Request::Join { thread: 1 },
                    (Request::Join { thread }, Answer::Joined(End::Returned(Value::Str(text)))) => {
                        results.push((*text).clone());
                        if thread < children {
                            Request::Join { thread: thread + 1 }
                        } else {
                            let all: Vec<&str> =
                                results.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
                            Request::Print { text: all.join(" ").into() }
                        }
                    }
                    _ => Request::End(End::Returned(Value::Unit)),
                };
            }
            Actor::Other(runner) => {
                match answer {
                    Answer::Value(value) | Answer::Updated { found: value, .. } => {
                        runner.registers.push(value.as_i128().unwrap() as i32);
                    }
                    _ => {}
                }
                if let Do::Unless(_, _, back) = runner.code[runner.at] {
                    runner.registers.pop();
                    runner.at = back;
                } else {
                    runner.at += 1;
                }
                runner.next();
            }
        }
        Ok(())
    }

    fn span(&self) -> Span {
        Span::default()
    }
}

/// A program: its statics and its threads' code.
pub struct Script {
    statics: Vec<Init>,
    code: Vec<Rc<Vec<Do>>>,
}

impl Script {
    /// So many locations, all 0, and threads.
    pub fn new(locations: u32, threads: Vec<Vec<Do>>) -> Self {
        let statics = (0..locations).map(|_| Init::Memory(Value::int(IntTy::I32, 0))).collect();
        Self { statics, code: threads.into_iter().map(Rc::new).collect() }
    }

    /// With synchronization objects after the locations.
    pub fn with(mut self, states: Vec<crate::sync::State>) -> Self {
        self.statics.extend(states.into_iter().map(Init::Sync));
        self
    }
}

impl Program for Script {
    type Thread = Actor;
    fn statics(&self) -> &[Init] {
        &self.statics
    }
    fn main(&self, _fuel: &mut u64) -> Result<Actor, OutOfFuel> {
        let children = self.code.len() as u32;
        Ok(Actor::Main { children, results: vec![], request: Request::Spawn { child: 0, entry: Value::u32(0) } })
    }
    fn spawn(&self, id: ThreadId, _entry: &Value, _fuel: &mut u64) -> Result<Actor, OutOfFuel> {
        Ok(Actor::Other(Runner::new(Rc::clone(&self.code[id as usize - 1]))))
    }
    fn object_name(&self, object: Object) -> String {
        format!("x{}", object.index)
    }
    fn source(&self, _span: Span) -> &str {
        ""
    }
}
