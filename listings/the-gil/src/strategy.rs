//! What keeps threads apart, or does not.

use std::sync::atomic::{AtomicBool, Ordering::*};
use std::time::Duration;

use parking_lot::RawMutex;
use parking_lot::lock_api::{self, GuardNoSend};

use crate::count::{Biased, Count, Plain, Unprotected};
use crate::gil::Gil;
use crate::owners;

// ANCHOR: strategy
/// How the interpreter keeps its threads apart.
pub trait Strategy: Send + Sync + Sized + 'static {
    /// How references are counted.
    type Count: Count + Send + Sync;
    /// What guards the inside of one object, and one global variable.
    type Guard: lock_api::RawMutex + Send + Sync;
    /// Whether a thread checks at every instruction, or only where a loop turns back and around calls.
    const EVERY_INSTRUCTION: bool;

    /// A thread is about to touch objects.
    fn attach(&self);
    /// It will not touch any until it attaches again.
    fn detach(&self);
    /// It could let others in here.
    fn check(&self);
    /// `sys.setswitchinterval`
    fn set_switch_interval(&self, _: Duration) {}
}
// ANCHOR_END: strategy

/// Nothing keeps threads apart. Objects have locks of their own, or Rust would not have it; their counts have not.
pub struct NoLock;

impl Strategy for NoLock {
    type Count = Unprotected;
    type Guard = RawMutex;
    const EVERY_INSTRUCTION: bool = false;

    fn attach(&self) {}
    fn detach(&self) {}
    #[inline]
    fn check(&self) {}
}

/// One lock around everything.
pub struct GlobalLock<const EVERY_INSTRUCTION: bool> {
    pub gil: Gil,
}

/// As in CPython up to 3.9.
pub type ChecksEverywhere = GlobalLock<true>;
/// As in CPython from 3.10.
pub type ChecksAtBackEdges = GlobalLock<false>;

impl<const EVERY_INSTRUCTION: bool> GlobalLock<EVERY_INSTRUCTION> {
    pub fn new(switch_interval: Duration) -> Self {
        Self {
            gil: Gil::new(switch_interval),
        }
    }
}

/// CPython's 5 ms.
impl<const EVERY_INSTRUCTION: bool> Default for GlobalLock<EVERY_INSTRUCTION> {
    fn default() -> Self {
        Self::new(Duration::from_millis(5))
    }
}

impl<const EVERY_INSTRUCTION: bool> Strategy for GlobalLock<EVERY_INSTRUCTION> {
    type Count = Plain;
    type Guard = UnderTheGil;
    const EVERY_INSTRUCTION: bool = EVERY_INSTRUCTION;

    fn attach(&self) {
        self.gil.take();
    }

    fn detach(&self) {
        self.gil.release();
    }

    #[inline]
    fn check(&self) {
        self.gil.check();
    }

    fn set_switch_interval(&self, interval: Duration) {
        self.gil.set_interval(interval);
    }
}

/// A lock that is no lock: whoever comes here holds the GIL, and lets go of the object before letting go of the GIL.
pub struct UnderTheGil(AtomicBool);

// SAFETY: two guards at once would need a second `lock` before the first `unlock`. From the same thread, and from another one that
// holds the GIL by now, it would find `true`, since the GIL orders its load after our store, and panic. There are no callers without
// the GIL: objects are reached through `Attached`, between `attach` and `detach`, and by the last thread of all, which is alone.
unsafe impl lock_api::RawMutex for UnderTheGil {
    #[allow(
        clippy::declare_interior_mutable_const,
        reason = "an initial value, as lock_api wants it"
    )]
    const INIT: Self = Self(AtomicBool::new(false));
    type Guard = GuardNoSend;

    #[inline]
    fn lock(&self) -> GuardNoSend {
        self.try_lock()
            .expect("an object is in use while the GIL is elsewhere")
    }

    #[inline]
    fn try_lock(&self) -> Option<GuardNoSend> {
        if self.is_locked() {
            return None;
        }
        self.0.store(true, Relaxed);
        Some(GuardNoSend::new())
    }

    #[inline]
    unsafe fn unlock(&self, _: GuardNoSend) {
        self.0.store(false, Relaxed);
    }

    #[inline]
    fn is_locked(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// Every object has a lock of its own, one byte wide, and a count that threads can share.
pub struct FreeThreading<C = Biased>(std::marker::PhantomData<fn() -> C>);

impl<C> Default for FreeThreading<C> {
    fn default() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<C: Count + Send + Sync + 'static> Strategy for FreeThreading<C> {
    type Count = C;
    type Guard = RawMutex;
    const EVERY_INSTRUCTION: bool = false;

    fn attach(&self) {}
    fn detach(&self) {}

    #[inline]
    fn check(&self) {
        owners::look();
    }
}
