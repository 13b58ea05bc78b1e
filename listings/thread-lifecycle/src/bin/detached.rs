use std::thread;
use std::time::Duration;

fn main() {
    let parent = thread::spawn(|| {
        let child = thread::spawn(|| {
            thread::sleep(Duration::from_millis(100));
            println!("child: still here");
        });
        drop(child);
        println!("parent: let go of the child");
    });
    parent.join().unwrap();
    println!("main: the parent is gone");
    thread::sleep(Duration::from_millis(500));
}
