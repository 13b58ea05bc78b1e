use std::sync::Barrier;
use std::thread::{self, Builder};
use std::{fs, process};

fn main() -> std::io::Result<()> {
    let (present, counted) = (Barrier::new(3), Barrier::new(3));
    thread::scope(|s| {
        for name in ["bricklayer", "painter"] {
            let stay = || {
                present.wait();
                counted.wait();
            };
            Builder::new()
                .name(name.to_owned())
                .spawn_scoped(s, stay)
                .unwrap();
        }
        present.wait();

        println!("process {}", process::id());
        for task in fs::read_dir("/proc/self/task")? {
            let task = task?;
            let name = fs::read_to_string(task.path().join("comm"))?;
            println!("task {} {}", task.file_name().display(), name.trim_end());
        }
        counted.wait();
        Ok(())
    })
}
