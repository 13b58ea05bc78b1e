//! A ring for one who puts in and one who takes out.

use std::mem::MaybeUninit;

use crossbeam_utils::CachePadded;

use crate::sync::atomic::AtomicUsize;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::{Arc, UnsafeCell};

/// Positions count on for ever (and wrap); the slot of a position is its remainder.
/// The slots from `head` up to `tail` are full: they belong to the consumer, the others to the producer.
struct Ring<T> {
    slots: Box<[UnsafeCell<MaybeUninit<T>>]>,
    head: CachePadded<AtomicUsize>,
    tail: CachePadded<AtomicUsize>,
}

impl<T> Ring<T> {
    fn slot(&self, position: usize) -> &UnsafeCell<MaybeUninit<T>> {
        &self.slots[position & (self.slots.len() - 1)]
    }
}

// SAFETY: values go from one thread to another, which is `Send`. A slot is used by one side at a time: only the
// producer moves `tail` and only the consumer moves `head`, and there is one of each.
unsafe impl<T: Send> Sync for Ring<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Ring<T> {}

/// The end that puts in.
pub struct Producer<T> {
    ring: Arc<Ring<T>>,
    tail: usize,
    /// The head when it was last looked at: there may be more room by now, never less.
    head: usize,
}

/// The end that takes out.
pub struct Consumer<T> {
    ring: Arc<Ring<T>>,
    head: usize,
    /// The tail when it was last looked at: there may be more by now, never less.
    tail: usize,
}

/// Both ends of a ring with room for so many values, rounded up to a power of two.
pub fn ring<T>(capacity: usize) -> (Producer<T>, Consumer<T>) {
    let empty = |_| UnsafeCell::new(MaybeUninit::uninit());
    let ring = Arc::new(Ring {
        slots: (0..capacity.next_power_of_two()).map(empty).collect(),
        head: CachePadded::new(AtomicUsize::new(0)),
        tail: CachePadded::new(AtomicUsize::new(0)),
    });
    let producer = Producer {
        ring: ring.clone(),
        tail: 0,
        head: 0,
    };
    let consumer = Consumer {
        ring,
        head: 0,
        tail: 0,
    };
    (producer, consumer)
}

impl<T> Producer<T> {
    // ANCHOR: push
    /// Puts a value in.
    ///
    /// # Errors
    /// Gives it back if the ring is full.
    pub fn push(&mut self, value: T) -> Result<(), T> {
        let capacity = self.ring.slots.len();
        if self.tail.wrapping_sub(self.head) == capacity {
            self.head = self.ring.head.load(Acquire); // pairs with `pop`'s release: the slot has been emptied
            if self.tail.wrapping_sub(self.head) == capacity {
                return Err(value);
            }
        }
        let slot = self.ring.slot(self.tail);
        // SAFETY: between `tail` and `head + capacity`, so the slot is empty and the producer's; `&mut self`: one push.
        slot.with_mut(|slot| unsafe { slot.write(MaybeUninit::new(value)) });
        self.tail = self.tail.wrapping_add(1);
        self.ring.tail.store(self.tail, Release); // pairs with `pop`'s acquire: the slot has been filled
        Ok(())
    }
    // ANCHOR_END: push
}

impl<T> Consumer<T> {
    // ANCHOR: pop
    /// Takes the oldest value out.
    pub fn pop(&mut self) -> Option<T> {
        if self.head == self.tail {
            self.tail = self.ring.tail.load(Acquire); // pairs with `push`'s release
            if self.head == self.tail {
                return None;
            }
        }
        let slot = self.ring.slot(self.head);
        // SAFETY: between `head` and `tail`, so the slot is full and the consumer's; it counts as empty from now on.
        let value = slot.with(|slot| unsafe { slot.read().assume_init() });
        self.head = self.head.wrapping_add(1);
        self.ring.head.store(self.head, Release); // pairs with `push`'s acquire
        Some(value)
    }
    // ANCHOR_END: pop
}

impl<T> Drop for Ring<T> {
    fn drop(&mut self) {
        let tail = self.tail.load(Relaxed);
        let mut at = self.head.load(Relaxed);
        while at != tail {
            // SAFETY: both ends are gone, and this slot is full.
            self.slot(at)
                .with_mut(|slot| unsafe { (*slot).assume_init_drop() });
            at = at.wrapping_add(1);
        }
    }
}
