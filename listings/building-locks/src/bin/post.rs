use building_locks::channel;
use std::thread;

fn main() {
    let (sender, mut receiver) = channel();
    thread::scope(|s| {
        for name in ["Ada", "Grace"] {
            let sender = sender.clone();
            s.spawn(move || {
                sender.send(format!("{name}: dear all")).unwrap();
                sender.send(format!("{name}: yours")).unwrap();
            });
        }
        drop(sender);
        while let Some(letter) = receiver.receive() {
            println!("{letter}");
        }
        println!("nobody writes any more");
    });
}
