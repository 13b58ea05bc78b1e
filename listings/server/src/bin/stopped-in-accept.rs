use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

static STOP: AtomicBool = AtomicBool::new(false);

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = thread::spawn(move || {
        while !STOP.load(Relaxed) {
            if let Ok((stream, _)) = listener.accept() {
                thread::spawn(move || drop(stream)); // serves it
            }
        }
    });

    TcpStream::connect(address)?;
    thread::sleep(Duration::from_millis(50));
    STOP.store(true, Relaxed);
    println!("stopping");
    server.join().unwrap();
    println!("stopped");
    Ok(())
}
