//! A seqlock: readers write nothing, and read again if somebody wrote.

use crate::backoff::Backoff;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::atomic::{AtomicU64, AtomicUsize, fence};

/// A few words that are written together and read together.
pub struct SeqLock<const WORDS: usize> {
    /// Odd while somebody writes.
    version: AtomicUsize,
    words: [AtomicU64; WORDS],
}

impl<const WORDS: usize> SeqLock<WORDS> {
    /// With these words in it.
    pub fn new(words: [u64; WORDS]) -> Self {
        SeqLock {
            version: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
        }
    }

    // ANCHOR: read
    /// The words, all from the same moment.
    pub fn read(&self) -> [u64; WORDS] {
        let mut backoff = Backoff::default();
        loop {
            let before = self.version.load(Acquire); // pairs with the release at the end of `write`
            let words = std::array::from_fn(|word| self.words[word].load(Relaxed));
            fence(Acquire); // if a word was new, the version below is: pairs with the fence in `write`
            if before & 1 == 0 && self.version.load(Relaxed) == before {
                return words;
            }
            backoff.wait();
        }
    }
    // ANCHOR_END: read

    // ANCHOR: write
    /// Replaces the words.
    pub fn write(&self, words: [u64; WORDS]) {
        let mut backoff = Backoff::default();
        let before = loop {
            let version = self.version.load(Relaxed);
            let odd = version.wrapping_add(1);
            // Acquire: pairs with the release of the writer before.
            let enter = || {
                self.version
                    .compare_exchange_weak(version, odd, Acquire, Relaxed)
            };
            if version & 1 == 0 && enter().is_ok() {
                break version;
            }
            backoff.wait();
        };
        fence(Release); // the version is odd before a word is new: pairs with the fence in `read`
        for (word, new) in self.words.iter().zip(words) {
            word.store(new, Relaxed);
        }
        self.version.store(before.wrapping_add(2), Release); // pairs with the acquire at the beginning of `read`
    }
    // ANCHOR_END: write
}
