// What the library's items are called outside.

pub mod std {
    pub mod sync {
        pub use crate::scope::{Arc, Barrier, BarrierWaitResult, Condvar, LazyLock, LockResult, Mutex, MutexGuard, Once, OnceLock, OnceState, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError, TryLockResult, WaitTimeoutResult};
        pub mod atomic {
            pub use crate::scope::{Atomic, AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, MemoryOrdering as Ordering, compiler_fence, fence};
        }
        pub mod mpsc {
            pub use crate::scope::{Receiver, RecvError, RecvTimeoutError, SendError, Sender, SyncSender, TryRecvError, TrySendError, channel, sync_channel};
        }
    }
    pub mod thread {
        pub use crate::scope::{AccessError, Builder, JoinHandle, LocalKey, Scope, ScopedJoinHandle, Thread, ThreadId, ThreadResult as Result, current, panicking, park, park_timeout, scope, sleep, spawn, yield_now};
    }
    pub mod cell { pub use crate::scope::{BorrowError, BorrowMutError, Cell, Ref, RefCell, RefMut, UnsafeCell}; }
    pub mod rc { pub use crate::scope::Rc; }
    pub mod boxed { pub use crate::scope::Box; }
    pub mod vec { pub use crate::scope::{IntoIter, Vec}; }
    pub mod string { pub use crate::scope::String; }
    pub mod option { pub use crate::scope::Option; }
    pub mod result { pub use crate::scope::Result; }
    pub mod collections { pub use crate::scope::VecDeque; pub mod vec_deque { pub use crate::scope::VecDeque; } }
    pub mod mem { pub use crate::scope::{ManuallyDrop, MaybeUninit, drop, forget, replace, swap, take}; }
    pub mod ptr { pub use crate::scope::{NonNull, null, null_mut}; pub use crate::scope::ptr_read as read; pub use crate::scope::ptr_write as write; pub use crate::scope::ptr_eq as eq; }
    pub mod hint { pub use crate::scope::{black_box, spin_loop}; }
    pub mod marker { pub use crate::scope::PhantomData; pub trait Send {} pub trait Sync {} pub trait Copy {} pub trait Sized {} pub trait Unpin {} }
    pub mod ops { pub use crate::scope::{Add, AddAssign, Deref, DerefMut, Div, Drop, Index, IndexMut, Mul, Neg, Not, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, Rem, Sub, SubAssign}; pub trait Fn {} pub trait FnMut {} pub trait FnOnce {} }
    pub mod cmp { pub use crate::scope::{CmpOrdering as Ordering, Ord, PartialEq, PartialOrd}; pub use crate::scope::cmp_max as max; pub use crate::scope::cmp_min as min; pub trait Eq {} }
    pub mod convert { pub use crate::scope::{AsRef, From, Into, TryFrom, identity}; }
    pub mod default { pub use crate::scope::Default; }
    pub mod clone { pub use crate::scope::Clone; }
    pub mod fmt { pub use crate::scope::{Debug, Display, FmtError as Error, FmtResult as Result, Formatter}; pub trait Write {} }
    pub mod str { pub use crate::scope::FromStr; }
    pub mod iter { pub use crate::scope::{DoubleEndedIterator, FromIterator, IntoIterator, Iterator, Peekable, empty, from_fn, once, repeat, repeat_n, successors, zip}; }
    pub mod array { pub use crate::scope::array_from_fn as from_fn; }
    pub mod slice { pub use crate::scope::{Chunks, Iter, IterMut}; }
    pub mod any { pub use crate::scope::Any; }
    pub mod panic { pub use crate::scope::{AssertUnwindSafe, catch_unwind, resume_unwind}; }
    pub mod time { pub use crate::scope::Duration; }
    pub mod num { pub use crate::scope::{ParseIntError, TryFromIntError}; }
    pub mod io { pub use crate::scope::{IoError as Error, IoResult as Result, Stdout, stdout}; pub trait Write {} }
    pub mod error { pub trait Error {} }
    pub mod prelude { pub mod v1 {} }
    pub mod primitive {}
    pub mod u8 {}
}
pub mod parking_lot {
    pub use crate::scope::parking::{Condvar, Mutex, MutexGuard, Once, RwLock, RwLockReadGuard, RwLockWriteGuard};
    pub use crate::scope::WaitTimeoutResult;
    pub const fn const_mutex<T>(value: T) -> crate::scope::parking::Mutex<T> { crate::scope::parking::Mutex::new(value) }
}
pub mod rand { pub use crate::scope::{random, random_bool, random_range, rng}; pub trait Rng {} pub trait RngExt {} pub mod rngs { pub use crate::scope::ThreadRng; } }
