//! Numbers for threads, and for each running thread a queue of objects whose count only it can settle.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};

use parking_lot::Mutex;

thread_local! {
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// The number of this thread: not 0, and never given to another.
///
/// # Panics
/// When the process has had four thousand million threads.
#[inline]
pub fn thread_number() -> u32 {
    let number = NUMBER.get();
    if number == 0 { first_number() } else { number }
}

#[cold]
fn first_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT
        .fetch_update(Relaxed, Relaxed, |next| next.checked_add(1))
        .expect("no more numbers for threads");
    NUMBER.set(number);
    number
}

/// Settles the count of one object, and frees the object if nothing is left.
pub type Settle = Box<dyn FnOnce() + Send>;

static QUEUES: LazyLock<Mutex<HashMap<u32, Vec<Settle>>>> = LazyLock::new(Mutex::default);
/// Whose queues hold something, a bit for each 64th thread: looked at often, so that the queues need not be.
static WAITING: AtomicU64 = AtomicU64::new(0);

#[inline]
fn bit(number: u32) -> u64 {
    1 << (number % 64)
}

/// A thread that can be asked to settle counts, from here until this is dropped.
pub struct Owner(());

impl Owner {
    pub fn enter() -> Self {
        QUEUES.lock().insert(thread_number(), Vec::new());
        Self(())
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let queue = QUEUES.lock().remove(&thread_number());
        queue.into_iter().flatten().for_each(|settle| settle());
    }
}

/// Lets the owner do it when it next looks, or does it now if the owner is no longer there.
pub fn ask(owner: u32, settle: Settle) {
    let mut queues = QUEUES.lock();
    if let Some(queue) = queues.get_mut(&owner) {
        queue.push(settle);
        WAITING.fetch_or(bit(owner), Relaxed);
        return;
    }
    drop(queues);
    settle();
}

/// Settles what this thread was asked to.
#[inline]
pub fn look() {
    if WAITING.load(Relaxed) & bit(thread_number()) != 0 {
        look_closely();
    }
}

#[cold]
fn look_closely() {
    let mut queues = QUEUES.lock();
    let mine = queues
        .get_mut(&thread_number())
        .map(std::mem::take)
        .unwrap_or_default();
    let waiting = queues.iter().filter(|(_, queue)| !queue.is_empty());
    WAITING.store(
        waiting.fold(0, |bits, (number, _)| bits | bit(*number)),
        Relaxed,
    );
    drop(queues);
    mine.into_iter().for_each(|settle| settle());
}
