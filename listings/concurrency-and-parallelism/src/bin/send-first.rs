use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const REQUESTS: usize = 50;

// ANCHOR: client
fn ask(server: SocketAddr) -> TcpStream {
    TcpStream::connect(server).unwrap()
}

fn hear(mut connection: TcpStream) {
    connection.read_exact(&mut [0]).unwrap();
}

fn main() {
    let server = slow_server();

    let start = Instant::now();
    for _ in 0..REQUESTS {
        hear(ask(server));
    }
    println!("ask, hear, ask, hear …  {:4.0} ms", milliseconds(start));

    let start = Instant::now();
    let open: Vec<TcpStream> = (0..REQUESTS).map(|_| ask(server)).collect();
    for connection in open {
        hear(connection);
    }
    println!("ask everyone, then hear {:4.0} ms", milliseconds(start));
}
// ANCHOR_END: client

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Starts a server that thinks for five milliseconds, then answers with one byte.
fn slow_server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for client in listener.incoming() {
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(5));
                client.unwrap().write_all(b"!").unwrap();
            });
        }
    });
    address
}
