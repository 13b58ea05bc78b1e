//! The evaluation loop.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::Mutex as PlainMutex;
use parking_lot::lock_api::Mutex;

use crate::Error;
use crate::builtins::{Builtin, call_method};
use crate::bytecode::{Code, Constant, Op};
use crate::compile::compile;
use crate::object::{Event, Function, Iterator, Object, Ref, Value};
use crate::owners::Owner;
use crate::strategy::Strategy;
use crate::syntax::{Literal, Operator};

/// Runs a program to the end of its last thread, and returns what it has printed.
///
/// # Errors
/// If the text is no program, or if one of its threads failed.
pub fn run<S: Strategy>(strategy: S, source: &str) -> Result<String, Error> {
    let program = compile(source)?;
    let global = |name: &String| {
        Mutex::new(
            Builtin::named("builtins", name).map(|builtin| value(&Constant::Builtin(builtin))),
        )
    };
    let runtime = Arc::new(Runtime {
        strategy,
        globals: program.globals.iter().map(global).collect(),
        names: program.globals,
        printed: PlainMutex::default(),
        threads: PlainMutex::default(),
        start: Instant::now(),
    });
    let mut result = {
        let attached = Attached::new(&runtime);
        attached
            .call_function(&function(&Arc::new(program.main)), Vec::new(), 0)
            .map(drop)
    };
    // A thread may start others before it ends.
    loop {
        let Some(handle) = runtime.threads.lock().pop() else {
            break;
        };
        let ended = handle
            .join()
            .expect("a thread of the interpreter does not panic");
        result = result.and(ended);
    }
    result.map(|()| std::mem::take(&mut *runtime.printed.lock()))
}

/// What the threads of one program share.
struct Runtime<S: Strategy> {
    strategy: S,
    globals: Vec<Mutex<S::Guard, Option<Value<S>>>>,
    names: Vec<String>,
    printed: PlainMutex<String>,
    threads: PlainMutex<Vec<thread::JoinHandle<Result<(), Error>>>>,
    start: Instant,
}

fn value<S: Strategy>(constant: &Constant) -> Value<S> {
    match constant {
        Constant::Literal(Literal::None) => Value::None,
        Constant::Literal(Literal::Bool(truth)) => Value::bool(*truth),
        Constant::Literal(Literal::Int(number)) => Value::Int(*number),
        Constant::Literal(Literal::Float(number)) => Value::Float(*number),
        Constant::Literal(Literal::Str(text)) => {
            Value::Object(Ref::immortal(Object::Str(text.clone())))
        }
        Constant::Builtin(builtin) => Value::Object(Ref::immortal(Object::Builtin(*builtin))),
        Constant::Function(code) => Value::Object(Ref::immortal(Object::Function(function(code)))),
    }
}

fn function<S: Strategy>(code: &Arc<Code>) -> Function<S> {
    Function {
        code: Arc::clone(code),
        constants: code.constants.iter().map(value).collect(),
    }
}

/// A thread that may touch objects.
pub struct Attached<'a, S: Strategy> {
    runtime: &'a Arc<Runtime<S>>,
    /// Dropped when the strategy has let go of the thread.
    _owner: Owner,
}

impl<S: Strategy> Drop for Attached<'_, S> {
    fn drop(&mut self) {
        self.runtime.strategy.detach();
    }
}

/// Deeper than this, calls are an error, as in Python.
const DEEPEST: usize = 1000;

impl<'a, S: Strategy> Attached<'a, S> {
    fn new(runtime: &'a Arc<Runtime<S>>) -> Self {
        let owner = Owner::enter();
        runtime.strategy.attach();
        Self {
            runtime,
            _owner: owner,
        }
    }

    pub fn strategy(&self) -> &S {
        &self.runtime.strategy
    }

    pub fn print(&self, text: &str) {
        self.runtime.printed.lock().push_str(text);
    }

    pub fn since_start(&self, now: Instant) -> Duration {
        now - self.runtime.start
    }

