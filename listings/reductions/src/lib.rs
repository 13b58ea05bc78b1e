//! Reductions: many values become one. What the listings of the chapter build on.

use std::num::NonZero;
use std::thread;

/// Values that can be combined, in pairs, into one.
///
/// Combining is associative: `a.combine(b).combine(c)` and `a.combine(b.combine(c))` are the same. The identity changes
/// nothing, on either side. Nobody checks this but the tests: it is a promise of whoever implements the trait.
pub trait Monoid: Clone + Send + Sync {
    /// What there is when there are no values.
    fn identity() -> Self;

    /// Both values as one, this one first.
    fn combine(self, after: Self) -> Self;
}

/// Combines all values in their order: each thread a piece, and then the pieces. The values are grouped by their number and the
/// number of threads alone, whichever thread is done first.
///
/// # Panics
/// If a thread panics.
pub fn reduce<M: Monoid>(values: &[M], threads: NonZero<usize>) -> M {
    let one_after_the_other = |piece: &[M]| piece.iter().cloned().fold(M::identity(), M::combine);
    let size = values.len().div_ceil(threads.get()).max(1);
    thread::scope(|s| {
        let pieces: Vec<_> = values
            .chunks(size)
            .map(|piece| s.spawn(move || one_after_the_other(piece)))
            .collect();
        pieces
            .into_iter()
            .map(|piece| piece.join().unwrap())
            .fold(M::identity(), M::combine)
    })
}

/// A text, which grows at its end.
impl Monoid for String {
    fn identity() -> Self {
        String::new()
    }

    fn combine(mut self, after: Self) -> Self {
        self.push_str(&after);
        self
    }
}

/// A sum that wraps around.
impl Monoid for u32 {
    fn identity() -> Self {
        0
    }

    fn combine(self, after: Self) -> Self {
        self.wrapping_add(after)
    }
}

/// A mean, taken apart so that it can be put together: how much, and of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mean {
    /// The sum.
    pub sum: u64,
    /// Of so many values.
    pub count: u64,
}

impl Monoid for Mean {
    fn identity() -> Self {
        Mean { sum: 0, count: 0 }
    }

    fn combine(self, after: Self) -> Self {
        Mean {
            sum: self.sum + after.sum,
            count: self.count + after.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    /// Tries all triples.
    fn is_monoid<M: Monoid + PartialEq + Debug>(values: &[M]) {
        for a in values {
            assert_eq!(M::identity().combine(a.clone()), *a);
            assert_eq!(a.clone().combine(M::identity()), *a);
            for b in values {
                for c in values {
                    let first = a.clone().combine(b.clone()).combine(c.clone());
                    let last = a.clone().combine(b.clone().combine(c.clone()));
                    assert_eq!(first, last, "{a:?} {b:?} {c:?}");
                }
            }
        }
    }

    #[test]
    fn each_of_them_is_a_monoid() {
        let small = || (0..6).flat_map(|a| (0..6).map(move |b| (a, b)));
        is_monoid(&["", "a", "b", "ab"].map(String::from));
        is_monoid(&[0, 1, 7, u32::MAX, u32::MAX - 1]);
        is_monoid(
            &small()
                .map(|(sum, count)| Mean { sum, count })
                .collect::<Vec<_>>(),
        );
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        let letters: Vec<String> = ('a'..='z').map(String::from).collect();
        for threads in 1..40 {
            let threads = NonZero::new(threads).unwrap();
            assert_eq!(reduce(&letters, threads), "abcdefghijklmnopqrstuvwxyz");
            assert_eq!(reduce::<u32>(&[], threads), 0);
        }
    }
}
