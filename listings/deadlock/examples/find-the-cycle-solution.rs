/// `waits_for[i]` is the thread that thread `i` waits for, if it waits. Returns the threads of a cycle, beginning with
/// its smallest number, or nothing if nobody is deadlocked.
fn cycle(waits_for: &[Option<usize>]) -> Vec<usize> {
    for start in 0..waits_for.len() {
        let mut path = vec![start];
        while let Some(next) = waits_for[path[path.len() - 1]] {
            if next == start {
                return path;
            }
            if path.contains(&next) {
                break; // a cycle, and `start` only leads to it
            }
            path.push(next);
        }
    }
    Vec::new()
}

fn main() {
    println!("{:?}", cycle(&[Some(1), Some(0)]));
    println!("{:?}", cycle(&[Some(1), Some(2), None]));
    println!("{:?}", cycle(&[Some(1), Some(2), Some(3), Some(1), None]));
    println!("{:?}", cycle(&[None, Some(1)]));
    println!("{:?}", cycle(&[Some(3), Some(0), None, Some(1), Some(2)]));
}
