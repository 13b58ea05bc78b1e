use std::thread;

fn main() {
    thread::scope(|kitchen| {
        kitchen.spawn(|| println!("boil the pasta"));
        kitchen.spawn(|| println!("chop the herbs"));
    });
    println!("serve");
}
