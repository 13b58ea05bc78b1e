use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const TASKS: usize = 64;

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

// ANCHOR: tasks
fn fetch(server: SocketAddr) {
    let mut answer = [0];
    let mut connection = TcpStream::connect(server).unwrap();
    connection.read_exact(&mut answer).unwrap();
}

fn compute() {
    let mut x = 1u32;
    for _ in 0..1_500_000 {
        x = black_box(x).wrapping_mul(747_796_405).wrapping_add(1);
    }
}

/// Does all the tasks with so many threads; returns the seconds it took.
fn run(threads: usize, task: impl Fn() + Sync) -> f64 {
    let started = Instant::now();
    let taken = AtomicUsize::new(0);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                while taken.fetch_add(1, Relaxed) < TASKS {
                    task();
                }
            });
        }
    });
    started.elapsed().as_secs_f64()
}
// ANCHOR_END: tasks

fn main() {
    let server = slow_server();
    let (fetch_alone, compute_alone) = (run(1, || fetch(server)), run(1, compute));
    println!("threads  fetching  computing");
    for threads in [1, 2, 4, 8, 16, 32, 64] {
        println!(
            "{threads:7}  {:8.2}  {:9.2}",
            fetch_alone / run(threads, || fetch(server)),
            compute_alone / run(threads, compute),
        );
    }
}
