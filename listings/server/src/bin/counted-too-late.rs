use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Server {
    answered: Mutex<u32>,
    in_flight: Mutex<u32>,
    changed: Condvar,
}

fn accept(server: &Arc<Server>) {
    let server = Arc::clone(server);
    thread::spawn(move || {
        *server.in_flight.lock().unwrap() += 1;
        *server.answered.lock().unwrap() += 1;
        *server.in_flight.lock().unwrap() -= 1;
        server.changed.notify_all();
    });
}

fn main() {
    let server = Arc::new(Server::default());
    accept(&server);
    accept(&server);

    // Stop: accept no more, and wait for those that have been accepted.
    let in_flight = server.in_flight.lock().unwrap();
    drop(server.changed.wait_while(in_flight, |n| *n > 0).unwrap());
    println!("{} of 2 answered", server.answered.lock().unwrap());
}
