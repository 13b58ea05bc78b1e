//! An unbounded channel, third step: senders do not lock. Each takes a number, and fills the slot of that number.
//!
//! The slots come in blocks, and the blocks in a list. Who takes the last slot of a block brings the next block along.

use crate::arc_2::Arc;
use crate::futex;
use crate::sync::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering::Acquire, Ordering::Relaxed,
    Ordering::Release, Ordering::SeqCst, SLOTS, SPINS, UnsafeCell, fence, spin_loop, yield_now,
};
use std::ptr::{self, NonNull};

/// Numbers for each block: its slots, and one that says that the next block is on its way.
const LAP: usize = SLOTS + 1;

const AWAKE: u32 = 0;
const ASLEEP: u32 = 1;

#[derive(Debug)]
struct Slot<T> {
    message: UnsafeCell<Option<T>>,
    filled: AtomicBool,
}

#[derive(Debug)]
struct Block<T> {
    slots: [Slot<T>; SLOTS],
    next: AtomicPtr<Block<T>>,
}

impl<T> Block<T> {
    fn new() -> NonNull<Self> {
        let empty = |_| Slot {
            message: UnsafeCell::new(None),
            filled: AtomicBool::new(false),
        };
        let block = Block {
            slots: std::array::from_fn(empty),
            next: AtomicPtr::new(ptr::null_mut()),
        };
        NonNull::from(Box::leak(Box::new(block)))
    }
}

/// The next slot to receive from.
#[derive(Debug)]
struct Head<T> {
    block: NonNull<Block<T>>,
    slot: usize,
}

#[derive(Debug)]
struct Shared<T> {
    /// The next number.
    tail: AtomicUsize,
    /// The block that it belongs to.
    block: AtomicPtr<Block<T>>,
    senders: AtomicUsize,
    receiver_gone: AtomicBool,
    /// Whether the receiver sleeps, or is about to.
    bell: AtomicU32,
    /// Where the receiver left off. It is written once, by its drop.
    rest: UnsafeCell<Option<Head<T>>>,
}

// Safety: a message is written by the one sender that has its number, and read by the receiver once the slot is filled. `rest` is
// written by the receiver's drop and read by the last owner's.
unsafe impl<T: Send> Send for Shared<T> {}
unsafe impl<T: Send> Sync for Shared<T> {}
// Safety: it owns the slots from its head on, whose messages may go to any thread.
unsafe impl<T: Send> Send for Receiver<T> {}

/// The sending end; there may be several.
#[derive(Debug)]
pub struct Sender<T>(Arc<Shared<T>>);

/// The receiving end. There is one.
#[derive(Debug)]
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    head: Head<T>,
}

/// A queue between threads, without a bound.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let block = Block::new();
    let shared = Arc::new(Shared {
        tail: AtomicUsize::new(0),
        block: AtomicPtr::new(block.as_ptr()),
        senders: AtomicUsize::new(1),
        receiver_gone: AtomicBool::new(false),
        bell: AtomicU32::new(AWAKE),
        rest: UnsafeCell::new(None),
    });
    let receiver = Receiver {
        shared: shared.clone(),
        head: Head { block, slot: 0 },
    };
    (Sender(shared), receiver)
}

impl<T> Shared<T> {
    // ANCHOR: push
    fn push(&self, message: T) {
        let mut brought = None;
        let (block, slot) = loop {
            // Acquire pairs with the Release below (message passing): with the number comes its block.
            let number = self.tail.load(Acquire);
            let slot = number % LAP;
            if slot == SLOTS {
                // Another sender is bringing the next block.
                yield_now();
                continue;
            }
            let block = self.block.load(Relaxed);
            if slot + 1 == SLOTS && brought.is_none() {
                brought = Some(Block::new());
            }
            // Relaxed: nothing is handed over yet. If the number is still free, so is the slot, and the block is there.
            if self
                .tail
                .compare_exchange_weak(number, number + 1, Relaxed, Relaxed)
                .is_ok()
            {
                break (block, slot);
            }
            spin_loop();
        };
        // Safety: the receiver frees a block when all its slots have been filled, and this one has not.
        let block = unsafe { &*block };
        if slot + 1 == SLOTS {
            let next = brought.take().expect("made above").as_ptr();
            // Relaxed, both: the first is released by the next line, the second by `filled`, which the receiver looks at before.
            self.block.store(next, Relaxed);
            self.tail.fetch_add(1, Release);
            block.next.store(next, Relaxed);
        }
        // Safety: nobody else has this number, and the receiver waits for `filled`.
        block.slots[slot]
            .message
            .with_mut(|place| unsafe { *place = Some(message) });
        // Release pairs with the Acquire in `next` (message passing).
        block.slots[slot].filled.store(true, Release);
        if let Some(block) = brought {
            // Safety: made here, and seen by nobody.
            drop(unsafe { Box::from_raw(block.as_ptr()) });
        }
    }
    // ANCHOR_END: push

