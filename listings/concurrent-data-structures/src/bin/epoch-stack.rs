use std::mem::ManuallyDrop;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::thread;

use crossbeam_epoch::{Atomic, Owned, pin};

struct Stack<T> {
    top: Atomic<Node<T>>,
}

struct Node<T> {
    value: ManuallyDrop<T>,
    next: Atomic<Node<T>>,
}

// ANCHOR: stack
impl<T> Stack<T> {
    fn push(&self, value: T) {
        let guard = pin();
        let value = ManuallyDrop::new(value);
        let mut node = Owned::new(Node {
            value,
            next: Atomic::null(),
        });
        loop {
            let top = self.top.load(Relaxed, &guard);
            node.next.store(top, Relaxed);
            match self
                .top
                .compare_exchange(top, node, Release, Relaxed, &guard)
            {
                Ok(_) => return,
                Err(failed) => node = failed.new,
            }
        }
    }

    fn pop(&self) -> Option<T> {
        let guard = pin();
        loop {
            let top = self.top.load(Acquire, &guard);
            // SAFETY: it was on top while this thread was pinned, so that it is not freed before the guard is dropped.
            let next = unsafe { top.as_ref() }?.next.load(Relaxed, &guard);
            if self
                .top
                .compare_exchange(top, next, AcqRel, Relaxed, &guard)
                .is_ok()
            {
                // SAFETY: we alone have unlinked the node. Its value is ours, and the node is freed without it.
                unsafe {
                    let value = std::ptr::read(&top.deref().value);
                    guard.defer_destroy(top);
                    return Some(ManuallyDrop::into_inner(value));
                }
            }
        }
    }
}
// ANCHOR_END: stack

impl<T> Drop for Stack<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}

fn main() {
    let stack = Stack {
        top: Atomic::null(),
    };
    let sum = |numbers: std::ops::Range<u64>| {
        let mut sum = 0;
        for number in numbers {
            stack.push(Box::new(number));
            sum += *stack.pop().expect("one was pushed before");
        }
        sum
    };
    let total = thread::scope(|s| {
        let one = s.spawn(|| sum(0..10_000));
        let other = s.spawn(|| sum(10_000..20_000));
        one.join().unwrap() + other.join().unwrap()
    });
    println!("{total}");
}
