/// Whose turn it is: the number of one of three tasks, the more important first.
type Policy = fn(waited: &[u32; 3]) -> usize;

fn highest_priority(_: &[u32; 3]) -> usize {
    0
}

fn the_first_two_in_turn(waited: &[u32; 3]) -> usize {
    if waited[0] > waited[1] { 0 } else { 1 }
}

/// A task gains a point for each tick that it waits, and loses them when it runs.
fn with_age(waited: &[u32; 3]) -> usize {
    let points = [20 + waited[0], 10 + waited[1], waited[2]];
    let most = *points.iter().max().unwrap();
    points.iter().position(|&p| p == most).unwrap()
}

/// How often each of the three runs in a hundred ticks, if all of them always want to.
fn run(policy: Policy) -> [u32; 3] {
    let mut waited = [0; 3];
    let mut ran = [0; 3];
    for _ in 0..100 {
        let next = policy(&waited);
        ran[next] += 1;
        waited = waited.map(|ticks| ticks + 1);
        waited[next] = 0;
    }
    ran
}

fn main() {
    println!("{:?} highest priority", run(highest_priority));
    println!("{:?} the first two in turn", run(the_first_two_in_turn));
    println!("{:?} with age", run(with_age));
}
