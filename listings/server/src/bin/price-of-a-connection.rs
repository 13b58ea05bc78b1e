use server::answer;
use server::serve::{self, Handler, Running};
use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const CONNECTIONS: usize = 200;

/// What the kernel says about this process: a number of threads, or of KiB.
fn status(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn measure(name: &str, start: fn(Handler, usize) -> io::Result<Running>) -> io::Result<()> {
    let server = start(answer, CONNECTIONS)?;
    let mut clients = Vec::with_capacity(CONNECTIONS);
    let memory = status("VmRSS");
    for _ in 0..CONNECTIONS {
        let mut client = TcpStream::connect(server.address)?;
        client.set_read_timeout(Some(Duration::from_secs(5)))?;
        client.write_all(b"3 4\n")?;
        client.read_exact(&mut [0; 2])?;
        clients.push(client);
    }
    let each = (status("VmRSS") - memory) / CONNECTIONS as f64;
    println!("{name}: {} threads, {each:.1} KiB", status("Threads"));
    Ok(())
}

fn main() -> io::Result<()> {
    measure("readiness", serve::readiness)?;
    measure("tokio", serve::tasks)?;
    measure("threads", serve::threads)
}
