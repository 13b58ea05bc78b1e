use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (to_first, jobs) = channel::<u32>();
    let first = thread::spawn(move || for _job in jobs {});

    let (to_second, jobs) = channel::<u32>();
    let inherited = to_first.clone(); // what a fork copies without being asked
    let second = thread::spawn(move || {
        for _job in jobs {}
        drop(inherited);
    });

    drop(to_first);
    first.join().unwrap();
    drop(to_second);
    second.join().unwrap();
    println!("both have stopped");
}
