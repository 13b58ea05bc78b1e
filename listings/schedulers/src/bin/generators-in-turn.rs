use std::collections::VecDeque;

/// A task runs until its next yield whenever it is asked for its next item.
type Task = Box<dyn Iterator<Item = ()>>;

fn cook(dish: &'static str, steps: u32) -> Task {
    Box::new((1..=steps).map(move |step| println!("{dish} {step}")))
}

fn run(mut ready: VecDeque<Task>) {
    while let Some(mut task) = ready.pop_front() {
        if task.next().is_some() {
            ready.push_back(task);
        }
    }
}

fn main() {
    run(VecDeque::from([
        cook("soup", 3),
        cook("roast", 1),
        cook("tart", 2),
    ]));
}
