use std::sync::Mutex;
use std::thread;

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());

fn write(name: &str) {
    let _pen = PEN.lock().unwrap();
    let _paper = PAPER.lock().unwrap();
    println!("{name} writes");
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| write("Ada"));
        s.spawn(|| write("Ben"));
    });
    println!("both have written");
}
