use std::sync::Mutex;

fn first(queue: &Mutex<Vec<u32>>) -> Option<&u32> {
    queue.lock().unwrap().first()
}

fn main() {
    let queue = Mutex::new(vec![1, 2, 3]);
    println!("{:?}", first(&queue));
}
