use std::thread;

fn main() {
    let mut sums = [0, 0];
    thread::scope(|s| {
        s.spawn(|| sums[0] += 1);
        s.spawn(|| sums[1] += 1);
    });
    println!("{sums:?}");
}
