//! A sorted list in which a search takes no lock at all.

use std::ptr::null_mut;

use crate::reclaim::{Guard, ProtectsAll};
use crate::set::Set;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::atomic::{AtomicBool, AtomicPtr};
use crate::sync::{Mutex, MutexGuard};

/// A set as a sorted list. A key is marked as gone before its node is unlinked, so that nobody has to search twice.
pub struct List<K, R> {
    first: Link<K>,
    reclaim: R,
}

/// A link, a lock for whoever changes it, and whether the node that it is part of is gone.
struct Link<K> {
    lock: Mutex<()>,
    gone: AtomicBool,
    next: AtomicPtr<Node<K>>,
}

struct Node<K> {
    key: K,
    link: Link<K>,
}

impl<K> Link<K> {
    fn to(node: *mut Node<K>) -> Self {
        Link {
            lock: Mutex::new(()),
            gone: AtomicBool::new(false),
            next: AtomicPtr::new(node),
        }
    }
}

/// A place in the list: a link, and the node that it led to.
struct Place<'a, K> {
    before: &'a Link<K>,
    at: Option<&'a Node<K>>,
}

// SAFETY: keys go in by one thread and are compared (`Sync`) and dropped (`Send`) by others.
unsafe impl<K: Send + Sync, R: ProtectsAll> Send for List<K, R> {}
// SAFETY: as above.
unsafe impl<K: Send + Sync, R: ProtectsAll> Sync for List<K, R> {}

impl<K: Ord + Copy, R: ProtectsAll> List<K, R> {
    /// An empty list.
    pub fn new() -> Self {
        let first = Link::to(null_mut());
        List {
            first,
            reclaim: R::default(),
        }
    }

    // ANCHOR: find
    /// Where a key is, or would be: found without a lock, and perhaps no longer true.
    fn find<'a>(&'a self, key: K, guard: &'a R::Guard<'_>) -> Place<'a, K> {
        let mut before = &self.first;
        loop {
            // SAFETY: it was reachable since the guard was made, and the guard protects all that was.
            let at = unsafe { guard.protect(0, &before.next).as_ref() };
            match at {
                Some(node) if node.key < key => before = &node.link,
                _ => return Place { before, at },
            }
        }
    }
    // ANCHOR_END: find

    // ANCHOR: at
    /// Acts on the place of a key, with both its links locked.
    fn at<A>(&self, key: K, act: impl FnOnce(&Place<K>, &R::Guard<'_>) -> A) -> A {
        let guard = self.reclaim.guard();
        loop {
            let place = self.find(key, &guard);
            let _locks = place.lock();
            if place.is_true() {
                return act(&place, &guard);
            }
        }
    }
    // ANCHOR_END: at
}

impl<K: Ord> Place<'_, K> {
    /// Locks both links, the earlier one first.
    fn lock(&self) -> (MutexGuard<'_, ()>, Option<MutexGuard<'_, ()>>) {
        let before = self.before.lock.lock().unwrap();
        (before, self.at.map(|node| node.link.lock.lock().unwrap()))
    }

    // ANCHOR: true
    /// Whether this still is a place in the list: asked with both links locked, so that the answer stays.
    fn is_true(&self) -> bool {
        let at = self
            .at
            .map_or(null_mut(), |node| std::ptr::from_ref(node).cast_mut());
        !self.before.gone.load(Relaxed) && self.before.next.load(Relaxed) == at
    }
    // ANCHOR_END: true

    fn is(&self, key: &K) -> bool {
        self.at.is_some_and(|node| node.key == *key)
    }
}

impl<K: Ord + Copy + Send + Sync, R: ProtectsAll> Set<K> for List<K, R> {
    fn insert(&self, key: K) -> bool {
        self.at(key, |place, _guard| {
            let missing = !place.is(&key);
            if missing {
                let next = place
                    .at
                    .map_or(null_mut(), |node| std::ptr::from_ref(node).cast_mut());
                let node = Box::into_raw(Box::new(Node {
                    key,
                    link: Link::to(next),
                }));
                place.before.next.store(node, Release); // pairs with `protect`'s acquire
            }
            missing
        })
    }

    fn remove(&self, key: K) -> bool {
        self.at(key, |place, guard| {
            let found = place.at.filter(|node| node.key == key);
            if let Some(node) = found {
                node.link.gone.store(true, Release); // here the key is gone: pairs with `contains`
                let next = node.link.next.load(Relaxed); // whoever stored it had the lock that we have
                place.before.next.store(next, Release);
                // SAFETY: under both locks, we alone have unlinked it. It comes from a box, as all nodes do.
                unsafe { guard.retire(std::ptr::from_ref(node).cast_mut()) };
            }
            found.is_some()
        })
    }

    // ANCHOR: contains
    fn contains(&self, key: K) -> bool {
        let guard = self.reclaim.guard();
        let found = self.find(key, &guard).at.filter(|node| node.key == key);
        found.is_some_and(|node| !node.link.gone.load(Acquire))
    }
    // ANCHOR_END: contains
}

impl<K: Ord + Copy, R: ProtectsAll> Default for List<K, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, R> Drop for List<K, R> {
    fn drop(&mut self) {
        let mut at = self.first.next.load(Acquire);
        while !at.is_null() {
            // SAFETY: the list is ours alone, and what is linked in was not retired.
            at = unsafe { Box::from_raw(at) }.link.next.load(Acquire);
        }
    }
}
