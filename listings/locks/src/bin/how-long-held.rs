use std::sync::Mutex;

static QUEUE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Says whether somebody holds the queue's lock at this place.
fn at(place: &str) {
    let free = QUEUE.try_lock().is_ok();
    println!("{}: {place}", if free { "free" } else { "held" });
}

fn main() {
    let guard = QUEUE.lock().unwrap();
    at("after let guard");
    drop(guard);
    at("after drop(guard)");

    if QUEUE.lock().unwrap().is_empty() {
        at("body of if");
    }
    match QUEUE.lock().unwrap().pop() {
        Some(job) => println!("job {job}"),
        None => at("arm of match"),
    }
    if let Some(job) = QUEUE.lock().unwrap().pop() {
        println!("job {job}");
    } else {
        at("else of if let");
    }

    QUEUE.lock().unwrap().push(7);
    if let Some(_job) = QUEUE.lock().unwrap().pop() {
        at("body of if let");
    }
    QUEUE.lock().unwrap().push(8);
    while let Some(_job) = QUEUE.lock().unwrap().pop() {
        at("body of while let");
    }
    let Some(_job) = QUEUE.lock().unwrap().pop() else {
        at("else of let ... else");
        return;
    };
}
