//! Clients that measure how long answers take, in nanoseconds.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::Client;

/// What is asked all the time.
const REQUEST: &str = "3 4";

/// How long answers took.
pub type Latencies = Histogram<u64>;

fn empty() -> Latencies {
    Histogram::new(3).expect("three digits are few enough")
}

fn note(latencies: &mut Latencies, took: Duration) {
    let nanoseconds = u64::try_from(took.as_nanos()).expect("five seconds at most");
    latencies.record(nanoseconds).expect("it grows as it must");
}

/// In µs: of `one_in` answers, one took longer.
pub fn exceeded_by_one_in(latencies: &Latencies, one_in: u32) -> f64 {
    let quantile = 1.0 - 1.0 / f64::from(one_in);
    latencies.value_at_quantile(quantile) as f64 / 1000.0
}

/// A closed loop on each of so many connections: the next request is sent when the last one has been answered, and not
/// before `pace` has gone by since that was sent.
///
/// # Errors
/// If a connection breaks, or an answer does not come.
pub fn closed(
    address: SocketAddr,
    connections: usize,
    requests: u32,
    pace: Duration,
) -> io::Result<Latencies> {
    let converse = || -> io::Result<Latencies> {
        let mut client = Client::connect(address)?;
        let mut latencies = empty();
        for _ in 0..requests {
            let sent = Instant::now();
            client.ask(REQUEST)?;
            note(&mut latencies, sent.elapsed());
            thread::sleep((sent + pace).saturating_duration_since(Instant::now()));
        }
        Ok(latencies)
    };
    gather((0..connections).map(|_| converse))
}

/// An open loop: a request every `interval`, on the connections in turn, whether or not those before it have been
/// answered. Its latency begins at the moment at which it *should* have been sent.
///
/// # Errors
/// If a connection breaks, or an answer does not come.
pub fn open(
    address: SocketAddr,
    connections: usize,
    requests: u32,
    interval: Duration,
) -> io::Result<Latencies> {
    let clients = (0..connections).map(|_| Client::connect(address));
    let clients: Vec<Client> = clients.collect::<io::Result<_>>()?;
    let start = Instant::now() + Duration::from_millis(5);
    gather((0u32..).zip(clients).map(|(first, mut client)| {
        move || -> io::Result<Latencies> {
            let times = (first..requests)
                .step_by(connections)
                .map(|request| start + interval * request);
            let sender = client.stream().try_clone()?;
            thread::scope(|s| {
                let sending = s.spawn({
                    let times = times.clone();
                    move || send_at(&sender, times)
                });
                let mut latencies = empty();
                for time in times {
                    client.receive()?;
                    note(&mut latencies, time.elapsed());
                }
                sending.join().expect("sending does not panic")?;
                Ok(latencies)
            })
        }
    }))
}

fn send_at(mut stream: &TcpStream, times: impl Iterator<Item = Instant>) -> io::Result<()> {
    for time in times {
        thread::sleep(time.saturating_duration_since(Instant::now()));
        stream.write_all(format!("{REQUEST}\n").as_bytes())?;
    }
    Ok(())
}

/// Does all of it at once and adds up the latencies.
fn gather<F>(clients: impl Iterator<Item = F>) -> io::Result<Latencies>
where
    F: FnOnce() -> io::Result<Latencies> + Send,
{
    thread::scope(|s| {
        let running: Vec<_> = clients.map(|client| s.spawn(client)).collect();
        let mut all = empty();
        for client in running {
            let latencies = client.join().expect("a client does not panic")?;
            all.add(latencies).expect("it grows as it must");
        }
        Ok(all)
    })
}
