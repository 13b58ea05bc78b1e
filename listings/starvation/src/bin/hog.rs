use std::sync::Mutex;
use std::thread;

static LOCK: Mutex<()> = Mutex::new(());

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            loop {
                let _turn = LOCK.lock().unwrap();
            }
        });
        s.spawn(|| {
            let _turn = LOCK.lock().unwrap();
            println!("my turn");
        });
    });
}
