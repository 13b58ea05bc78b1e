use schedulers::green::{Green, pause};
use std::collections::VecDeque;

fn stir(dish: &str, times: u32) {
    for time in 1..=times {
        println!("{dish} {time}");
        pause(); // two calls below the task's own function
    }
}

fn cook(dish: &str, times: u32) {
    stir(dish, times);
    println!("{dish} is done");
}

fn main() {
    let mut ready = VecDeque::from([
        Green::new(|| cook("soup", 2)),
        Green::new(|| cook("sauce", 1)),
    ]);
    while let Some(mut task) = ready.pop_front() {
        if task.resume() {
            ready.push_back(task);
        }
    }
}
