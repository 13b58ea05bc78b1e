use std::cell::RefCell;
use std::thread;
use std::time::Duration;

struct Slow(&'static str);

impl Drop for Slow {
    fn drop(&mut self) {
        thread::sleep(Duration::from_millis(50));
        println!("{}: its thread-local is dropped", self.0);
    }
}

thread_local! {
    static LOCAL: RefCell<Option<Slow>> = const { RefCell::new(None) };
}

fn work(name: &'static str) {
    LOCAL.set(Some(Slow(name)));
    println!("{name}: the closure returns");
}

fn main() {
    let worker = thread::spawn(|| work("spawned"));
    while !worker.is_finished() {
        thread::yield_now();
    }
    println!("spawned: is finished");
    worker.join().unwrap();
    println!("spawned: joined\n");

    thread::scope(|s| {
        s.spawn(|| work("scoped"));
    });
    println!("scoped: the scope is over");
    thread::sleep(Duration::from_millis(500));
}
