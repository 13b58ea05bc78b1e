use std::sync::atomic::{AtomicPtr, Ordering};

struct Node {
    value: String,
    next: *mut Node,
}

struct Stack {
    top: AtomicPtr<Node>,
}

impl Stack {
    fn pop(&self) -> Option<String> {
        loop {
            let top = self.top.load(Ordering::Acquire);
            let next = top.as_ref()?.next;
            let claim = self
                .top
                .compare_exchange(top, next, Ordering::AcqRel, Ordering::Relaxed);
            if claim.is_ok() {
                return Some(Box::from_raw(top).value);
            }
        }
    }
}

fn main() {
    let stack = Stack {
        top: AtomicPtr::default(),
    };
    println!("{:?}", stack.pop());
}
