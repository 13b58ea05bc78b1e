/// `waits_for[i]` is the thread that thread `i` waits for, if it waits. Returns the threads of a cycle, beginning with
/// its smallest number, or nothing if nobody is deadlocked.
fn cycle(waits_for: &[Option<usize>]) -> Vec<usize> {
    // Everybody waits? Then it must be a deadlock.
    if waits_for.iter().all(|next| next.is_some()) {
        (0..waits_for.len()).collect()
    } else {
        Vec::new()
    }
}

fn main() {
    println!("{:?}", cycle(&[Some(1), Some(0)]));
    println!("{:?}", cycle(&[Some(1), Some(2), None]));
    println!("{:?}", cycle(&[Some(1), Some(2), Some(3), Some(1), None]));
    println!("{:?}", cycle(&[None, Some(1)]));
    println!("{:?}", cycle(&[Some(3), Some(0), None, Some(1), Some(2)]));
}
