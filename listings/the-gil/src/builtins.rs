//! Functions and methods that are written in Rust.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::lock_api::Mutex;

use crate::eval::Attached;
use crate::object::{Event, Lock, Object, Ref, Thread, Value};
use crate::strategy::Strategy;

/// A function that is written in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    Print,
    Len,
    Range,
    Thread,
    Lock,
    Sleep,
    PerfCounter,
    GetRefCount,
    SetSwitchInterval,
}

impl Builtin {
    /// What `from module import name` gives, or what a name means that nobody has assigned to (`builtins`).
    pub fn named(module: &str, name: &str) -> Option<Self> {
        Some(match (module, name) {
            ("builtins", "print") => Self::Print,
            ("builtins", "len") => Self::Len,
            ("builtins", "range") => Self::Range,
            ("threading", "Thread") => Self::Thread,
            ("threading", "Lock") => Self::Lock,
            ("time", "sleep") => Self::Sleep,
            ("time", "perf_counter") => Self::PerfCounter,
            ("sys", "getrefcount") => Self::GetRefCount,
            ("sys", "setswitchinterval") => Self::SetSwitchInterval,
            _ => return None,
        })
    }

    /// Calls it. What can block lets others in meanwhile.
    ///
    /// # Errors
    /// What Python would raise.
    pub fn call<S: Strategy>(
        self,
        thread: &Attached<S>,
        arguments: Vec<Value<S>>,
        keywords: &[String],
    ) -> Result<Value<S>, String> {
        if self == Self::Thread {
            return new_thread(arguments, keywords);
        }
        if !keywords.is_empty() {
            return Err(format!("TypeError: {self:?} takes no keyword arguments"));
        }
        match (self, &arguments[..]) {
            (Self::Print, values) => {
                let texts: Vec<_> = values.iter().map(|value| value.text(false)).collect();
                thread.print(&format!("{}\n", texts.join(" ")));
                Ok(Value::None)
            }
            (Self::Len, [Value::Object(object)]) => match &**object {
                Object::List(items) => Ok(Value::Int(items.lock().len() as i64)),
                Object::Str(text) => Ok(Value::Int(text.chars().count() as i64)),
                _ => Err("TypeError: object has no len()".to_string()),
            },
            (Self::Range, [Value::Int(stop)]) => Ok(Value::Object(Ref::new(Object::Range {
                start: 0,
                stop: *stop,
            }))),
            (Self::Range, [Value::Int(start), Value::Int(stop)]) => {
                Ok(Value::Object(Ref::new(Object::Range {
                    start: *start,
                    stop: *stop,
                })))
            }
            (Self::Lock, []) => Ok(Value::Object(Ref::new(Object::Lock(Lock::default())))),
            (Self::Sleep, [seconds]) => {
                let time = duration(seconds)?;
                thread.allow_threads(|| std::thread::sleep(time));
                Ok(Value::None)
            }
            (Self::PerfCounter, []) => Ok(Value::Float(
                thread.since_start(Instant::now()).as_secs_f64(),
            )),
            // Python's own count: with the reference that the argument is.
            (Self::GetRefCount, [Value::Object(object)]) => {
                Ok(Value::Int(object.references() as i64))
            }
            (Self::SetSwitchInterval, [seconds]) => {
                thread.strategy().set_switch_interval(duration(seconds)?);
                Ok(Value::None)
            }
            _ => Err(format!("TypeError: {self:?} does not take these arguments")),
        }
    }
}

fn duration<S: Strategy>(seconds: &Value<S>) -> Result<Duration, String> {
    let seconds = match seconds {
        Value::Int(seconds) => *seconds as f64,
        Value::Float(seconds) => *seconds,
        _ => return Err("TypeError: a number of seconds is needed".to_string()),
    };
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| "ValueError: seconds must be non-negative".to_string())
}

/// `Thread(target=function, args=list)`
fn new_thread<S: Strategy>(
    arguments: Vec<Value<S>>,
    keywords: &[String],
) -> Result<Value<S>, String> {
    let (mut target, mut args) = (None, Vec::new());
    if arguments.len() > keywords.len() {
        return Err("TypeError: say Thread(target=…, args=[…])".to_string());
    }
    for (keyword, value) in keywords.iter().zip(arguments) {
        match (keyword.as_str(), &value) {
            ("target", _) => target = Some(value),
            ("args", Value::Object(object)) if matches!(&**object, Object::List(_)) => {
                if let Object::List(items) = &**object {
                    args.clone_from(&items.lock());
                }
            }
            _ => return Err(format!("TypeError: Thread does not take this {keyword}")),
        }
    }
    let target = target.ok_or("TypeError: Thread needs a target")?;
    Ok(Value::Object(Ref::new(Object::Thread(Thread {
        task: Mutex::new(Some((target, args))),
        ended: Arc::new(Event::default()),
    }))))
}

/// `object.name(arguments)`
///
/// # Errors
/// What Python would raise.
pub fn call_method<S: Strategy>(
    thread: &Attached<S>,
    object: &Ref<S>,
    name: &str,
    mut arguments: Vec<Value<S>>,
) -> Result<Value<S>, String> {
    match (&**object, name, arguments.len()) {
        (Object::List(items), "append", 1) => {
            items.lock().extend(arguments.pop());
            Ok(Value::None)
        }
        (Object::List(items), "pop", 0) => items
            .lock()
            .pop()
            .ok_or_else(|| "IndexError: pop from empty list".to_string()),
        (Object::Thread(started), "start", 0) => {
            let task = started.task.lock().take();
            let (target, arguments) =
                task.ok_or("RuntimeError: threads can only be started once")?;
            thread.spawn(target, arguments, Arc::clone(&started.ended))?;
            Ok(Value::None)
        }
        (Object::Thread(started), "join", 0) => {
            if started.task.lock().is_some() {
                return Err("RuntimeError: cannot join thread before it is started".to_string());
            }
            thread.allow_threads(|| started.ended.wait());
            Ok(Value::None)
        }
        (Object::Lock(lock), "acquire", 0) => {
            // Only who has to wait lets the others in.
            if !lock.try_acquire() {
                thread.allow_threads(|| lock.acquire());
            }
            Ok(Value::True)
        }
        (Object::Lock(lock), "release", 0) => {
            if lock.release() {
                Ok(Value::None)
            } else {
                Err("RuntimeError: release unlocked lock".to_string())
            }
        }
        _ => Err(format!(
            "AttributeError: no method {name} that takes {} arguments",
            arguments.len()
        )),
    }
}
