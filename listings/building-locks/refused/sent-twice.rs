use building_locks::oneshot_2::channel;
use std::thread;

fn main() {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        sender.send("yes");
        sender.send("no");
    });
    println!("{:?}", receiver.receive());
}
