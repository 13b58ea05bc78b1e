use std::thread;

/// Puts in the place of each value the sum of all up to it: two threads, two halves.
fn scan(values: &mut [u32]) {
    let half = values.len() / 2;
    let (left, right) = values.split_at_mut(half);
    thread::scope(|s| {
        s.spawn(|| add_up(left));
        add_up(right);
    });
    if let Some(&before) = left.last() {
        right.iter_mut().for_each(|total| *total += before);
    }
}

fn add_up(values: &mut [u32]) {
    for i in 1..values.len() {
        values[i] += values[i - 1];
    }
}

fn main() {
    let mut values = [3, 1, 4, 1, 5, 9];
    scan(&mut values);
    println!("{values:?}");
}
