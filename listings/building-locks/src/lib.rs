//! Locks, counters and channels, built from atomics and from one service of the kernel.
//!
//! Each step of a design is a file of its own, numbered where there are several. What everybody should use is in the last
//! of each kind: [`mutex_3`], [`condvar_2`], [`rwlock_2`], [`semaphore`], [`barrier`], [`once`], [`oneshot_2`], [`channel_3`], [`arc_2`].
//! The files take atomics and cells from [`sync`], and sleep by way of [`futex`], so that the tests can put loom's in their place.

pub mod arc_1;
pub mod arc_2;
pub mod barrier;
pub mod channel_1;
pub mod channel_2;
pub mod channel_3;
pub mod condvar_1;
pub mod condvar_2;
pub mod futex;
pub mod lock;
pub mod mcs_1;
pub mod mcs_2;
pub mod mutex_1;
pub mod mutex_2;
pub mod mutex_3;
pub mod once;
pub mod oneshot_1;
pub mod oneshot_2;
pub mod rwlock;
pub mod rwlock_1;
pub mod rwlock_2;
pub mod semaphore;
pub mod spin_1;
pub mod spin_2;
pub mod spin_3;
pub mod sync;
pub mod ticket_1;
pub mod ticket_2;

pub use arc_2::{Arc, Weak};
pub use barrier::Barrier;
pub use channel_3::{Receiver, Sender, channel};
pub use condvar_2::Condvar;
pub use once::Once;
pub use semaphore::Semaphore;

/// The mutex to use.
pub type Mutex<T> = lock::Lock<mutex_3::Futex, T>;
/// The readers-writer lock to use.
pub type RwLock<T> = rwlock::RwLock<rwlock_2::TwoQueues, T>;
