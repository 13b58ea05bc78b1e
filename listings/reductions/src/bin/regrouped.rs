/// The same three values, grouped to the left and to the right.
fn both_ways(combine: fn(f64, f64) -> f64, [a, b, c]: [f64; 3]) {
    println!(
        "{} and {}",
        combine(combine(a, b), c),
        combine(a, combine(b, c))
    );
}

fn main() {
    both_ways(|a, b| a - b, [7.0, 5.0, 2.0]);
    both_ways(|a, b| a + b, [0.1, 0.2, 0.3]);
    both_ways(|a, b| a + b, [1e16, -1e16, 1.0]);
    both_ways(|a, b| (a + b) / 2.0, [1.0, 2.0, 6.0]);
    both_ways(f64::max, [1.0, 2.0, 6.0]);
}
