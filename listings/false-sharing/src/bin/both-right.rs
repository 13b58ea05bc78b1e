use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

#[repr(align(16))] // 16 bytes, and no line ends in the middle
struct Pets {
    cats: AtomicU64,
    dogs: AtomicU64,
}

static PETS: Pets = Pets {
    cats: AtomicU64::new(0),
    dogs: AtomicU64::new(0),
};

fn main() {
    thread::scope(|s| {
        s.spawn(|| PETS.cats.fetch_add(1, Relaxed));
        s.spawn(|| PETS.dogs.fetch_add(1, Relaxed));
    });
    let (cats, dogs) = (PETS.cats.load(Relaxed), PETS.dogs.load(Relaxed));
    println!("{cats} and {dogs}");
}
