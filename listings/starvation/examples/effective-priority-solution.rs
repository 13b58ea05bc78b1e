/// What the scheduler should count each task for, if each inherits the priority of those who wait for it. `own[i]` is the
/// priority that task `i` was given, the higher the more important, and `waits_for[i]` the task that holds what it waits for.
fn effective(own: &[u32], waits_for: &[Option<usize>]) -> Vec<u32> {
    let mut priorities = own.to_vec();
    for (task, &priority) in own.iter().enumerate() {
        let mut at = task;
        while let Some(holder) = waits_for[at] {
            priorities[holder] = priorities[holder].max(priority);
            at = holder;
        }
    }
    priorities
}

fn main() {
    println!("{:?}", effective(&[9, 5, 1], &[None, None, None]));
    println!("{:?}", effective(&[9, 5, 1], &[Some(2), None, None]));
    println!("{:?}", effective(&[9, 5, 1], &[None, Some(0), None]));
    println!(
        "{:?}",
        effective(&[9, 5, 3, 1], &[Some(3), Some(3), None, None])
    );
    println!(
        "{:?}",
        effective(&[1, 3, 5, 9], &[None, Some(0), Some(1), Some(2)])
    );
}