    // ANCHOR: allow-threads
    /// Lets other threads evaluate while this one does something that touches no object.
    pub fn allow_threads<T>(&self, blocking: impl FnOnce() -> T) -> T {
        self.strategy().detach();
        let result = blocking();
        self.strategy().attach();
        result
    }
    // ANCHOR_END: allow-threads

    pub fn spawn(
        &self,
        target: Value<S>,
        arguments: Vec<Value<S>>,
        ended: Arc<Event>,
    ) -> Result<(), String> {
        let runtime = Arc::clone(self.runtime);
        let body = move || {
            let result = {
                let attached = Attached::new(&runtime);
                attached.call(target, arguments, &[], 0).map(drop)
            };
            ended.set();
            result
        };
        let handle = thread::Builder::new()
            .spawn(body)
            .map_err(|_| "RuntimeError: can't start new thread")?;
        self.runtime.threads.lock().push(handle);
        Ok(())
    }

    fn call(
        &self,
        callable: Value<S>,
        arguments: Vec<Value<S>>,
        keywords: &[String],
        depth: usize,
    ) -> Result<Value<S>, Error> {
        match &callable {
            Value::Object(object) => match &**object {
                Object::Function(function) if keywords.is_empty() => {
                    self.call_function(function, arguments, depth)
                }
                Object::Builtin(builtin) => builtin
                    .call(self, arguments, keywords)
                    .map_err(Error::nowhere),
                _ => Err(Error::nowhere(format!(
                    "TypeError: cannot call this {}",
                    callable.kind()
                ))),
            },
            _ => Err(Error::nowhere(format!(
                "TypeError: '{}' object is not callable",
                callable.kind()
            ))),
        }
    }

    fn call_function(
        &self,
        function: &Function<S>,
        arguments: Vec<Value<S>>,
        depth: usize,
    ) -> Result<Value<S>, Error> {
        let code = &*function.code;
        if arguments.len() != code.parameters {
            let message = format!(
                "TypeError: {}() takes {} arguments, not {}",
                code.name,
                code.parameters,
                arguments.len()
            );
            return Err(Error::nowhere(message));
        }
        if depth == DEEPEST {
            return Err(Error::nowhere(
                "RecursionError: maximum recursion depth exceeded",
            ));
        }
        let mut locals: Vec<_> = arguments.into_iter().map(Some).collect();
        locals.resize_with(code.locals.len(), || None);
        self.evaluate(function, &mut locals, depth)
    }

