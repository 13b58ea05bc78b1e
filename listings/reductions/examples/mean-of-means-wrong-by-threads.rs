use std::thread;

/// What a thread says of its piece.
type Part = (u32, u32);

fn part(values: &[u32]) -> Part {
    (values.iter().sum(), 1)
}

fn combine(a: Part, b: Part) -> Part {
    (a.0 + b.0, a.1 + b.1)
}

fn finish(whole: Part) -> u32 {
    whole.0 / whole.1
}

/// The mean of the values, rounded down. The first `cut` of them are for one thread, the rest for another.
fn mean(values: &[u32], cut: usize) -> u32 {
    let (left, right) = values.split_at(cut);
    let (left, right) = thread::scope(|s| {
        let left = s.spawn(|| part(left));
        let right = s.spawn(|| part(right));
        (left.join().unwrap(), right.join().unwrap())
    });
    finish(combine(left, right))
}

fn main() {
    println!("{} {}", mean(&[3, 5, 10], 1), mean(&[3, 5, 10], 2));
    println!("{} {}", mean(&[1, 2, 2, 2], 1), mean(&[9, 0, 0, 0], 3));
}
