//! A module for Python, written in Rust: the same work with the lock held and with the lock released.

use pyo3::prelude::*;

/// The primes below `end`, counted the slow way.
fn primes(end: u32) -> usize {
    let is_prime = |n: &u32| {
        (2..)
            .take_while(|d| d * d <= *n)
            .all(|d| !n.is_multiple_of(d))
    };
    (2..end).filter(is_prime).count()
}

/// What `import workers` finds.
#[pymodule]
mod workers {
    use super::*;

    /// Counts primes, and nobody else runs Python meanwhile.
    #[pyfunction]
    fn holding(end: u32) -> usize {
        primes(end)
    }

    /// Gives the lock back, counts primes, and takes the lock again.
    #[pyfunction]
    fn released(py: Python<'_>, end: u32) -> usize {
        py.detach(|| primes(end))
    }
}
