//! User-level threads. Each has a stack; a switch saves the registers that a call must preserve on the one stack and
//! takes them from the other. The kernel is not asked, and does not know.
//!
//! Written for x86-64 and the System V calling convention; elsewhere [`Green::new`] panics.

use std::cell::Cell;
use std::ptr;
use std::rc::Rc;

/// Bytes of stack for each thread. There is no guard page below it: who overflows it writes into other memory.
pub const STACK: usize = 16 * 1024;

/// Both ends of a switch, and what the thread is to do.
struct Context {
    /// Where the stack of whoever called `resume` ends while the thread runs.
    outside: Cell<*mut u8>,
    /// Where the thread's own stack ends while it does not run.
    inside: Cell<*mut u8>,
    body: Cell<Option<Box<dyn FnOnce()>>>,
    done: Cell<bool>,
}

thread_local! {
    /// The user-level thread that this kernel thread is executing.
    static CURRENT: Cell<*const Context> = const { Cell::new(ptr::null()) };
}

/// A user-level thread. It stays with the kernel thread that made it. If it is dropped before it is done, its stack is
/// freed as it is: nothing that lives there is dropped.
pub struct Green {
    context: Rc<Context>,
    /// Never grows or shrinks: the thread has pointers into it.
    _stack: Vec<u128>,
}

impl Green {
    /// A thread that will do `body`, and has not begun.
    ///
    /// # Panics
    ///
    /// On other processors than x86-64.
    pub fn new(body: impl FnOnce() + 'static) -> Self {
        if cfg!(not(all(target_arch = "x86_64", unix))) {
            panic!("written for x86-64");
        }
        let mut stack = vec![0_u128; STACK / 16];
        let top = stack.as_mut_ptr_range().end.cast::<usize>();
        // SAFETY: both places lie inside the stack. The first switch to this thread takes six registers, of which
        // none matters, and then returns to `begin`, with the stack aligned as after a call.
        let inside = unsafe {
            top.sub(2).write(begin as *const () as usize);
            top.sub(8)
        };
        let context = Context {
            outside: Cell::new(ptr::null_mut()),
            inside: Cell::new(inside.cast()),
            body: Cell::new(Some(Box::new(body))),
            done: Cell::new(false),
        };
        Green {
            context: Rc::new(context),
            _stack: stack,
        }
    }

    /// Lets the thread run until it pauses or ends; says whether it has more to do.
    pub fn resume(&mut self) -> bool {
        if self.context.done.get() {
            return false;
        }
        let before = CURRENT.replace(Rc::as_ptr(&self.context));
        // SAFETY: the thread is not done, so `inside` is where its stack ended in `new` or in `pause`.
        unsafe { switch(self.context.outside.as_ptr(), self.context.inside.get()) };
        CURRENT.set(before);
        !self.context.done.get()
    }
}

/// Lets whoever resumed this thread go on. From whatever depth of calls.
///
/// # Panics
///
/// If no user-level thread is running.
pub fn pause() {
    let current = CURRENT.get();
    assert!(!current.is_null(), "no user-level thread is running");
    // SAFETY: the context lives in the `Green` that is being resumed, and `outside` was set by that `resume`.
    unsafe { switch((*current).inside.as_ptr(), (*current).outside.get()) };
}

/// The first function on a new stack. A panic that would leave it aborts the process.
extern "C" fn begin() {
    let current = CURRENT.get();
    // SAFETY: `resume` has set it, and the `Green` outlives this call.
    let context = unsafe { &*current };
    let body = context.body.take().expect("a thread begins once");
    body();
    context.done.set(true);
    pause();
    unreachable!("a thread that is done is not resumed");
}

/// Leaves the end of this stack at `save`, and goes on with the stack that ends at `load`.
///
/// # Safety
///
/// `load` must have been left by a switch, or be the prepared end of a new stack.
#[cfg(all(target_arch = "x86_64", unix))]
#[unsafe(naked)]
unsafe extern "C" fn switch(save: *mut *mut u8, load: *mut u8) {
    std::arch::naked_asm!(
        "push rbp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "mov [rdi], rsp",
        "mov rsp, rsi",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
    )
}

#[cfg(not(all(target_arch = "x86_64", unix)))]
unsafe fn switch(_save: *mut *mut u8, _load: *mut u8) {
    unreachable!("no thread can have been made");
}

#[cfg(all(test, target_arch = "x86_64", unix))]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn a_thread_pauses_in_the_depth_of_its_calls() {
        fn down(depth: u32, seen: &Cell<u32>) -> u32 {
            if depth == 0 {
                return 0;
            }
            seen.set(depth);
            pause();
            1 + down(depth - 1, seen)
        }
        let seen = Rc::new(Cell::new(0));
        let inside = seen.clone();
        let mut green = Green::new(move || {
            let calls = down(3, &inside);
            inside.set(10 * calls);
        });
        for depth in [3, 2, 1] {
            assert!(green.resume());
            assert_eq!(seen.get(), depth);
        }
        assert!(!green.resume());
        assert_eq!(seen.get(), 30);
        assert!(!green.resume(), "who is done stays done");
    }

    #[test]
    fn threads_nest_and_keep_floating_point() {
        let out = Rc::new(Cell::new(0.0));
        let result = out.clone();
        let mut outer = Green::new(move || {
            let inner_result = result.clone();
            let mut inner = Green::new(move || {
                inner_result.set(inner_result.get() + 0.25);
                pause();
                inner_result.set(inner_result.get() + 0.5);
            });
            while inner.resume() {
                pause();
            }
        });
        assert!(outer.resume());
        assert_eq!(out.get(), 0.25);
        assert!(!outer.resume());
        assert_eq!(out.get(), 0.75);
    }

    #[test]
    #[should_panic(expected = "no user-level thread is running")]
    fn nobody_to_pause() {
        pause();
    }
}
