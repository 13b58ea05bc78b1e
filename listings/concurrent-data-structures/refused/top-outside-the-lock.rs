use std::sync::Mutex;

struct Stack<T>(Mutex<Vec<T>>);

impl<T> Stack<T> {
    fn top(&self) -> Option<&T> {
        self.0.lock().unwrap().last()
    }
}

fn main() {
    let stack = Stack(Mutex::new(vec![1, 2, 3]));
    println!("{:?}", stack.top());
}
