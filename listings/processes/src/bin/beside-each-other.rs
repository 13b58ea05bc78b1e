use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (to_child, input) = sync_channel::<u32>(1);
    let (output, from_child) = sync_channel::<u32>(1);
    let child = thread::spawn(move || {
        for job in input {
            output.send(job * job).unwrap();
        }
    });
    let writer = thread::spawn(move || {
        for job in [1, 2, 3, 4] {
            to_child.send(job).unwrap();
        }
    });
    println!("{:?}", from_child.iter().collect::<Vec<u32>>());
    writer.join().unwrap();
    child.join().unwrap();
}
