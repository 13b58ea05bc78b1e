use std::thread;

fn main() {
    let mut plan = ["brick"; 3];
    thread::scope(|s| {
        s.spawn(|| plan[0] = "glass");
    });
    println!("{plan:?}");
}
