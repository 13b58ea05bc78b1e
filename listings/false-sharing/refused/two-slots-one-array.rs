use std::thread;

fn main() {
    let mut sums = [0, 0];
    let cats = &mut sums[0];
    let dogs = &mut sums[1];
    thread::scope(|s| {
        s.spawn(|| *cats += 1);
        s.spawn(|| *dogs += 1);
    });
    println!("{sums:?}");
}
