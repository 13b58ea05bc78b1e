use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

/// Requests that have come and are not read yet, and whether more may come.
struct Connection {
    requests: Mutex<(u32, bool)>,
    changed: Condvar,
}

impl Connection {
    fn new(requests: u32) -> Arc<Connection> {
        Arc::new(Connection {
            requests: Mutex::new((requests, true)),
            changed: Condvar::new(),
        })
    }

    /// Waits for a request. `false`: the end.
    fn read(&self) -> bool {
        let requests = self.requests.lock().unwrap();
        let idle = |(count, open): &mut (u32, bool)| *count == 0 && *open;
        let mut requests = self.changed.wait_while(requests, idle).unwrap();
        let some = requests.0 > 0;
        requests.0 -= u32::from(some);
        some
    }

    fn shut(&self) {
        self.requests.lock().unwrap().1 = false;
        self.changed.notify_all();
    }
}

type Open = Vec<(Arc<Connection>, JoinHandle<u32>)>;

fn accept(backlog: Receiver<Arc<Connection>>, stopping: &Mutex<bool>, open: &Mutex<Open>) {
    for connection in backlog {
        if *stopping.lock().unwrap() {
            return;
        }
        let served = Arc::clone(&connection);
        let server = thread::spawn(move || {
            let mut answered = 0;
            while served.read() {
                answered += 1;
            }
            answered
        });
        open.lock().unwrap().push((connection, server));
    }
}

fn main() {
    let (connect, backlog) = channel();
    let stopping = Arc::new(Mutex::new(false));
    let open = Arc::new(Mutex::new(Open::new()));
    let acceptor = thread::spawn({
        let (stopping, open) = (Arc::clone(&stopping), Arc::clone(&open));
        move || accept(backlog, &stopping, &open)
    });

    // A client with one request, who stays.
    connect.send(Connection::new(1)).unwrap();

    *stopping.lock().unwrap() = true;
    let _ = connect.send(Connection::new(0)); // wakes the acceptor, if it is still there
    acceptor.join().unwrap(); // from here on nobody is accepted
    for (connection, _) in open.lock().unwrap().iter() {
        connection.shut(); // wakes those who wait for a request
    }
    for (_, server) in open.lock().unwrap().drain(..) {
        println!("answered {} of 1", server.join().unwrap());
    }
    println!("stopped");
}