    /// The loop.
    #[inline(never)]
    fn evaluate(
        &self,
        function: &Function<S>,
        locals: &mut [Option<Value<S>>],
        depth: usize,
    ) -> Result<Value<S>, Error> {
        let code = &*function.code;
        let ops = &code.ops[..];
        let mut stack: Vec<Value<S>> = Vec::with_capacity(16);
        let mut next = 0;
        self.strategy().check();
        loop {
            if S::EVERY_INSTRUCTION {
                self.strategy().check();
            }
            let op = ops[next];
            next += 1;
            // What fails gets the line of the instruction.
            macro_rules! attempt {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(error) => return Err(error.in_line(code.lines[next - 1])),
                    }
                };
            }
            match op {
                Op::LoadConst(constant) => {
                    stack.push(function.constants[constant as usize].clone())
                }
                Op::LoadFast(local) => match &locals[local as usize] {
                    Some(value) => stack.push(value.clone()),
                    None => attempt!(Err(unbound(&code.locals[local as usize]))),
                },
                Op::StoreFast(local) => locals[local as usize] = Some(pop(&mut stack)),
                Op::LoadGlobal(global) => {
                    let value = self.runtime.globals[global as usize].lock().clone();
                    stack.push(attempt!(
                        value.ok_or_else(|| unbound(&self.runtime.names[global as usize]))
                    ));
                }
                Op::StoreGlobal(global) => {
                    let value = Some(pop(&mut stack));
                    let old = std::mem::replace(
                        &mut *self.runtime.globals[global as usize].lock(),
                        value,
                    );
                    drop(old); // Not while the variable is locked.
                }
                Op::Binary(operator) => {
                    let [.., left, right] = &mut stack[..] else {
                        unreachable!("two operands")
                    };
                    match quick(operator, left, right) {
                        Some(result) => *left = result,
                        None => *left = attempt!(binary(operator, left, right)),
                    }
                    drop(pop(&mut stack));
                }
                Op::Not => {
                    let operand = pop(&mut stack);
                    stack.push(Value::bool(!operand.truth()));
                }
                Op::PopTop => drop(pop(&mut stack)),
                Op::DupTwo => stack.extend_from_within(stack.len() - 2..),
                Op::RotThree => {
                    let below = stack.len() - 3;
                    stack[below..].rotate_right(1);
                }
                Op::JumpForward(to) => next = to as usize,
                Op::JumpBackward(to) => {
                    next = to as usize;
                    self.strategy().check();
                }
                Op::PopJumpIfFalse(to) => {
                    if !stack.last().expect("a condition").truth() {
                        next = to as usize;
                    }
                    drop(pop(&mut stack));
                }
                Op::JumpIfFalseOrPop(to) => short_circuit(&mut stack, false, to, &mut next),
                Op::JumpIfTrueOrPop(to) => short_circuit(&mut stack, true, to, &mut next),
                Op::GetIter => {
                    let iterable = pop(&mut stack);
                    stack.push(attempt!(iterator(&iterable)));
                }
                Op::ForIter(end) => match following(stack.last().expect("an iterator")) {
                    Some(value) => stack.push(value),
                    None => {
                        drop(pop(&mut stack));
                        next = end as usize;
                    }
                },
                Op::BuildList(items) => {
                    let items = stack.split_off(stack.len() - items as usize);
                    stack.push(Value::list(items));
                }
                Op::LoadSubscript => {
                    let index = pop(&mut stack);
                    let object = pop(&mut stack);
                    stack.push(attempt!(load_subscript(&object, &index)));
                }
                Op::StoreSubscript => {
                    let index = pop(&mut stack);
                    let object = pop(&mut stack);
                    let value = pop(&mut stack);
                    attempt!(store_subscript(&object, &index, value));
                }
                Op::Call {
                    arguments,
                    keywords,
                } => {
                    let keywords = &code.keywords[keywords as usize];
                    let arguments =
                        stack.split_off(stack.len() - arguments as usize - keywords.len());
                    let callable = pop(&mut stack);
                    stack.push(attempt!(self.call(
                        callable,
                        arguments,
                        keywords,
                        depth + 1
                    )));
                    self.strategy().check();
                }
                Op::CallMethod { arguments, name } => {
                    let arguments = stack.split_off(stack.len() - arguments as usize);
                    let object = pop(&mut stack);
                    let name = &code.names[name as usize];
                    let result = match &object {
                        Value::Object(object) => {
                            call_method(self, object, name, arguments).map_err(Error::nowhere)
                        }
                        _ => Err(Error::nowhere(format!(
                            "AttributeError: '{}' object has no attribute '{name}'",
                            object.kind()
                        ))),
                    };
                    stack.push(attempt!(result));
                    self.strategy().check();
                }
                Op::ReturnValue => return Ok(pop(&mut stack)),
                Op::LoadFastAndConst(local) => {
                    let Op::LoadConst(constant) = ops[next] else {
                        unreachable!("a fused pair")
                    };
                    match &locals[local as usize] {
                        Some(value) => stack.push(value.clone()),
                        None => attempt!(Err(unbound(&code.locals[local as usize]))),
                    }
                    stack.push(function.constants[constant as usize].clone());
                    next += 1;
                }
                Op::BinaryAndJump(operator) => {
                    let Op::PopJumpIfFalse(to) = ops[next] else {
                        unreachable!("a fused pair")
                    };
                    let [.., left, right] = &stack[..] else {
                        unreachable!("two operands")
                    };
                    let truth = match quick(operator, left, right) {
                        Some(result) => result.truth(),
                        None => attempt!(binary(operator, left, right)).truth(),
                    };
                    drop((pop(&mut stack), pop(&mut stack)));
                    next = if truth { next + 1 } else { to as usize };
                }
            }
        }
    }
}

