//! When may a node be freed that other threads may still be reading?
//!
//! Three answers: [`AtTheEnd`] here, [`Hazards`](crate::hazards::Hazards) and [`Epochs`](crate::epochs::Epochs).

use crate::sync::Mutex;
use crate::sync::atomic::{AtomicPtr, Ordering::Acquire};

// ANCHOR: trait
/// A way to free nodes that other threads may still be reading.
///
/// # Safety
/// What a guard promises to protect must not be freed while it does.
pub unsafe trait Reclaim: Default + Send + Sync {
    type Guard<'a>: Guard
    where
        Self: 'a;

    /// The right to look at nodes.
    fn guard(&self) -> Self::Guard<'_>;
}

/// # Safety
/// As [`Reclaim`]'s.
pub unsafe trait Guard {
    /// Loads a pointer. What it points to, if it was not yet retired when it was loaded, is not freed until this
    /// guard is dropped or protects something else in the same slot (of two).
    fn protect<N>(&self, slot: usize, pointer: &AtomicPtr<N>) -> *mut N;

    /// Frees a node as soon as nobody can be reading it.
    ///
    /// # Safety
    /// It comes from `Box::into_raw`, no pointer in the structure leads to it any more, and nobody else retires it.
    unsafe fn retire<N>(&self, node: *mut N);
}
// ANCHOR_END: trait

/// Marks a way whose guards protect everything that could be reached while they live, without naming it.
///
/// # Safety
/// No node is freed while a guard lives that is older than the node's retirement.
pub unsafe trait ProtectsAll: Reclaim {}

/// A node on its way out: where it is, and how to free it.
pub struct Retired {
    node: *mut (),
    free: unsafe fn(*mut ()),
}

// SAFETY: nobody but its owner uses the node any more, and freeing a node drops no value that somebody gave us:
// the structures take values out before they retire a node, or demand that they are `Send`.
unsafe impl Send for Retired {}

impl Retired {
    /// # Safety
    /// The node comes from `Box::into_raw` and belongs to the caller alone, as soon as nobody reads it.
    pub unsafe fn new<N>(node: *mut N) -> Self {
        unsafe fn free<N>(node: *mut ()) {
            // SAFETY: `new` was given this pointer, from a box, and with it the node.
            drop(unsafe { Box::from_raw(node.cast::<N>()) });
        }
        Retired {
            node: node.cast(),
            free: free::<N>,
        }
    }

    /// Where it is.
    pub fn address(&self) -> *mut () {
        self.node
    }

    /// # Safety
    /// Nobody reads the node any more.
    pub unsafe fn free(self) {
        // SAFETY: `free` belongs to this node, and is called once since it takes `self`.
        unsafe { (self.free)(self.node) }
    }
}

/// Keeps every node until the structure itself is dropped: right, simple, and it never stops growing.
#[derive(Default)]
pub struct AtTheEnd {
    retired: Mutex<Vec<Retired>>,
}

// SAFETY: nothing is freed before `drop`, which has the structure for itself.
unsafe impl Reclaim for AtTheEnd {
    type Guard<'a> = &'a AtTheEnd;

    fn guard(&self) -> &AtTheEnd {
        self
    }
}

// SAFETY: as above.
unsafe impl ProtectsAll for AtTheEnd {}

// SAFETY: as above.
unsafe impl Guard for &AtTheEnd {
    fn protect<N>(&self, _slot: usize, pointer: &AtomicPtr<N>) -> *mut N {
        pointer.load(Acquire)
    }

    unsafe fn retire<N>(&self, node: *mut N) {
        // SAFETY: the caller gives us the node.
        let node = unsafe { Retired::new(node) };
        self.retired.lock().unwrap().push(node);
    }
}

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        for node in self.retired.lock().unwrap().drain(..) {
            // SAFETY: guards borrow `self`, and there are none any more.
            unsafe { node.free() };
        }
    }
}
