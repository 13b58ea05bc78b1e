//! The stack to begin with.

use crate::sync::Mutex;

/// A stack with its lock inside.
pub struct Stack<T>(Mutex<Vec<T>>);

impl<T> Stack<T> {
    /// An empty stack.
    pub fn new() -> Self {
        Stack(Mutex::new(Vec::new()))
    }

    /// Puts a value on top.
    ///
    /// # Panics
    /// If the lock is poisoned, as all methods.
    pub fn push(&self, value: T) {
        self.0.lock().unwrap().push(value);
    }

    /// Takes the value on top. To find that there is none is part of the same step.
    pub fn pop(&self) -> Option<T> {
        self.0.lock().unwrap().pop()
    }
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self::new()
    }
}
