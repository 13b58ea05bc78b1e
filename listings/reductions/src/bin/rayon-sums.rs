use rayon::prelude::*;

fn main() {
    let numbers: Vec<u64> = (1..=1_000_000).collect();
    let sum: u64 = numbers.par_iter().sum();
    let largest = numbers.par_iter().max();
    let common = numbers.par_iter().copied().reduce(|| 0, gcd);
    println!("{sum} {largest:?} {common}");
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
