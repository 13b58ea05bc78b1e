//! A hash table with a lock for each of its parts.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

use crossbeam_utils::CachePadded;

use crate::set::Set;
use crate::sync::Mutex;

/// A map in parts. Two keys in different parts do not wait for each other.
pub struct Map<K, V> {
    parts: Box<[Part<K, V>]>,
    hasher: RandomState,
}

/// Padded, so that two locks do not share a cache line.
type Part<K, V> = CachePadded<Mutex<HashMap<K, V>>>;

impl<K: Hash + Eq, V> Map<K, V> {
    /// An empty map in so many parts.
    ///
    /// # Panics
    /// If there are none; and all methods, if the lock of a part is poisoned.
    pub fn new(parts: usize) -> Self {
        assert!(parts > 0, "a map has a part at least");
        let part = |_| CachePadded::new(Mutex::new(HashMap::new()));
        Map {
            parts: (0..parts).map(part).collect(),
            hasher: RandomState::new(),
        }
    }

    // ANCHOR: part
    fn part(&self, key: &K) -> &Mutex<HashMap<K, V>> {
        let hash = self.hasher.hash_one(key) as usize;
        &self.parts[hash % self.parts.len()]
    }

    /// Puts a value in, and returns the one that was there.
    pub fn insert(&self, key: K, value: V) -> Option<V> {
        self.part(&key).lock().unwrap().insert(key, value)
    }
    // ANCHOR_END: part

    /// Takes a value out.
    pub fn remove(&self, key: &K) -> Option<V> {
        self.part(key).lock().unwrap().remove(key)
    }

    /// A copy of a value.
    pub fn get(&self, key: &K) -> Option<V>
    where
        V: Clone,
    {
        self.part(key).lock().unwrap().get(key).cloned()
    }

    /// Makes a new value out of what is there, in one step.
    pub fn update(&self, key: K, change: impl FnOnce(Option<V>) -> V) {
        let mut part = self.part(&key).lock().unwrap();
        let new = change(part.remove(&key));
        part.insert(key, new);
    }

    // ANCHOR: len
    /// How many keys there are, in one step: no part changes while the others are counted.
    pub fn len(&self) -> usize {
        let all: Vec<_> = self.parts.iter().map(|part| part.lock().unwrap()).collect(); // in one order: no deadlock
        all.iter().map(|part| part.len()).sum()
    }
    // ANCHOR_END: len

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<K: Hash + Eq + Send> Set<K> for Map<K, ()> {
    fn insert(&self, key: K) -> bool {
        Map::insert(self, key, ()).is_none()
    }

    fn remove(&self, key: K) -> bool {
        Map::remove(self, &key).is_some()
    }

    fn contains(&self, key: K) -> bool {
        self.get(&key).is_some()
    }
}
