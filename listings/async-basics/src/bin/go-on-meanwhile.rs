use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: clients
/// Asks, and waits for the answer.
fn wait(mut server: TcpStream) -> u32 {
    let mut answer = [0; 2];
    server.read_exact(&mut answer).unwrap();
    0
}

/// Asks, and does chores until the answer is there.
fn go_on(mut server: TcpStream) -> u32 {
    server.set_nonblocking(true).unwrap();
    let mut answer = [0; 2];
    let mut chores = 0;
    loop {
        match server.read(&mut answer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => chore(),
            result => {
                assert_eq!(result.unwrap(), 2);
                return chores;
            }
        }
        chores += 1;
    }
}
// ANCHOR_END: clients

/// Half a millisecond of work.
fn chore() {
    let start = Instant::now();
    while start.elapsed() < Duration::from_micros(500) {}
}

/// Answers two clients, one after the other, and each after 30 ms.
fn slow_server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for client in listener.incoming().take(2) {
            thread::sleep(Duration::from_millis(30));
            client.unwrap().write_all(b"ok").unwrap();
        }
    });
    address
}

fn main() {
    let address = slow_server();
    for (way, client) in [("waits", wait as fn(_) -> _), ("goes on", go_on)] {
        let server = TcpStream::connect(address).unwrap();
        server
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        let start = Instant::now();
        let chores = client(server);
        let time = start.elapsed().as_millis();
        println!("{way}: {chores} chores, answer after {time} ms");
    }
}
