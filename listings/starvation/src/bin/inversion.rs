/// From the highest priority to the lowest: a name, the tick in which the task arrives,
/// and what it does in each tick that it gets, `#` with the lock and `-` without.
const TASKS: [(&str, usize, &str); 3] = [
    ("high", 3, "-##-"),
    ("medium", 4, "--------"),
    ("low", 0, "-####-"),
];

fn run(inherit: bool) {
    let mut done = [0; 3];
    let mut holder: Option<usize> = None;
    let mut lanes = [const { String::new() }; 3];
    for now in 0..18 {
        // What each task would do next, if it is there; and whether it can.
        let next = |task: usize| TASKS[task].2.chars().nth(done[task]);
        let here = |task: usize| now >= TASKS[task].1 && next(task).is_some();
        let blocked = |task: usize| {
            here(task) && next(task) == Some('#') && holder.is_some_and(|holder| holder != task)
        };

        // The scheduler: the first that can go on, for they stand in the order of their priorities.
        // But with inheritance the holder of a lock counts as much as the first who waits for it.
        let mut runs = (0..3).find(|&task| here(task) && !blocked(task));
        if inherit
            && let Some(waits) = (0..3).find(|&task| blocked(task))
            && runs > Some(waits)
        {
            runs = holder;
        }

        for (task, lane) in lanes.iter_mut().enumerate() {
            match next(task) {
                None => {}
                Some(_) if !here(task) => lane.push(' '),
                Some(step) if runs == Some(task) => lane.push(step),
                Some(_) => lane.push(if blocked(task) { '!' } else { '.' }),
            }
        }
        if let Some(task) = runs {
            let used_the_lock = next(task) == Some('#');
            done[task] += 1;
            if used_the_lock {
                let needs_it_still = TASKS[task].2.chars().nth(done[task]) == Some('#');
                holder = needs_it_still.then_some(task);
            }
        }
    }
    for ((name, ..), lane) in TASKS.iter().zip(&lanes) {
        println!("{name:6} {lane}");
    }
}

fn main() {
    println!("by priority");
    run(false);
    println!("with inheritance");
    run(true);
}
