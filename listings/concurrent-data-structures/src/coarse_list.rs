//! A sorted list under one lock.

use crate::set::Set;
use crate::sync::Mutex;

type Link<K> = Option<Box<Node<K>>>;

struct Node<K> {
    key: K,
    next: Link<K>,
}

/// A set as a sorted list: one thread at a time, wherever in the list it works.
pub struct List<K>(Mutex<Link<K>>);

impl<K> List<K> {
    /// An empty list.
    pub fn new() -> Self {
        List(Mutex::new(None))
    }
}

/// The link at which a key is, or would be.
fn find<'a, K: Ord>(mut link: &'a mut Link<K>, key: &K) -> &'a mut Link<K> {
    while link.as_ref().is_some_and(|node| node.key < *key) {
        link = &mut link.as_mut().expect("there is a node").next;
    }
    link
}

/// Whether the node that a link leads to has this key.
fn is_at<K: Ord>(link: &Link<K>, key: &K) -> bool {
    link.as_ref().is_some_and(|node| node.key == *key)
}

impl<K: Ord + Send> Set<K> for List<K> {
    fn insert(&self, key: K) -> bool {
        let mut first = self.0.lock().unwrap();
        let link = find(&mut first, &key);
        let missing = !is_at(link, &key);
        if missing {
            let next = link.take();
            *link = Some(Box::new(Node { key, next }));
        }
        missing
    }

    fn remove(&self, key: K) -> bool {
        let mut first = self.0.lock().unwrap();
        let link = find(&mut first, &key);
        let there = is_at(link, &key);
        if there {
            *link = link.take().expect("there is a node").next;
        }
        there
    }

    fn contains(&self, key: K) -> bool {
        is_at(find(&mut self.0.lock().unwrap(), &key), &key)
    }
}

impl<K> Default for List<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> Drop for List<K> {
    fn drop(&mut self) {
        // One by one: a box that drops a box that drops a box would need a stack as deep as the list is long.
        let mut at = self.0.lock().unwrap().take();
        while let Some(node) = at {
            at = node.next;
        }
    }
}
