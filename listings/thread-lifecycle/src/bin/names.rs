use std::sync::Barrier;
use std::{fs, thread};

fn main() {
    let all_there = Barrier::new(3);
    let all_counted = Barrier::new(3);
    let life = || {
        all_there.wait();
        all_counted.wait();
    };
    thread::scope(|s| {
        for name in ["reader", "temperature sensor 7"] {
            thread::Builder::new()
                .name(name.to_string())
                .spawn_scoped(s, life)
                .unwrap();
        }
        all_there.wait();
        for task in fs::read_dir("/proc/self/task").unwrap() {
            let name = fs::read_to_string(task.unwrap().path().join("comm")).unwrap();
            println!("the kernel knows a {name:?}");
        }
        all_counted.wait();
    });
    println!("main is called {:?}", thread::current().name());
}
