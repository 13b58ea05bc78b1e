use std::sync::mpsc;
use std::thread;

fn main() {
    let (put, take) = mpsc::sync_channel::<u32>(2);
    let baker = thread::spawn(move || {
        for loaf in 1..=3 {
            put.send(loaf).unwrap();
        }
    });
    baker.join().unwrap(); // first all is baked, and then the shop opens
    let customer = thread::spawn(move || take.iter().sum::<u32>());
    println!("{}", customer.join().unwrap());
}
