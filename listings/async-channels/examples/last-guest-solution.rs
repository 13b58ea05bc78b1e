use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Server {
    open: Mutex<bool>,
    guests: Mutex<u32>,
    left: Condvar,
}

fn main() {
    let server = Arc::new(Server {
        open: Mutex::new(true),
        guests: Mutex::new(0),
        left: Condvar::new(),
    });
    let accepting = thread::spawn({
        let server = Arc::clone(&server);
        move || {
            let open = server.open.lock().unwrap();
            if !*open {
                return;
            }
            *server.guests.lock().unwrap() += 1;
            drop(open); // looked and counted in one step
            println!("a guest is served");
            *server.guests.lock().unwrap() -= 1;
            server.left.notify_all();
        }
    });

    *server.open.lock().unwrap() = false;
    let mut guests = server.guests.lock().unwrap();
    while *guests > 0 {
        guests = server.left.wait(guests).unwrap();
    }
    drop(guests);
    println!("closed");
    accepting.join().unwrap();
}
