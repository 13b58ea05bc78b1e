use std::sync::mpsc;
use std::thread;
use std::time::Duration;

struct TempFile;

impl Drop for TempFile {
    fn drop(&mut self) {
        println!("temporary file removed");
    }
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let _file = TempFile;
        println!("temporary file created");
        sender.send(()).unwrap();
        thread::sleep(Duration::from_secs(1));
    });
    receiver.recv().unwrap();
    println!("main returns");
}
