use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

type Order = Sender<&'static str>; // where the answer goes

fn main() {
    let (network, orders) = channel::<Order>();
    let server = thread::spawn(move || {
        let mut parcels = 0;
        for answer in orders {
            parcels += 1;
            thread::sleep(Duration::from_millis(1)); // tapes it up
            let _ = answer.send("done"); // unless the client is gone
        }
        parcels
    });

    let mut tries = 0;
    let answer = loop {
        tries += 1;
        let (answer, inbox) = channel();
        network.send(answer).unwrap();
        match inbox.recv_timeout(Duration::from_millis(1)) {
            Err(RecvTimeoutError::Timeout) if tries < 2 => continue,
            other => break other,
        }
    };
    drop(network);
    let parcels = server.join().unwrap();
    println!("{answer:?}, parcels: {parcels}");
}
