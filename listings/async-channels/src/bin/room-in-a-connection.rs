use std::io::{ErrorKind, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut writer = TcpStream::connect(listener.local_addr()?)?;
    let (_never_read, _) = listener.accept()?;
    writer.set_nonblocking(true)?;

    let mut written = 0;
    let mut refusals = 0;
    while refusals < 5 {
        match writer.write(&[0; 4096]) {
            Ok(length) => (written, refusals) = (written + length, 0),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                refusals += 1;
                thread::sleep(Duration::from_millis(5)); // the kernel may still be moving it
            }
            Err(error) => return Err(error),
        }
    }
    println!("{} KiB, and then a writer waits", written / 1024);
    Ok(())
}
