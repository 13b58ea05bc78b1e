//! Values and objects. Numbers, booleans and `None` are values by themselves; everything else is an object somewhere in memory, and
//! the references to it are counted.

use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::Arc;

use parking_lot::lock_api::Mutex;
use parking_lot::{Condvar, Mutex as PlainMutex};

use crate::builtins::Builtin;
use crate::bytecode::Code;
use crate::count::{Count, Left};
use crate::owners;
use crate::strategy::Strategy;

/// A word that says what it is, and one for what is in it: a layout of two full words is copied quickly.
#[repr(u64)]
pub enum Value<S: Strategy> {
    None,
    False,
    True,
    Int(i64),
    Float(f64),
    Object(Ref<S>),
}

impl<S: Strategy> Clone for Value<S> {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Self::Object(object) => Self::Object(object.clone()),
            // SAFETY: no other variant owns anything, so that a copy of the two words is a value of its own.
            plain => unsafe { std::ptr::read(plain) },
        }
    }
}

impl<S: Strategy> Value<S> {
    pub fn string(text: &str) -> Self {
        Self::Object(Ref::new(Object::Str(text.to_string())))
    }

    pub fn list(items: Vec<Self>) -> Self {
        Self::Object(Ref::new(Object::List(Mutex::new(items))))
    }

    #[inline]
    pub fn bool(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }

    #[inline]
    pub fn truth(&self) -> bool {
        match self {
            Self::None | Self::False => false,
            Self::True => true,
            Self::Int(number) => *number != 0,
            Self::Float(number) => *number != 0.0,
            Self::Object(object) => match &**object {
                Object::Str(text) => !text.is_empty(),
                Object::List(items) => !items.lock().is_empty(),
                _ => true,
            },
        }
    }

    /// The name of its type, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::False | Self::True => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Object(object) => match &**object {
                Object::Str(_) => "str",
                Object::List(_) => "list",
                Object::Range { .. } => "range",
                Object::Iterator(_) => "iterator",
                Object::Function(_) => "function",
                Object::Builtin(_) => "builtin_function_or_method",
                Object::Thread(_) => "Thread",
                Object::Lock(_) => "lock",
            },
        }
    }

    /// What `print` shows; within a list, strings in quotes.
    pub fn text(&self, quoted: bool) -> String {
        match self {
            Self::None => "None".to_string(),
            Self::True => "True".to_string(),
            Self::False => "False".to_string(),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => format!("{number:?}"),
            Self::Object(object) => match &**object {
                Object::Str(text) if quoted => format!("'{text}'"),
                Object::Str(text) => text.clone(),
                Object::List(items) => {
                    // Copied, so that no lock is held while other objects are looked at: the list may contain itself.
                    let items = items.lock().clone();
                    let items: Vec<_> = items.iter().map(|item| item.text(true)).collect();
                    format!("[{}]", items.join(", "))
                }
                _ => format!("<{}>", self.kind()),
            },
        }
    }
}

pub enum Object<S: Strategy> {
    Str(String),
    List(Mutex<S::Guard, Vec<Value<S>>>),
    Range { start: i64, stop: i64 },
    Iterator(Mutex<S::Guard, Iterator<S>>),
    Function(Function<S>),
    Builtin(Builtin),
    Thread(Thread<S>),
    Lock(Lock),
}

pub enum Iterator<S: Strategy> {
    Range { next: i64, stop: i64 },
    List { list: Ref<S>, next: usize },
}

/// Code together with its constants as values.
pub struct Function<S: Strategy> {
    pub code: Arc<Code>,
    pub constants: Vec<Value<S>>,
}

/// A callable and its arguments.
pub type Task<S> = (Value<S>, Vec<Value<S>>);

/// A `threading.Thread`.
pub struct Thread<S: Strategy> {
    /// What it is to call, until it is started.
    pub task: Mutex<S::Guard, Option<Task<S>>>,
    pub ended: Arc<Event>,
}

