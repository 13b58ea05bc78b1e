use std::thread;

fn main() {
    let mut house = ["brick"; 3];
    let wild = &raw mut house[0];
    thread::spawn(move || unsafe { *wild.add(7) = "hole" });
}
