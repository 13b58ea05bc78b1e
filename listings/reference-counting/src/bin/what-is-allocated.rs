use std::alloc::{GlobalAlloc, Layout, System};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

// ANCHOR: allocator
/// The system's allocator, and a note of what it was asked for.
struct Watched;

static REQUESTS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        REQUESTS.fetch_add(1, SeqCst);
        BYTES.fetch_add(layout.size(), SeqCst);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Watched = Watched;
// ANCHOR_END: allocator

/// Makes something, and says what memory that took.
fn watch<T>(what: &str, make: impl FnOnce() -> T) -> T {
    let before = (REQUESTS.load(SeqCst), BYTES.load(SeqCst));
    let made = make();
    let after = (REQUESTS.load(SeqCst), BYTES.load(SeqCst));
    let (requests, bytes) = (after.0 - before.0, after.1 - before.1);
    println!("{what}: {requests} of {bytes} bytes");
    made
}

fn main() {
    watch("Box::new", || Box::new(7_u64));
    let counted = watch("Rc::new", || Rc::new(7_u64));
    watch("Rc::clone", || Rc::clone(&counted));
    watch("Arc::new", || Arc::new(7_u64));
}
