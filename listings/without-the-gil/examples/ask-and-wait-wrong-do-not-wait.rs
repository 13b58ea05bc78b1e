use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// All Python objects: here the lines that were printed. Who holds the lock may use them.
static GIL: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A function of an extension. It is called with the lock held, as all of them are, and waits for an answer.
fn receive(answers: Receiver<u32>) {
    let mut objects = GIL.lock().unwrap();
    objects.push(1);
    if let Ok(answer) = answers.try_recv() {
        objects.push(answer);
    }
}

/// Python code, which answers.
fn answer(to: Sender<u32>) {
    let objects = GIL.lock().unwrap();
    let lines = objects.len() as u32;
    to.send(10 + lines).unwrap();
}

fn main() {
    let (to, answers) = mpsc::channel();
    let extension = thread::spawn(move || receive(answers));
    let python = thread::spawn(move || answer(to));
    extension.join().unwrap();
    python.join().unwrap();
    println!("{:?}", GIL.lock().unwrap());
}
