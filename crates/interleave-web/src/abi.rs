//! The border of the module: a buffer for the request, a buffer for the answer, and a clock.

use std::cell::RefCell;

use crate::Session;

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    safe fn clock() -> f64;
}

struct State {
    session: Session,
    request: Vec<u8>,
    answer: String,
}

thread_local! {
    static STATE: RefCell<State> = const {
        RefCell::new(State {
            session: Session::new(milliseconds, Some(memory)),
            request: Vec::new(),
            answer: String::new(),
        })
    };
}

fn milliseconds() -> f64 {
    clock()
}

/// All that the instance has taken, whether in use or not: that is what the page must bear.
fn memory() -> usize {
    core::arch::wasm32::memory_size(0) << 16
}

/// Makes room for a request of `length` bytes, and says where to write it.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.request.clear();
        state.request.resize(length, 0);
        state.request.as_mut_ptr()
    })
}

/// Answers the request that was written. Returns how many bytes the answer has.
#[unsafe(no_mangle)]
extern "C" fn ask() -> usize {
    STATE.with_borrow_mut(|state| {
        // Both buffers may be large, and the search wants the room.
        let request = std::mem::take(&mut state.request);
        state.answer = String::new();
        state.answer = state.session.answer(&request);
        state.answer.len()
    })
}

/// Where the answer is.
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    STATE.with_borrow(|state| state.answer.as_ptr())
}
