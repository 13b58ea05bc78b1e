//! A sorted list with a lock for each link.

use std::sync::Arc;

use parking_lot::{ArcMutexGuard, Mutex, RawMutex};

use crate::set::Set;

/// A link, with its lock around it. A node is in the link that leads to it.
type Link<K> = Arc<Mutex<Option<Node<K>>>>;
type Held<K> = ArcMutexGuard<RawMutex, Option<Node<K>>>;

struct Node<K> {
    key: K,
    next: Link<K>,
}

/// A set as a sorted list: threads follow each other through it, and none overtakes.
pub struct List<K>(Link<K>);

impl<K: Ord> List<K> {
    /// An empty list.
    pub fn new() -> Self {
        List(Arc::new(Mutex::new(None)))
    }

    // ANCHOR: find
    /// The link at which a key is, or would be, locked.
    fn find(&self, key: &K) -> Held<K> {
        let mut held = self.0.lock_arc();
        loop {
            let next = match &*held {
                Some(node) if node.key < *key => node.next.lock_arc(),
                _ => return held,
            };
            held = next; // the lock behind is released when the one in front is held
        }
    }
    // ANCHOR_END: find
}

/// Whether the node that a link leads to has this key.
fn is_at<K: Ord>(link: &Option<Node<K>>, key: &K) -> bool {
    link.as_ref().is_some_and(|node| node.key == *key)
}

impl<K: Ord + Send> Set<K> for List<K> {
    fn insert(&self, key: K) -> bool {
        let mut link = self.find(&key);
        let missing = !is_at(&link, &key);
        if missing {
            let next = Arc::new(Mutex::new(link.take()));
            *link = Some(Node { key, next });
        }
        missing
    }

    // ANCHOR: remove
    fn remove(&self, key: K) -> bool {
        let mut link = self.find(&key);
        let there = is_at(&link, &key);
        if there {
            let node = link.take().expect("there is a node");
            *link = node.next.lock_arc().take(); // the link after it, too: who is there goes on first
        }
        there
    }
    // ANCHOR_END: remove

    fn contains(&self, key: K) -> bool {
        is_at(&self.find(&key), &key)
    }
}

impl<K: Ord> Default for List<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> Drop for List<K> {
    fn drop(&mut self) {
        // One by one, and not each within the drop of the one before.
        let mut at = self.0.lock_arc().take();
        while let Some(node) = at {
            at = node.next.lock_arc().take();
        }
    }
}