#[cold]
fn unbound(name: &str) -> Error {
    Error::nowhere(format!("NameError: name '{name}' is not defined"))
}

#[inline]
fn pop<S: Strategy>(stack: &mut Vec<Value<S>>) -> Value<S> {
    stack.pop().expect("the compiler keeps the stack balanced")
}

fn short_circuit<S: Strategy>(stack: &mut Vec<Value<S>>, on: bool, to: u32, next: &mut usize) {
    if stack.last().is_some_and(|value| value.truth() == on) {
        *next = to as usize;
    } else {
        drop(pop(stack));
    }
}

/// What two integers give, unless it is out of the ordinary.
#[inline]
fn quick<S: Strategy>(operator: Operator, left: &Value<S>, right: &Value<S>) -> Option<Value<S>> {
    let (Value::Int(left), Value::Int(right)) = (left, right) else {
        return None;
    };
    Some(match operator {
        Operator::Add => Value::Int(left.checked_add(*right)?),
        Operator::Subtract => Value::Int(left.checked_sub(*right)?),
        Operator::Multiply => Value::Int(left.checked_mul(*right)?),
        Operator::Equal => Value::bool(left == right),
        Operator::NotEqual => Value::bool(left != right),
        Operator::Less => Value::bool(left < right),
        Operator::LessEqual => Value::bool(left <= right),
        Operator::Greater => Value::bool(left > right),
        Operator::GreaterEqual => Value::bool(left >= right),
        // For these two, Rust and Python agree if the divisor is positive.
        Operator::FloorDivide if *right > 0 => Value::Int(left.div_euclid(*right)),
        Operator::Remainder if *right > 0 => Value::Int(left.rem_euclid(*right)),
        Operator::Divide | Operator::FloorDivide | Operator::Remainder => return None,
    })
}

/// What is not quick.
#[cold]
fn binary<S: Strategy>(
    operator: Operator,
    left: &Value<S>,
    right: &Value<S>,
) -> Result<Value<S>, Error> {
    binary_of_any(operator, left, right).map_err(Error::nowhere)
}

fn binary_of_any<S: Strategy>(
    operator: Operator,
    left: &Value<S>,
    right: &Value<S>,
) -> Result<Value<S>, String> {
    use Operator::*;
    if let (Value::Object(a), Value::Object(b)) = (left, right) {
        match (operator, &**a, &**b) {
            (Add, Object::Str(a), Object::Str(b)) => return Ok(Value::string(&(a.clone() + b))),
            (Equal, Object::Str(a), Object::Str(b)) => return Ok(Value::bool(a == b)),
            (NotEqual, Object::Str(a), Object::Str(b)) => return Ok(Value::bool(a != b)),
            (Add, Object::List(a), Object::List(b)) => {
                let mut items = a.lock().clone();
                items.extend(b.lock().iter().cloned());
                return Ok(Value::list(items));
            }
            _ => {}
        }
    }
    match (operator, left, right) {
        (Equal, Value::None, Value::None) => return Ok(Value::True),
        (Equal, Value::True, Value::True) | (Equal, Value::False, Value::False) => {
            return Ok(Value::True);
        }
        (FloorDivide | Remainder, Value::Int(_), Value::Int(0)) => {
            return Err("ZeroDivisionError: integer division or modulo by zero".to_string());
        }
        (FloorDivide, Value::Int(a), Value::Int(b)) => return whole(floor_divide(*a, *b)),
        (Remainder, Value::Int(a), Value::Int(b)) => {
            return whole(
                a.checked_rem(*b)
                    .map(|rest| if rest > 0 { rest + b } else { rest }),
            );
        }
        (Add | Subtract | Multiply, Value::Int(_), Value::Int(_)) => return whole(None),
        _ => {}
    }
    let (Some(a), Some(b)) = (float(left), float(right)) else {
        return match operator {
            Equal => Ok(Value::False),
            NotEqual => Ok(Value::True),
            _ => Err(format!(
                "TypeError: unsupported operand types for {}: '{}' and '{}'",
                operator.sign(),
                left.kind(),
                right.kind()
            )),
        };
    };
    Ok(match operator {
        Add => Value::Float(a + b),
        Subtract => Value::Float(a - b),
        Multiply => Value::Float(a * b),
        Divide | FloorDivide | Remainder if b == 0.0 => {
            return Err("ZeroDivisionError: division by zero".to_string());
        }
        Divide => Value::Float(a / b),
        FloorDivide => Value::Float((a / b).floor()),
        Remainder => Value::Float(a - b * (a / b).floor()),
        Equal => Value::bool(a == b),
        NotEqual => Value::bool(a != b),
        Less => Value::bool(a < b),
        LessEqual => Value::bool(a <= b),
        Greater => Value::bool(a > b),
        GreaterEqual => Value::bool(a >= b),
    })
}

