//! A bounded queue for any number of threads at either end: Vyukov's, with an emptiness that can be relied on.

use std::mem::MaybeUninit;

use crossbeam_utils::CachePadded;

use crate::backoff::Backoff;
use crate::sync::UnsafeCell;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use crate::sync::atomic::{AtomicUsize, fence};

/// A ring of slots, each with a stamp.
///
/// A position counts on for ever (and wraps); its slot is its remainder. The stamp of position p's slot is p while it
/// is free for the push of p, p + 1 while it is full for the pop of p, and p + capacity afterwards.
pub struct Queue<T> {
    slots: Box<[Slot<T>]>,
    head: CachePadded<AtomicUsize>,
    tail: CachePadded<AtomicUsize>,
}

struct Slot<T> {
    stamp: AtomicUsize,
    value: UnsafeCell<MaybeUninit<T>>,
}

// SAFETY: values go from one thread to another, which is `Send`; a slot is used by who moved `tail` or `head` over it.
unsafe impl<T: Send> Send for Queue<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Queue<T> {}

impl<T> Queue<T> {
    /// An empty queue with room for so many values, rounded up to a power of two, and for two at least.
    pub fn new(capacity: usize) -> Self {
        let slot = |position| Slot {
            stamp: AtomicUsize::new(position),
            value: UnsafeCell::new(MaybeUninit::uninit()),
        };
        Queue {
            slots: (0..capacity.next_power_of_two().max(2)).map(slot).collect(),
            head: CachePadded::new(AtomicUsize::new(0)),
            tail: CachePadded::new(AtomicUsize::new(0)),
        }
    }

    fn slot(&self, position: usize) -> &Slot<T> {
        &self.slots[position & (self.slots.len() - 1)]
    }

    // ANCHOR: push
    /// Puts a value at the end.
    ///
    /// # Errors
    /// Gives it back if the queue is full.
    pub fn push(&self, value: T) -> Result<(), T> {
        let mut backoff = Backoff::default();
        let mut tail = self.tail.load(Relaxed);
        loop {
            let slot = self.slot(tail);
            let stamp = slot.stamp.load(Acquire); // pairs with `pop`'s release: the slot has been emptied
            if stamp == tail {
                let next = tail.wrapping_add(1);
                match self
                    .tail
                    .compare_exchange_weak(tail, next, Release, Relaxed)
                {
                    Ok(_) => {
                        // SAFETY: the stamp says free, and only who moves the tail over a slot fills it.
                        slot.value
                            .with_mut(|slot| unsafe { slot.write(MaybeUninit::new(value)) });
                        slot.stamp.store(next, Release); // pairs with `pop`'s acquire
                        return Ok(());
                    }
                    Err(seen) => tail = seen,
                }
                backoff.spin();
                continue;
            }
            if stamp == tail.wrapping_add(1).wrapping_sub(self.slots.len()) {
                // Full as it was a lap ago. Either all are, or a pop has begun here and is not done.
                // What this thread did, and what others had done when they moved the tail (their release pairs with
                // this fence), comes before the look at the head.
                fence(SeqCst);
                if self.head.load(Relaxed) == tail.wrapping_sub(self.slots.len()) {
                    return Err(value);
                }
            }
            backoff.wait();
            tail = self.tail.load(Relaxed);
        }
    }
    // ANCHOR_END: push

    // ANCHOR: pop
    /// Takes the oldest value.
    pub fn pop(&self) -> Option<T> {
        let mut backoff = Backoff::default();
        let mut head = self.head.load(Relaxed);
        loop {
            let slot = self.slot(head);
            let next = head.wrapping_add(1);
            let stamp = slot.stamp.load(Acquire); // pairs with `push`'s release: the slot has been filled
            if stamp == next {
                match self
                    .head
                    .compare_exchange_weak(head, next, Release, Relaxed)
                {
                    Ok(_) => {
                        // SAFETY: the stamp says full, and only who moves the head over a slot empties it.
                        let value = slot.value.with(|slot| unsafe { slot.read().assume_init() });
                        let free = head.wrapping_add(self.slots.len());
                        slot.stamp.store(free, Release); // pairs with `push`'s acquire
                        return Some(value);
                    }
                    Err(seen) => head = seen,
                }
                backoff.spin();
                continue;
            }
            if stamp == head {
                // Not yet full in this lap. Either nothing is in the queue, or a push has begun here and is not done.
                // What this thread did, and what others had done when they moved the head (their release pairs with
                // this fence), comes before the look at the tail.
                fence(SeqCst);
                if self.tail.load(Relaxed) == head {
                    return None;
                }
            }
            backoff.wait();
            head = self.head.load(Relaxed);
        }
    }
    // ANCHOR_END: pop
}

impl<T> Drop for Queue<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
    }
}
