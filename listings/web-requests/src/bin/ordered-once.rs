use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

struct Order {
    key: u32,
    answer: Sender<&'static str>,
}

fn main() {
    let (network, orders) = channel::<Order>();
    let server = thread::spawn(move || {
        let mut done: Vec<u32> = Vec::new();
        for order in orders {
            if !done.contains(&order.key) {
                done.push(order.key);
                thread::sleep(Duration::from_millis(1)); // tapes it up
            }
            let _ = order.answer.send("done"); // unless the client is gone
        }
        done.len()
    });

    let key = 4711; // one for each order, not for each try
    let mut tries = 0;
    let answer = loop {
        tries += 1;
        let (answer, inbox) = channel();
        network.send(Order { key, answer }).unwrap();
        match inbox.recv_timeout(Duration::from_millis(1)) {
            Err(RecvTimeoutError::Timeout) if tries < 2 => continue,
            other => break other,
        }
    };
    drop(network);
    let parcels = server.join().unwrap();
    println!("{answer:?}, parcels: {parcels}");
}
