use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct World {
    wire: VecDeque<char>,
    bell: bool,
}

fn main() {
    let world = Arc::new(Mutex::new(World::default()));
    world.lock().unwrap().wire.extend(['h', 'i', '!']);

    let bell = thread::spawn({
        let world = Arc::clone(&world);
        move || world.lock().unwrap().bell = true
    });

    let mut line = String::new();
    loop {
        let mut world = world.lock().unwrap();
        if world.bell {
            world.bell = false;
            line = String::new(); // the reading is dropped, and begun anew
        }
        match world.wire.pop_front() {
            Some(letter) => line.push(letter),
            None => break,
        }
    }
    println!("{line}");
    bell.join().unwrap();
}
