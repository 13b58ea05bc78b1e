//! Ways to count the references to an object.

use crate::sync::{AtomicIsize, AtomicU32, AtomicUsize, Ordering::*, fence, thread_number};

/// What is left after one reference has been taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Some,
    /// It was the last one: free the object.
    None,
    /// Only the thread with this number can tell; it must be asked to `settle` the count.
    AskOwner(u32),
}

/// A count of references.
pub trait Count {
    /// Of an object that somebody has just made.
    fn one() -> Self;
    /// Of an object that is never freed.
    fn immortal() -> Self;
    fn increment(&self);
    fn decrement(&self) -> Left;
    /// Takes away the reference that `AskOwner` left in place, and says whether it was the last. To be called once for each
    /// `AskOwner`, by the owner, or by anybody after the owner has ended.
    fn settle(&self) -> bool;
    /// How many references there are: exact if nobody else is counting now.
    fn references(&self) -> isize;
}

/// A number that one thread at a time may touch, as under a GIL. It is an atomic only so that Rust need not take that on trust:
/// a load and a store are ordinary instructions.
pub struct Plain(AtomicUsize);

impl Count for Plain {
    fn one() -> Self {
        Self(AtomicUsize::new(1))
    }

    /// A number like any other, with a reference that nobody gives back.
    fn immortal() -> Self {
        Self::one()
    }

    #[inline]
    fn increment(&self) {
        self.0.store(self.0.load(Relaxed) + 1, Relaxed);
    }

    #[inline]
    fn decrement(&self) -> Left {
        let left = self.0.load(Relaxed) - 1;
        self.0.store(left, Relaxed);
        if left == 0 { Left::None } else { Left::Some }
    }

    fn settle(&self) -> bool {
        self.decrement() == Left::None
    }

    fn references(&self) -> isize {
        self.0.load(Relaxed) as isize
    }
}

/// The same with nothing that keeps threads apart. It counts wrong, so nothing is freed by it.
pub struct Unprotected(AtomicIsize);

impl Count for Unprotected {
    fn one() -> Self {
        Self(AtomicIsize::new(1))
    }

    fn immortal() -> Self {
        Self::one()
    }

    #[inline]
    fn increment(&self) {
        self.0.store(self.0.load(Relaxed) + 1, Relaxed);
    }

    #[inline]
    fn decrement(&self) -> Left {
        self.0.store(self.0.load(Relaxed) - 1, Relaxed);
        Left::Some
    }

    fn settle(&self) -> bool {
        false
    }

    fn references(&self) -> isize {
        self.0.load(Relaxed)
    }
}

/// One number for all threads, changed by atomic additions, as in `Arc`.
pub struct Atomic(AtomicUsize);

impl Count for Atomic {
    fn one() -> Self {
        Self(AtomicUsize::new(1))
    }

    fn immortal() -> Self {
        Self::one()
    }

    #[inline]
    fn increment(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    #[inline]
    fn decrement(&self) -> Left {
        if self.0.fetch_sub(1, Release) > 1 {
            return Left::Some;
        }
        // Pairs with the Release of every other decrement: what they did with the object comes before it is freed.
        fence(Acquire);
        Left::None
    }

    fn settle(&self) -> bool {
        self.decrement() == Left::None
    }

    fn references(&self) -> isize {
        self.0.load(Relaxed) as isize
    }
}

/// Two numbers: one for the thread that made the object, which needs no atomic addition, and one for all others. As in PEP 703.
///
/// The references are `local` and `shared` together. Only the owner may change `local`; when it has come to 0, the owner gives the
/// object up (`MERGED`), and from then on `shared` alone counts. A thread that takes away a reference which `shared` does not
/// have cannot know whether `local` has it: it leaves the reference in place and asks the owner (`QUEUED`).
pub struct Biased {
    /// Number of the owning thread, 0 when the count is merged.
    owner: AtomicU32,
    local: AtomicU32,
    /// The other threads' count times four, and in the low bits one of the states.
    shared: AtomicIsize,
}

const IMMORTAL: u32 = u32::MAX;
const QUEUED: isize = 2;
const MERGED: isize = 3;
const STATE: isize = 3;
const REFERENCE: isize = 4;

impl Biased {
    #[inline]
    fn mine(&self) -> bool {
        self.owner.load(Relaxed) == thread_number()
    }

    #[cold]
    fn last_local(&self) -> Left {
        let mut shared = self.shared.load(Acquire);
        if shared == 0 {
            return Left::None;
        }
        self.owner.store(0, Relaxed);
        loop {
            let merged = (shared & !STATE) | MERGED;
            // Release and Acquire, as for `Atomic`: this may be the last change or come before it.
            match self
                .shared
                .compare_exchange(shared, merged, AcqRel, Acquire)
            {
                Ok(_) if merged == MERGED => return Left::None,
                Ok(_) => return Left::Some,
                Err(now) => shared = now,
            }
        }
    }

    #[cold]
    fn decrement_shared(&self) -> Left {
        let mut shared = self.shared.load(Relaxed);
        loop {
            let ask = shared == 0;
            let next = if ask { QUEUED } else { shared - REFERENCE };
            // The owner as it is before the queue is entered: afterwards nobody may look at the object who does not hold it.
            let owner = self.owner.load(Relaxed);
            match self.shared.compare_exchange(shared, next, AcqRel, Relaxed) {
                Ok(_) if ask => return Left::AskOwner(owner),
                Ok(_) if next == MERGED => return Left::None,
                Ok(_) => return Left::Some,
                Err(now) => shared = now,
            }
        }
    }
}

impl Count for Biased {
    fn one() -> Self {
        Self {
            owner: AtomicU32::new(thread_number()),
            local: AtomicU32::new(1),
            shared: AtomicIsize::new(0),
        }
    }

    fn immortal() -> Self {
        Self {
            owner: AtomicU32::new(0),
            local: AtomicU32::new(IMMORTAL),
            shared: AtomicIsize::new(0),
        }
    }

    #[inline]
    fn increment(&self) {
        let local = self.local.load(Relaxed);
        if local == IMMORTAL {
        } else if self.mine() {
            self.local.store(local + 1, Relaxed);
        } else {
            self.shared.fetch_add(REFERENCE, Relaxed);
        }
    }

    #[inline]
    fn decrement(&self) -> Left {
        let local = self.local.load(Relaxed);
        if local == IMMORTAL {
            Left::Some
        } else if self.mine() {
            self.local.store(local - 1, Relaxed);
            if local == 1 {
                self.last_local()
            } else {
                Left::Some
            }
        } else {
            self.decrement_shared()
        }
    }

    fn settle(&self) -> bool {
        self.owner.store(0, Relaxed);
        let local = self.local.swap(0, Relaxed) as isize;
        let mut shared = self.shared.load(Relaxed);
        loop {
            let references = (shared >> 2) + local - 1;
            match self.shared.compare_exchange(
                shared,
                (references * REFERENCE) | MERGED,
                AcqRel,
                Relaxed,
            ) {
                Ok(_) => return references == 0,
                Err(now) => shared = now,
            }
        }
    }

    fn references(&self) -> isize {
        self.local.load(Relaxed) as isize + (self.shared.load(Relaxed) >> 2)
    }
}
