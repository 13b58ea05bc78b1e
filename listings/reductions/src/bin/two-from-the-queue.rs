use std::sync::Mutex;
use std::thread;

/// Takes two values, puts their sum back, and goes home when there are no two.
fn worker(queue: &Mutex<Vec<u32>>) {
    loop {
        let (a, b) = {
            let mut queue = queue.lock().unwrap();
            if queue.len() < 2 {
                return;
            }
            (queue.pop().unwrap(), queue.pop().unwrap())
        };
        let sum = a + b;
        queue.lock().unwrap().push(sum);
    }
}

fn main() {
    let queue = Mutex::new(vec![1, 10, 100, 1000]);
    thread::scope(|s| {
        s.spawn(|| worker(&queue));
        s.spawn(|| worker(&queue));
    });
    println!("{:?}", queue.into_inner().unwrap());
}
