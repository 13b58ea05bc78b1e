use std::thread::{self, JoinHandle};

const RADIUS: usize = 2;

/// Each pixel becomes the sum of those around it; the border repeats the nearest.
fn sums(row: &[u32]) -> Vec<u32> {
    let around = |x: usize| {
        let places = (0..=2 * RADIUS).map(|d| (x + d).saturating_sub(RADIUS).min(row.len() - 1));
        places.map(|place| row[place]).sum()
    };
    (0..row.len()).map(around).collect()
}

/// The sums of `row[from..to]`, by a thread that gets a copy of as much as it needs.
fn part(row: &[u32], from: usize, to: usize) -> JoinHandle<Vec<u32>> {
    let copy = row[from..to].to_vec();
    thread::spawn(move || sums(&copy))
}

fn main() {
    let row = [1, 2, 4, 8, 16, 32, 64, 128, 256];
    let parts = [part(&row, 0, 3), part(&row, 3, 5), part(&row, 5, 9)];
    let parts = parts.map(|part| part.join().unwrap());
    println!("{:?}", parts.concat());
}
