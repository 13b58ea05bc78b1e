//! Sets of events as rows of bits: relations are arrays of such rows.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of numbers below `64 * W`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Set<const W: usize>([u64; W]);

impl<const W: usize> Default for Set<W> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const W: usize> Set<W> {
    /// The set without elements.
    pub const EMPTY: Self = Self([0; W]);
    /// One more than the largest number that a set can hold.
    pub const CAPACITY: usize = 64 * W;

    /// The set with one element.
    #[must_use]
    #[inline]
    pub fn of(element: usize) -> Self {
        let mut set = Self::EMPTY;
        set.insert(element);
        set
    }

    /// Puts an element in.
    #[inline]
    pub fn insert(&mut self, element: usize) {
        self.0[element / 64] |= 1 << (element % 64);
    }

    /// Takes an element out.
    #[inline]
    pub fn remove(&mut self, element: usize) {
        self.0[element / 64] &= !(1 << (element % 64));
    }

    /// This set and one more element.
    #[must_use]
    #[inline]
    pub fn with(mut self, element: usize) -> Self {
        self.insert(element);
        self
    }

    /// This set without an element.
    #[must_use]
    #[inline]
    pub fn without(mut self, element: usize) -> Self {
        self.remove(element);
        self
    }

    /// What is in this set and not in the other.
    #[must_use]
    #[inline]
    pub fn minus(mut self, other: Self) -> Self {
        for (word, out) in self.0.iter_mut().zip(other.0) {
            *word &= !out;
        }
        self
    }

    /// Whether the element is in the set.
    #[must_use]
    #[inline]
    pub fn has(&self, element: usize) -> bool {
        self.0[element / 64] >> (element % 64) & 1 == 1
    }

    /// Whether there is no element.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether the sets have an element in common.
    #[must_use]
    #[inline]
    pub fn meets(&self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    /// Whether all elements are in the other set too.
    #[must_use]
    #[inline]
    pub fn within(&self, other: Self) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| a & !b == 0)
    }

    /// How many elements there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The smallest number that is not in the set, if the set can hold it.
    #[must_use]
    #[inline]
    pub fn first_free(&self) -> Option<usize> {
        self.0
            .iter()
            .enumerate()
            .find(|(_, word)| **word != u64::MAX)
            .map(|(i, word)| i * 64 + word.trailing_ones() as usize)
    }
}

/// The elements, in ascending order.
pub struct Elements<const W: usize> {
    words: [u64; W],
    at: usize,
}

impl<const W: usize> Iterator for Elements<W> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.at < W {
            let word = self.words[self.at];
            if word != 0 {
                self.words[self.at] = word & (word - 1);
                return Some(self.at * 64 + word.trailing_zeros() as usize);
            }
            self.at += 1;
        }
        None
    }
}

impl<const W: usize> IntoIterator for Set<W> {
    type Item = usize;
    type IntoIter = Elements<W>;

    #[inline]
    fn into_iter(self) -> Elements<W> {
        Elements { words: self.0, at: 0 }
    }
}

impl<const W: usize> FromIterator<usize> for Set<W> {
    fn from_iter<I: IntoIterator<Item = usize>>(elements: I) -> Self {
        let mut set = Self::EMPTY;
        elements.into_iter().for_each(|element| set.insert(element));
        set
    }
}

impl<const W: usize> BitOr for Set<W> {
    type Output = Self;
    #[inline]
    fn bitor(mut self, other: Self) -> Self {
        self |= other;
        self
    }
}

impl<const W: usize> BitOrAssign for Set<W> {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }
}

impl<const W: usize> BitAnd for Set<W> {
    type Output = Self;
    #[inline]
    fn bitand(mut self, other: Self) -> Self {
        for (word, mask) in self.0.iter_mut().zip(other.0) {
            *word &= mask;
        }
        self
    }
}
