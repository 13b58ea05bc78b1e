use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A thread that is joined, however its owner's scope is left.
struct Saving(Option<JoinHandle<()>>);

impl Drop for Saving {
    fn drop(&mut self) {
        drop(self.0.take());
        thread::sleep(Duration::from_millis(300)); // that should be enough to save
    }
}

fn save() {
    println!("saving");
    thread::sleep(Duration::from_millis(50));
    println!("saved");
}

/// Starts to save, then fails to find what it looks for.
fn look_up() -> Option<u32> {
    let _saving = Saving(Some(thread::spawn(save)));
    None?;
    unreachable!()
}

fn main() {
    let found = look_up();
    println!("looked up: {found:?}");
}
