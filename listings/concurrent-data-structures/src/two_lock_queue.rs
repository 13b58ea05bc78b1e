//! A queue with a lock at either end.

use std::ptr::null_mut;

use crossbeam_utils::CachePadded;

use crate::sync::Mutex;
use crate::sync::atomic::AtomicPtr;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// Those who put in do not wait for those who take out.
///
/// There is always a node more than there are values: the one at the head, whose value is gone.
pub struct Queue<T> {
    head: CachePadded<Mutex<End<T>>>,
    tail: CachePadded<Mutex<End<T>>>,
}

struct Node<T> {
    value: Option<T>,
    next: AtomicPtr<Node<T>>,
}

/// What a lock guards: the way to a node.
struct End<T>(*mut Node<T>);

// SAFETY: values go from one thread to another, which is `Send`. A value is written before its node is linked in, and
// taken by who holds the lock of the head.
unsafe impl<T: Send> Send for End<T> {}

impl<T> Node<T> {
    fn boxed(value: Option<T>) -> *mut Self {
        let next = AtomicPtr::new(null_mut());
        Box::into_raw(Box::new(Node { value, next }))
    }
}

impl<T> Queue<T> {
    /// An empty queue.
    pub fn new() -> Self {
        let first = Node::boxed(None);
        let end = || CachePadded::new(Mutex::new(End(first)));
        Queue {
            head: end(),
            tail: end(),
        }
    }

    // ANCHOR: both
    /// Puts a value at the end.
    ///
    /// # Panics
    /// If the lock is poisoned, as `pop`.
    pub fn push(&self, value: T) {
        let node = Node::boxed(Some(value));
        let mut tail = self.tail.lock().unwrap();
        // SAFETY: the last node is freed by nobody: `pop` frees only nodes that have a next one. Only its `next` is
        // touched here, which is atomic, since `pop` may be reading it.
        unsafe { (*tail.0).next.store(node, Release) }; // pairs with `pop`'s acquire
        tail.0 = node;
    }

    /// Takes the oldest value.
    pub fn pop(&self) -> Option<T> {
        let mut head = self.head.lock().unwrap();
        // SAFETY: the head's node is freed only below, by who holds this lock.
        let next = unsafe { (*head.0).next.load(Acquire) }; // pairs with `push`'s release
        if next.is_null() {
            return None;
        }
        // SAFETY: linked in with its value, which only the holder of this lock takes. The old node has a next one, so
        // that no `push` will touch it any more, and it is ours.
        unsafe {
            let value = (*next).value.take();
            drop(Box::from_raw(head.0));
            head.0 = next;
            value
        }
    }
    // ANCHOR_END: both
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for Queue<T> {
    fn drop(&mut self) {
        let mut at = self.head.lock().unwrap().0;
        while !at.is_null() {
            // SAFETY: the queue is ours alone.
            at = unsafe { Box::from_raw(at) }.next.load(Relaxed);
        }
    }
}
