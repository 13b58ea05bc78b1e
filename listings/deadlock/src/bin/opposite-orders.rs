use std::sync::{Barrier, Mutex};
use std::thread;

static PEN: Mutex<()> = Mutex::new(());
static PAPER: Mutex<()> = Mutex::new(());

fn main() {
    let both = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| {
            let _pen = PEN.lock().unwrap();
            println!("Ada has the pen");
            both.wait();
            let _paper = PAPER.lock().unwrap();
            println!("Ada writes");
        });
        s.spawn(|| {
            let _paper = PAPER.lock().unwrap();
            println!("Ben has the paper");
            both.wait();
            let _pen = PEN.lock().unwrap();
            println!("Ben writes");
        });
    });
    println!("both have written");
}
