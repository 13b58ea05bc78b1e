//! How much memory the command uses: an allocator that counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// Bytes that are allocated now.
pub static IN_USE: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, with a count. The command has one thread: a load and a store are enough, and cheaper than an
/// addition in one step.
pub struct Counting;

fn count(change: isize) {
    IN_USE.store(IN_USE.load(Relaxed).wrapping_add_signed(change), Relaxed);
}

// SAFETY: every call is passed on to `System` as it is; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.cast_signed() - layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
