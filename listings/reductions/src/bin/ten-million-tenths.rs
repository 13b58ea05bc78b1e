const N: usize = 10_000_000;

fn one_after_the_other(n: usize) -> f32 {
    (0..n).fold(0.0, |sum, _| sum + 0.1)
}

fn by_halves(n: usize) -> f32 {
    if n <= 1000 {
        return one_after_the_other(n);
    }
    by_halves(n / 2) + by_halves(n - n / 2)
}

/// Kahan's sum: what an addition loses is kept, and added to the next number.
fn compensated(n: usize) -> f32 {
    let (mut sum, mut lost) = (0.0_f32, 0.0);
    for _ in 0..n {
        let number = 0.1 + lost;
        let new = sum + number;
        lost = number - (new - sum);
        sum = new;
    }
    sum
}

fn main() {
    println!("one after the other: {}", one_after_the_other(N));
    println!("by halves:           {}", by_halves(N));
    println!("compensated:         {}", compensated(N));
}
