use std::collections::HashMap;
use std::thread;

fn main() {
    let text = ["to", "be", "or", "not", "to", "be"];
    let (first, second) = text.split_at(3);
    let mut counts: HashMap<&str, u32> = HashMap::new();
    thread::scope(|s| {
        s.spawn(|| {
            first
                .iter()
                .for_each(|word| *counts.entry(word).or_insert(0) += 1)
        });
        s.spawn(|| {
            second
                .iter()
                .for_each(|word| *counts.entry(word).or_insert(0) += 1)
        });
    });
    println!("{counts:?}");
}