fn floor_divide(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    })
}

/// Integers have no bound in Python; ours have.
fn whole<S: Strategy>(number: Option<i64>) -> Result<Value<S>, String> {
    number
        .map(Value::Int)
        .ok_or_else(|| "OverflowError: our integers have 64 bits".to_string())
}

fn float<S: Strategy>(value: &Value<S>) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

fn iterator<S: Strategy>(iterable: &Value<S>) -> Result<Value<S>, Error> {
    let iterator = match iterable {
        Value::Object(object) => match &**object {
            Object::Range { start, stop } => Some(Iterator::Range {
                next: *start,
                stop: *stop,
            }),
            Object::List(_) => Some(Iterator::List {
                list: object.clone(),
                next: 0,
            }),
            _ => None,
        },
        _ => None,
    };
    let iterator = iterator.ok_or_else(|| {
        Error::nowhere(format!(
            "TypeError: '{}' object is not iterable",
            iterable.kind()
        ))
    })?;
    Ok(Value::Object(Ref::new(Object::Iterator(Mutex::new(
        iterator,
    )))))
}

/// The next value of an iterator.
fn following<S: Strategy>(iterator: &Value<S>) -> Option<Value<S>> {
    let Value::Object(object) = iterator else {
        return None;
    };
    let Object::Iterator(iterator) = &**object else {
        return None;
    };
    match &mut *iterator.lock() {
        Iterator::Range { next, stop } => (*next < *stop).then(|| {
            *next += 1;
            Value::Int(*next - 1)
        }),
        Iterator::List { list, next } => {
            let Object::List(items) = &**list else {
                return None;
            };
            *next += 1;
            items.lock().get(*next - 1).cloned()
        }
    }
}

/// An index counted from the end if it is negative.
fn position<S: Strategy>(index: &Value<S>, length: usize) -> Result<usize, Error> {
    let Value::Int(index) = index else {
        return Err(Error::nowhere(format!(
            "TypeError: list indices must be integers, not {}",
            index.kind()
        )));
    };
    let position = if *index < 0 {
        *index + length as i64
    } else {
        *index
    };
    usize::try_from(position)
        .ok()
        .filter(|position| *position < length)
        .ok_or_else(|| Error::nowhere("IndexError: list index out of range"))
}

fn load_subscript<S: Strategy>(object: &Value<S>, index: &Value<S>) -> Result<Value<S>, Error> {
    let items = items(object)?.lock();
    Ok(items[position(index, items.len())?].clone())
}

fn store_subscript<S: Strategy>(
    object: &Value<S>,
    index: &Value<S>,
    value: Value<S>,
) -> Result<(), Error> {
    let old = {
        let mut items = items(object)?.lock();
        let position = position(index, items.len())?;
        std::mem::replace(&mut items[position], value)
    };
    drop(old); // Not while the list is locked.
    Ok(())
}

fn items<S: Strategy>(object: &Value<S>) -> Result<&Mutex<S::Guard, Vec<Value<S>>>, Error> {
    if let Value::Object(reference) = object
        && let Object::List(items) = &**reference
    {
        return Ok(items);
    }
    Err(Error::nowhere(format!(
        "TypeError: '{}' object is not subscriptable",
        object.kind()
    )))
}
