use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

fn filter(picture: u32) -> u32 {
    picture * picture
}

/// The pictures come numbered, from 0; they are to be written in this order.
fn write_all(filtered: Receiver<(usize, u32)>) {
    let mut kept: Option<(usize, u32)> = None;
    for (number, picture) in filtered {
        match kept {
            Some((earlier, other)) if earlier < number => {
                println!("{other}");
                kept = Some((number, picture));
            }
            Some(_) => println!("{picture}"),
            None => kept = Some((number, picture)),
        }
    }
    if let Some((_, picture)) = kept {
        println!("{picture}");
    }
}

fn main() {
    let pictures = Mutex::new([3, 1, 2].into_iter().enumerate());
    let (to_disk, filtered) = channel();
    thread::scope(|s| {
        for _ in 0..2 {
            let to_disk = to_disk.clone();
            s.spawn(|| {
                let to_disk = to_disk;
                let next = || pictures.lock().unwrap().next();
                while let Some((number, picture)) = next() {
                    to_disk.send((number, filter(picture))).unwrap();
                }
            });
        }
        drop(to_disk);
        write_all(filtered);
    });
}
