use std::thread;

/// The sum of the values, and how many additions had to wait for one another.
fn sum(values: &[u32]) -> (u32, u32) {
    if let [only] = values {
        return (*only, 0);
    }
    let (left, right) = values.split_at(values.len() / 2);
    let (left, right) = thread::scope(|s| {
        let right = s.spawn(|| sum(right));
        (sum(left), right.join().unwrap())
    });
    (left.0 + right.0, left.1.max(right.1) + 1)
}

fn main() {
    let (total, depth) = sum(&[3, 1, 4, 1]);
    println!("{total}, {depth} deep");
}
