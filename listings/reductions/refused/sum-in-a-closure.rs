use rayon::prelude::*;

fn main() {
    let mut sum = 0;
    (1..=100).into_par_iter().for_each(|n| sum += n);
    println!("{sum}");
}
