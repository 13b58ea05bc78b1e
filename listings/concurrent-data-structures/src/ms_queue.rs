//! The queue of Michael and Scott: a list with a pointer to either end.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use crossbeam_utils::CachePadded;

use crate::backoff::Backoff;
use crate::reclaim::{Guard, Reclaim};
use crate::sync::UnsafeCell;
use crate::sync::atomic::AtomicPtr;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// A queue without locks and without a bound.
///
/// `head` leads to a node whose value is gone (at first it never had one); the next value is in the node after it.
/// `tail` leads to the last node or to the one before it, and never to one before `head`.
pub struct Queue<T, R: Reclaim> {
    head: CachePadded<AtomicPtr<Node<T>>>,
    tail: CachePadded<AtomicPtr<Node<T>>>,
    reclaim: R,
}

struct Node<T> {
    value: UnsafeCell<MaybeUninit<T>>,
    next: AtomicPtr<Node<T>>,
}

impl<T> Node<T> {
    fn boxed(value: MaybeUninit<T>) -> *mut Self {
        let value = UnsafeCell::new(value);
        let next = AtomicPtr::new(null_mut());
        Box::into_raw(Box::new(Node { value, next }))
    }
}

// SAFETY: a value goes in by one thread and comes out by one thread: that is `Send`.
unsafe impl<T: Send, R: Reclaim> Send for Queue<T, R> {}
// SAFETY: as above.
unsafe impl<T: Send, R: Reclaim> Sync for Queue<T, R> {}

impl<T, R: Reclaim> Queue<T, R> {
    /// An empty queue.
    pub fn new() -> Self {
        Self::with(R::default())
    }

    /// An empty queue that frees its nodes in this way.
    pub fn with(reclaim: R) -> Self {
        let first = Node::boxed(MaybeUninit::uninit());
        Queue {
            head: CachePadded::new(AtomicPtr::new(first)),
            tail: CachePadded::new(AtomicPtr::new(first)),
            reclaim,
        }
    }

    // ANCHOR: push
    /// Puts a value at the end.
    pub fn push(&self, value: T) {
        let node = Node::boxed(MaybeUninit::new(value));
        let guard = self.reclaim.guard();
        let mut backoff = Backoff::default();
        loop {
            let tail = guard.protect(0, &self.tail);
            // SAFETY: `tail` is never behind `head`, so that what it leads to is not retired.
            let last = unsafe { &*tail };
            let next = last.next.load(Acquire);
            if !next.is_null() {
                // Somebody has linked a node in and not yet moved the tail. Help, and look again.
                let _ = self.tail.compare_exchange(tail, next, Release, Relaxed);
                continue;
            }
            // Release: who finds the node finds its value. Pairs with the acquire in `pop`'s `protect`.
            if last
                .next
                .compare_exchange(null_mut(), node, Release, Relaxed)
                .is_ok()
            {
                let _ = self.tail.compare_exchange(tail, node, Release, Relaxed); // or somebody has helped
                return;
            }
            backoff.spin();
        }
    }
    // ANCHOR_END: push

    // ANCHOR: pop
    /// Takes the oldest value.
    pub fn pop(&self) -> Option<T> {
        let guard = self.reclaim.guard();
        let mut backoff = Backoff::default();
        loop {
            let head = guard.protect(0, &self.head);
            // SAFETY: it was the head when it was protected, and is retired after that at the earliest. `next` may have
            // been retired by now, if others were faster: it is looked into only if the exchange below succeeds.
            let next = guard.protect(1, unsafe { &(*head).next });
            if next.is_null() {
                return None;
            }
            let tail = self.tail.load(Acquire);
            if head == tail {
                // The head must not overtake the tail: help it along first.
                let _ = self.tail.compare_exchange(tail, next, Release, Relaxed);
                continue;
            }
            // Release: who finds this head finds a tail that is not behind it. Pairs with the acquires above.
            if self
                .head
                .compare_exchange(head, next, Release, Relaxed)
                .is_ok()
            {
                // SAFETY: the head was still the old one, so that `next` was not retired when it was protected. Who moves
                // the head to a node takes its value, and nobody moves it there twice. The old head is ours to retire.
                unsafe {
                    let value = (*next).value.with(|value| value.read().assume_init());
                    guard.retire(head);
                    return Some(value);
                }
            }
            backoff.spin();
        }
    }
    // ANCHOR_END: pop
}

impl<T, R: Reclaim> Default for Queue<T, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, R: Reclaim> Drop for Queue<T, R> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
        // SAFETY: the queue is ours alone; the last node is left, and its value is gone.
        drop(unsafe { Box::from_raw(self.head.load(Relaxed)) });
    }
}
