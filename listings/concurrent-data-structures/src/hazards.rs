//! Hazard pointers, by hand.

use std::ptr::null_mut;

use crate::reclaim::{Guard, Reclaim, Retired};
use crate::sync::UnsafeCell;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use crate::sync::atomic::{AtomicBool, AtomicPtr, fence};

/// Frees a node when it stands in nobody's slot.
///
/// So many nodes wait at most, for each record: its patience, or as many as there are slots. (Values without a size
/// share one address: while one of them is named, none is freed.)
pub struct Hazards {
    /// A list that only grows: a record for each guard that was ever alive together with the others.
    records: AtomicPtr<Record>,
    /// So many nodes wait in a record before it looks whether it can free some.
    patience: usize,
}

/// Belongs to one guard at a time.
struct Record {
    taken: AtomicBool,
    // ANCHOR: slots
    slots: [AtomicPtr<()>; 2],
    // ANCHOR_END: slots
    retired: UnsafeCell<Vec<Retired>>,
    next: *mut Record,
}

impl Hazards {
    /// As the default, but it looks whether it can free nodes as soon as so many wait.
    pub fn with_patience(patience: usize) -> Self {
        let records = AtomicPtr::new(null_mut());
        Hazards { records, patience }
    }

    /// Goes through the records.
    fn records(&self) -> impl Iterator<Item = &Record> {
        let mut at = self.records.load(Acquire); // pairs with the release in `guard`
        std::iter::from_fn(move || {
            // SAFETY: records come from boxes, are linked in when they are complete, and live as long as `self`.
            let record = unsafe { at.as_ref() }?;
            at = record.next;
            Some(record)
        })
    }

    // ANCHOR: scan
    /// Frees the nodes that stand in nobody's slot, and keeps the others.
    fn scan(&self, retired: &mut Vec<Retired>) {
        fence(SeqCst); // the nodes were unlinked before the slots are read: pairs with `protect`'s
        let slots = self.records().flat_map(|record| &record.slots);
        let named: Vec<_> = slots.map(|slot| slot.load(Acquire)).collect();
        for node in std::mem::take(retired) {
            if named.contains(&node.address()) {
                retired.push(node);
            } else {
                // SAFETY: it was unlinked before the fence. Who names it later loads again after that,
                // finds that it is gone, and does not read it.
                unsafe { node.free() };
            }
        }
    }
    // ANCHOR_END: scan
}

impl Default for Hazards {
    fn default() -> Self {
        Self::with_patience(64)
    }
}

// SAFETY: a node that stands in a slot is not freed, and `protect` returns none that did not stand there in time.
unsafe impl Reclaim for Hazards {
    type Guard<'a> = HazardGuard<'a>;

    fn guard(&self) -> HazardGuard<'_> {
        let take =
            |record: &&Record| !record.taken.load(Relaxed) && !record.taken.swap(true, Acquire);
        if let Some(record) = self.records().find(take) {
            return HazardGuard {
                hazards: self,
                record,
            };
        }
        let record = Box::into_raw(Box::new(Record {
            taken: AtomicBool::new(true),
            slots: [AtomicPtr::new(null_mut()), AtomicPtr::new(null_mut())],
            retired: UnsafeCell::new(Vec::new()),
            next: self.records.load(Relaxed),
        }));
        loop {
            // SAFETY: nobody else knows the record yet.
            let next = unsafe { (*record).next };
            // Release: who finds the record finds it complete. (The pusher looks at no other record here; and who finds a
            // later record acquires this one too, since every change of the pointer is an exchange.)
            match self
                .records
                .compare_exchange(next, record, Release, Relaxed)
            {
                // SAFETY: it lives as long as `self` from now on, and nobody changes `next` any more.
                Ok(_) => {
                    return HazardGuard {
                        hazards: self,
                        record: unsafe { &*record },
                    };
                }
                // SAFETY: as above, nobody else knows it.
                Err(seen) => unsafe { (*record).next = seen },
            }
        }
    }
}

/// A record, and with it the right to look at nodes.
pub struct HazardGuard<'a> {
    hazards: &'a Hazards,
    record: &'a Record,
}

// SAFETY: as `Reclaim`'s.
unsafe impl Guard for HazardGuard<'_> {
    // ANCHOR: protect
    fn protect<N>(&self, slot: usize, pointer: &AtomicPtr<N>) -> *mut N {
        let mut node = pointer.load(Relaxed);
        loop {
            self.record.slots[slot].store(node.cast(), Release);
            fence(SeqCst); // the slot is written before the pointer is read again: pairs with `scan`'s
            let again = pointer.load(Acquire); // pairs with the release that linked the node in
            if again == node {
                return node;
            }
            node = again;
        }
    }
    // ANCHOR_END: protect

    unsafe fn retire<N>(&self, node: *mut N) {
        // SAFETY: the caller gives us the node.
        let node = unsafe { Retired::new(node) };
        self.record.retired.with_mut(|retired| {
            // SAFETY: the record is ours until `taken` is false again, and this closure does not call itself.
            let retired = unsafe { &mut *retired };
            retired.push(node);
            if retired.len() >= self.hazards.patience {
                self.hazards.scan(retired);
            }
        });
    }
}

impl Drop for HazardGuard<'_> {
    fn drop(&mut self) {
        for slot in &self.record.slots {
            slot.store(null_mut(), Release); // what was read was read before: pairs with `scan`'s load
        }
        self.record.taken.store(false, Release); // pairs with the next owner's swap
    }
}

// SAFETY: a record's list is used by its owner alone, handed on by `taken`; the rest is atomic or never changes.
unsafe impl Send for Hazards {}
// SAFETY: as above.
unsafe impl Sync for Hazards {}

impl Drop for Hazards {
    fn drop(&mut self) {
        let mut at = self.records.load(Relaxed);
        while !at.is_null() {
            // SAFETY: guards borrow `self`, and there are none any more: records and nodes are ours alone.
            let record = unsafe { Box::from_raw(at) };
            record.retired.with_mut(|retired| {
                // SAFETY: as above.
                for node in unsafe { &mut *retired }.drain(..) {
                    // SAFETY: as above.
                    unsafe { node.free() };
                }
            });
            at = record.next;
        }
    }
}
