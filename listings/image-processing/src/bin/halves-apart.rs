use std::thread;

/// Each pixel becomes the mean of itself and its neighbors; the border repeats the nearest.
fn blur(row: &[u32]) -> Vec<u32> {
    (0..row.len())
        .map(|x| {
            let left = row[x.saturating_sub(1)];
            let right = row[(x + 1).min(row.len() - 1)];
            (left + row[x] + right) / 3
        })
        .collect()
}

fn main() {
    let row = [30, 30, 30, 90, 0, 30, 30, 30];
    println!("{:?}", blur(&row));

    let (left, right) = row.split_at(4);
    let halves = thread::scope(|s| {
        let left = s.spawn(|| blur(left));
        let right = s.spawn(|| blur(right));
        [left.join().unwrap(), right.join().unwrap()].concat()
    });
    println!("{halves:?}");

    let (left, right) = (&row[..5], &row[3..]); // one pixel more each
    let halves = thread::scope(|s| {
        let left = s.spawn(|| blur(left)[..4].to_vec());
        let right = s.spawn(|| blur(right)[1..].to_vec());
        [left.join().unwrap(), right.join().unwrap()].concat()
    });
    println!("{halves:?}");
}
