//! Relations between events, with the operators that the papers write.

use std::collections::VecDeque;

/// A set of pairs of numbers below [`Relation::size`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    size: usize,
    words: usize,
    rows: Vec<u64>,
}

impl Relation {
    /// The empty relation.
    #[must_use]
    pub fn empty(size: usize) -> Self {
        let words = size.div_ceil(64);
        Self { size, words, rows: vec![0; words * size] }
    }

    /// The pairs for which `holds`.
    #[must_use]
    pub fn of(size: usize, holds: impl Fn(usize, usize) -> bool) -> Self {
        let mut relation = Self::empty(size);
        for a in 0..size {
            for b in 0..size {
                if holds(a, b) {
                    relation.insert(a, b);
                }
            }
        }
        relation
    }

    /// How many events there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Adds a pair.
    pub fn insert(&mut self, a: usize, b: usize) {
        self.rows[a * self.words + b / 64] |= 1 << (b % 64);
    }

    /// Whether the pair is in it.
    #[must_use]
    pub fn has(&self, a: usize, b: usize) -> bool {
        self.rows[a * self.words + b / 64] >> (b % 64) & 1 == 1
    }

    /// The events to which `a` is related.
    pub fn from(&self, a: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.size).filter(move |&b| self.has(a, b))
    }

    /// `self ∪ other`.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let rows = self.rows.iter().zip(&other.rows).map(|(a, b)| a | b).collect();
        Self { rows, ..*self }
    }

    /// `self ; other`.
    #[must_use]
    pub fn then(&self, other: &Self) -> Self {
        let mut relation = Self::empty(self.size);
        for a in 0..self.size {
            for b in self.from(a) {
                for word in 0..self.words {
                    relation.rows[a * self.words + word] |= other.rows[b * self.words + word];
                }
            }
        }
        relation
    }

    /// `self+`.
    #[must_use]
    pub fn plus(&self) -> Self {
        let mut closure = self.clone();
        for via in 0..self.size {
            for a in 0..self.size {
                if closure.has(a, via) {
                    for word in 0..self.words {
                        closure.rows[a * self.words + word] |= closure.rows[via * self.words + word];
                    }
                }
            }
        }
        closure
    }

    /// `self?`: or no step at all.
    #[must_use]
    pub fn maybe(&self) -> Self {
        let mut relation = self.clone();
        (0..self.size).for_each(|event| relation.insert(event, event));
        relation
    }

    /// `self⁻¹`.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self::of(self.size, |a, b| self.has(b, a))
    }

    /// `[from] ; self ; [to]`.
    #[must_use]
    pub fn between(&self, from: impl Fn(usize) -> bool, to: impl Fn(usize) -> bool) -> Self {
        Self::of(self.size, |a, b| self.has(a, b) && from(a) && to(b))
    }

    /// The pairs for which `keep`.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(usize, usize) -> bool) -> Self {
        Self::of(self.size, |a, b| self.has(a, b) && keep(a, b))
    }

    /// A shortest way from `a` to `b` of at least one step, both ends included.
    #[must_use]
    pub fn path(&self, a: usize, b: usize) -> Option<Vec<usize>> {
        let mut before = vec![usize::MAX; self.size];
        let mut queue = VecDeque::from([a]);
        while let Some(here) = queue.pop_front() {
            for next in self.from(here) {
                if next == b {
                    let mut path = vec![b, here];
                    let mut at = here;
                    while at != a {
                        at = before[at];
                        path.push(at);
                    }
                    path.reverse();
                    return Some(path);
                }
                if before[next] == usize::MAX && next != a {
                    before[next] = here;
                    queue.push_back(next);
                }
            }
        }
        None
    }

    /// A shortest cycle: its first event stands at its end again.
    #[must_use]
    pub fn cycle(&self) -> Option<Vec<usize>> {
        let closure = self.plus();
        let on_cycles = (0..self.size).filter(|&event| closure.has(event, event));
        on_cycles.filter_map(|event| self.path(event, event)).min_by_key(Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::Relation;

    fn relation(size: usize, pairs: &[(usize, usize)]) -> Relation {
        Relation::of(size, |a, b| pairs.contains(&(a, b)))
    }

    #[test]
    fn operators_do_what_they_are_called() {
        let next = relation(70, &[(0, 1), (1, 69), (69, 3)]);
        assert_eq!(next.then(&next), relation(70, &[(0, 69), (1, 3)]));
        assert_eq!(next.plus(), relation(70, &[(0, 1), (0, 69), (0, 3), (1, 69), (1, 3), (69, 3)]));
        assert_eq!(next.inverse(), relation(70, &[(1, 0), (69, 1), (3, 69)]));
        assert_eq!(next.path(0, 3), Some(vec![0, 1, 69, 3]));
        assert_eq!(next.path(3, 0), None);
        assert_eq!(next.cycle(), None);
    }

    #[test]
    fn the_shortest_cycle_is_found() {
        let graph = relation(5, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 3)]);
        assert_eq!(graph.cycle(), Some(vec![3, 4, 3]));
        assert_eq!(relation(2, &[(1, 1)]).cycle(), Some(vec![1, 1]));
    }
}
