use std::sync::{LazyLock, Mutex, OnceLock};
use std::thread;
static NAME: LazyLock<String> = LazyLock::new(|| "a".to_string() + "b");
static ONCE: OnceLock<String> = OnceLock::new();
static LIST: LazyLock<Mutex<Vec<u32>>> = LazyLock::new(|| Mutex::new(vec![1]));
fn main() {
    let t = thread::spawn(|| {
        let v = ONCE.get_or_init(|| String::from("first"));
        v.len()
    });
    let v = ONCE.get_or_init(|| String::from("main!")).clone();
    let n = t.join().unwrap();
    LIST.lock().unwrap().push(2);
    println!("{} {} {v} {n} {:?} {:?}", *NAME, NAME.len(), ONCE.get(), LIST.lock().unwrap());
}
