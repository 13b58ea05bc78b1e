use rayon::prelude::*;

fn main() {
    let numbers: Vec<u64> = (1..=1_000_000).collect();
    let one_more = numbers.par_iter().copied().reduce(|| 1, |a, b| a + b);
    println!("{}", one_more - numbers.iter().sum::<u64>());
}
