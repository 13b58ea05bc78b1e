//! Locks with their order in their types: what takes two of them out of order does not compile.

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Of the rank of a thread's last lock: one of rank `Next` may be taken after it.
///
/// Whoever implements this draws the arrows of a graph, from each rank to those that may come after it. Deadlock is
/// ruled out if that graph has no cycle; the compiler does not check this.
#[diagnostic::on_unimplemented(
    message = "a lock of rank `{Next}` may not be taken after one of rank `{Self}`",
    label = "out of order"
)]
pub trait Before<Next> {}

/// The rank of a thread that holds no lock.
pub enum Nothing {}

/// A thread's permission to take a lock that ranks after `Held`. It stays in its thread.
pub struct Key<'a, Held>(PhantomData<(&'a mut (), *const Held)>);

thread_local! {
    static BEGUN: Cell<bool> = const { Cell::new(false) };
}

impl Key<'static, Nothing> {
    /// The key with which a thread begins.
    ///
    /// # Panics
    /// If this thread has had it before: with two of them it could take locks in two orders.
    #[must_use]
    pub fn first() -> Self {
        assert!(!BEGUN.replace(true), "a thread has one first key");
        Key(PhantomData)
    }
}

/// A value behind a lock of rank `Rank`.
pub struct Ranked<Rank, T> {
    mutex: Mutex<T>,
    rank: PhantomData<fn() -> Rank>,
}

impl<Rank, T> Ranked<Rank, T> {
    /// An open lock.
    pub const fn new(value: T) -> Self {
        Ranked {
            mutex: Mutex::new(value),
            rank: PhantomData,
        }
    }

    /// Takes the lock, and hands over the key for what may come next. The key that was lent is out of use until
    /// guard and new key are gone. A poisoned lock is taken as it is.
    pub fn lock<'a, Held>(
        &'a self,
        _key: &'a mut Key<'_, Held>,
    ) -> (MutexGuard<'a, T>, Key<'a, Rank>)
    where
        Held: Before<Rank>,
    {
        let guard = self.mutex.lock().unwrap_or_else(PoisonError::into_inner);
        (guard, Key(PhantomData))
    }
}