    /// Wakes the receiver if it sleeps. Called after every change that it may wait for.
    #[inline]
    fn ring(&self) {
        // SeqCst pairs with the fence in `receive` (store buffering): either we see that it sleeps, or it sees what has changed.
        fence(SeqCst);
        if self.bell.load(Relaxed) == ASLEEP && self.bell.swap(AWAKE, Relaxed) == ASLEEP {
            futex::wake_one(&self.bell);
        }
    }
}

impl<T> Sender<T> {
    /// Sends it, or gives it back if nobody will ever receive it.
    pub fn send(&self, message: T) -> Result<(), T> {
        // Relaxed: only a courtesy. A receiver that goes a moment later does not receive it either.
        if self.0.receiver_gone.load(Relaxed) {
            return Err(message);
        }
        self.0.push(message);
        self.0.ring();
        Ok(())
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        // Relaxed: who clones a sender has one, so the count is not zero meanwhile.
        self.0.senders.fetch_add(1, Relaxed);
        Self(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // Relaxed: the fence in `ring`, which comes after every message, pairs with the Acquire in `receive` (message passing).
        if self.0.senders.fetch_sub(1, Relaxed) == 1 {
            self.0.ring();
        }
    }
}

impl<T> Head<T> {
    // ANCHOR: next
    /// The message in the next slot, if it is there.
    fn next(&mut self) -> Option<T> {
        // Safety: the block is freed below, when there is another head, and by the last owner.
        let block = unsafe { self.block.as_ref() };
        let slot = &block.slots[self.slot];
        // Acquire pairs with the Release in `push` (message passing).
        if !slot.filled.load(Acquire) {
            return None;
        }
        // Safety: it is filled, and no sender uses it any more.
        let message = slot.message.with_mut(|place| unsafe { (*place).take() });
        self.slot += 1;
        if self.slot == SLOTS {
            // Relaxed: whoever filled the last slot had stored the next block before.
            let next = NonNull::new(block.next.load(Relaxed))
                .expect("brought by whoever filled the last slot");
            let done = std::mem::replace(
                self,
                Head {
                    block: next,
                    slot: 0,
                },
            );
            // Safety: all its slots have been filled, and a sender does not touch a block afterwards.
            drop(unsafe { Box::from_raw(done.block.as_ptr()) });
        }
        message
    }
    // ANCHOR_END: next
}

impl<T> Receiver<T> {
    /// Waits for a message; `None` if there is none and all senders have gone.
    pub fn receive(&mut self) -> Option<T> {
        for looks in 1..=SPINS {
            if let Some(message) = self.head.next() {
                return Some(message);
            }
            if looks % 10 == 0 {
                yield_now();
            } else {
                spin_loop();
            }
        }
        loop {
            // Relaxed: the fence does the rest. A store would do; of a swap loom knows that it comes after what it has read.
            self.shared.bell.swap(ASLEEP, Relaxed);
            // SeqCst pairs with the fence in `ring` (store buffering).
            fence(SeqCst);
            // Acquire pairs with the fence in `ring` and a sender's drop (message passing). It comes before the look for messages.
            let are_senders = self.shared.senders.load(Acquire) > 0;
            let message = self.head.next();
            if message.is_some() || !are_senders {
                self.shared.bell.swap(AWAKE, Relaxed);
                return message;
            }
            futex::wait(&self.shared.bell, ASLEEP);
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Relaxed: see `send`.
        self.shared.receiver_gone.store(true, Relaxed);
        while self.head.next().is_some() {}
        let Head { block, slot } = self.head;
        // Safety: there is one receiver; whoever reads it owns the channel alone.
        self.shared
            .rest
            .with_mut(|rest| unsafe { *rest = Some(Head { block, slot }) });
    }
}

impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        // Safety: nobody else is left, and the receiver has left its head here.
        if let Some(mut head) = self.rest.with_mut(|rest| unsafe { (*rest).take() }) {
            while head.next().is_some() {}
            // Safety: the last block, which nobody will look at again.
            drop(unsafe { Box::from_raw(head.block.as_ptr()) });
        }
    }
}
