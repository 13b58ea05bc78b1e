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

    let mut count = 0;
    for request in 0..8 {
        requests.send(request).unwrap();
        if request % 2 == 1 {
            answered.recv().unwrap();
            count += 1;
        }
    }
    drop(requests);
    count += answered.iter().count();
    println!("{count} answers");
}
