use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    // Each way has room for one that nobody has taken yet.
    let (requests, asked) = sync_channel(1);
    let (answers, answered) = sync_channel(1);

    thread::spawn(move || {
        for request in asked {
            answers.send(request).unwrap();
        }
    });

    for request in 0..4 {
        requests.send(request).unwrap();
    }
    drop(requests);
    let count = answered.iter().count();
    println!("{count} answers");
}
