//! Reclamation by epochs: `crossbeam-epoch`'s, in the form of the others.

use crossbeam_epoch::pin;

use crate::reclaim::{Guard, ProtectsAll, Reclaim, Retired};
use crate::sync::atomic::{AtomicPtr, Ordering::Acquire};

/// Frees a node when every thread has been seen outside since it was retired.
#[derive(Default)]
pub struct Epochs;

// SAFETY: `crossbeam-epoch` runs nothing that was deferred while a guard lives that was pinned before.
unsafe impl Reclaim for Epochs {
    type Guard<'a> = crossbeam_epoch::Guard;

    fn guard(&self) -> crossbeam_epoch::Guard {
        pin()
    }
}

// SAFETY: as above; a guard knows no pointers at all.
unsafe impl ProtectsAll for Epochs {}

// SAFETY: as above.
unsafe impl Guard for crossbeam_epoch::Guard {
    fn protect<N>(&self, _slot: usize, pointer: &AtomicPtr<N>) -> *mut N {
        pointer.load(Acquire)
    }

    unsafe fn retire<N>(&self, node: *mut N) {
        // SAFETY: the caller gives us the node, and nobody who pins from now on can reach it. Who is pinned already
        // may read it: it is freed after that.
        unsafe {
            let node = Retired::new(node);
            self.defer_unchecked(move || node.free());
        }
    }
}
