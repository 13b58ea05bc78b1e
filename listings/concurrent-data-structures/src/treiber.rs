//! Treiber's stack: a list, and one atomic pointer to its top.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use crate::backoff::Backoff;
use crate::reclaim::{Guard, Reclaim};
use crate::sync::UnsafeCell;
use crate::sync::atomic::AtomicPtr;
use crate::sync::atomic::Ordering::{Relaxed, Release};

/// A stack without locks.
pub struct Stack<T, R: Reclaim> {
    top: AtomicPtr<Node<T>>,
    reclaim: R,
}

struct Node<T> {
    value: UnsafeCell<MaybeUninit<T>>,
    next: *mut Node<T>,
}

// SAFETY: a value goes in by one thread and comes out by one thread, perhaps another: that is `Send`. No thread gets a
// reference to a value that is inside.
unsafe impl<T: Send, R: Reclaim> Send for Stack<T, R> {}
// SAFETY: as above.
unsafe impl<T: Send, R: Reclaim> Sync for Stack<T, R> {}

impl<T, R: Reclaim> Stack<T, R> {
    /// An empty stack.
    pub fn new() -> Self {
        Self::with(R::default())
    }

    /// An empty stack that frees its nodes in this way.
    pub fn with(reclaim: R) -> Self {
        let top = AtomicPtr::new(null_mut());
        Stack { top, reclaim }
    }

    // ANCHOR: push
    /// Puts a value on top.
    pub fn push(&self, value: T) {
        let value = UnsafeCell::new(MaybeUninit::new(value));
        let mut next = self.top.load(Relaxed);
        let node = Box::into_raw(Box::new(Node { value, next }));
        let mut backoff = Backoff::default();
        // Release: who finds the node finds it complete. Pairs with the acquire in `pop`'s `protect`.
        while let Err(seen) = self.top.compare_exchange_weak(next, node, Release, Relaxed) {
            next = seen;
            // SAFETY: the exchange failed: nobody else knows the node yet.
            unsafe { (*node).next = next };
            backoff.spin();
        }
    }
    // ANCHOR_END: push

    // ANCHOR: pop
    /// Takes the value on top.
    pub fn pop(&self) -> Option<T> {
        let guard = self.reclaim.guard();
        let mut backoff = Backoff::default();
        loop {
            let top = guard.protect(0, &self.top);
            // SAFETY: if not null, it was the top when it was protected: complete, and not freed while we look.
            let next = unsafe { top.as_ref()?.next };
            // Relaxed is enough: `next` is not looked into here, and who finds it on top still acquires it from
            // its pusher, since nothing but read-modify-writes has changed `top` in between (a release sequence).
            if self
                .top
                .compare_exchange_weak(top, next, Relaxed, Relaxed)
                .is_ok()
            {
                // SAFETY: protected, so it is the same node as before, and it was unlinked by us alone: the value is
                // ours. The node is freed later, without its value.
                unsafe {
                    let value = (*top).value.with(|value| value.read().assume_init());
                    guard.retire(top);
                    return Some(value);
                }
            }
            backoff.spin();
        }
    }
    // ANCHOR_END: pop
}

impl<T, R: Reclaim> Default for Stack<T, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, R: Reclaim> Drop for Stack<T, R> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}
