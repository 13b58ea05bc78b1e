//! What the lists have in common.

/// A set of keys that threads share.
pub trait Set<K>: Sync {
    /// Puts a key in, and says whether it was missing.
    fn insert(&self, key: K) -> bool;

    /// Takes a key out, and says whether it was there.
    fn remove(&self, key: K) -> bool;

    /// Whether a key is there.
    fn contains(&self, key: K) -> bool;
}
