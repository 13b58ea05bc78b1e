use pyo3::prelude::*;
use pyo3::types::PyList;

/// How many of the numbers are prime?
#[pyfunction]
fn how_many(py: Python<'_>, numbers: Bound<'_, PyList>) -> usize {
    let is_prime = |n: u32| {
        (2..)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
    };
    py.detach(|| {
        let numbers = numbers.iter().map(|number| number.extract().unwrap());
        numbers.filter(|&n| n > 1 && is_prime(n)).count()
    })
}

fn main() {}
