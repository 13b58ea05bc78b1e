use rayon::prelude::*;

/// A recursion that waits in a pool, for a pool of any size.
fn sum(numbers: &[u64]) -> u64 {
    match numbers {
        [] => 0,
        [number] => *number,
        _ => {
            let (left, right) = numbers.split_at(numbers.len() / 2);
            let (left, right) = rayon::join(|| sum(left), || sum(right));
            left + right
        }
    }
}

fn main() {
    let words = vec!["lent", "to", "a", "pool"];
    let lengths: Vec<usize> = words.par_iter().map(|word| word.len()).collect();
    println!("{lengths:?}");

    let small = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let numbers: Vec<u64> = (1..=1000).collect();
    println!("{}", small.install(|| sum(&numbers)));
}