/// Something that happens once, and that threads can wait for.
#[derive(Default)]
pub struct Event {
    happened: PlainMutex<bool>,
    condvar: Condvar,
}

impl Event {
    pub fn set(&self) {
        *self.happened.lock() = true;
        self.condvar.notify_all();
    }

    pub fn wait(&self) {
        self.condvar
            .wait_while(&mut self.happened.lock(), |happened| !*happened);
    }
}

/// A `threading.Lock`, which any thread may release.
#[derive(Default)]
pub struct Lock {
    locked: PlainMutex<bool>,
    released: Condvar,
}

impl Lock {
    pub fn try_acquire(&self) -> bool {
        !std::mem::replace(&mut *self.locked.lock(), true)
    }

    pub fn acquire(&self) {
        let mut locked = self.locked.lock();
        self.released.wait_while(&mut locked, |locked| *locked);
        *locked = true;
    }

    /// Says whether it was locked.
    pub fn release(&self) -> bool {
        let was_locked = std::mem::replace(&mut *self.locked.lock(), false);
        self.released.notify_one();
        was_locked
    }
}

/// A reference to an object, and one in its count.
pub struct Ref<S: Strategy>(NonNull<Counted<S>>);

struct Counted<S: Strategy> {
    count: S::Count,
    object: Object<S>,
}

// SAFETY: all that can be done through a `Ref` is to count and to use a shared `Object`, and both may be done by several threads: what can
// change in an object is behind its `Guard`, and the strategy chose a count and a guard that stand as many threads as it lets in.
unsafe impl<S: Strategy> Send for Ref<S> {}
// SAFETY: as for `Send`.
unsafe impl<S: Strategy> Sync for Ref<S> {}

impl<S: Strategy> Ref<S> {
    pub fn new(object: Object<S>) -> Self {
        Self(NonNull::from(Box::leak(Box::new(Counted {
            count: S::Count::one(),
            object,
        }))))
    }

    /// Of an object that lives as long as the process.
    pub fn immortal(object: Object<S>) -> Self {
        let immortal = Self(NonNull::from(Box::leak(Box::new(Counted {
            count: S::Count::immortal(),
            object,
        }))));
        std::mem::forget(immortal.clone());
        immortal
    }

    pub fn references(&self) -> isize {
        self.counted().count.references()
    }

    #[inline]
    fn counted(&self) -> &Counted<S> {
        // SAFETY: while there is a `Ref`, its reference is in the count, and nobody frees the object.
        unsafe { self.0.as_ref() }
    }

    #[cold]
    fn ask(&self, owner: u32) {
        let object = Shared(self.0);
        owners::ask(owner, Box::new(move || object.settle()));
    }
}

impl<S: Strategy> Deref for Ref<S> {
    type Target = Object<S>;

    #[inline]
    fn deref(&self) -> &Object<S> {
        &self.counted().object
    }
}

impl<S: Strategy> Clone for Ref<S> {
    #[inline]
    fn clone(&self) -> Self {
        self.counted().count.increment();
        Self(self.0)
    }
}

impl<S: Strategy> Drop for Ref<S> {
    #[inline]
    fn drop(&mut self) {
        match self.counted().count.decrement() {
            Left::Some => {}
            Left::None => free(self.0),
            Left::AskOwner(owner) => self.ask(owner),
        }
    }
}

#[cold]
fn free<S: Strategy>(object: NonNull<Counted<S>>) {
    // SAFETY: `Ref::new` made it as a `Box`, and the count has just said, to this thread and to no other, that no reference is left.
    drop(unsafe { Box::from_raw(object.as_ptr()) });
}

/// An object whose last known reference waits for its owner.
struct Shared<S: Strategy>(NonNull<Counted<S>>);

// SAFETY: as for `Ref`.
unsafe impl<S: Strategy> Send for Shared<S> {}

impl<S: Strategy> Shared<S> {
    fn settle(self) {
        // SAFETY: the reference that was to be taken away is still in the count, until `settle` takes it.
        if unsafe { self.0.as_ref() }.count.settle() {
            free(self.0);
        }
    }
}
