//! The same service by four servers. Each listens on a port of its own on the loopback interface, has a limit of
//! connections beyond which new ones wait to be accepted, and ends gracefully: what has been received is answered.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

mod ready;
mod tasks;
mod threads;

pub use ready::readiness;
pub use tasks::tasks;
pub use threads::{pool, threads};

/// What a server does with a request, both without the ends of their lines.
pub type Handler = fn(&str) -> String;

/// How long a server that ends waits for its clients to take their last answers.
const LAST_PATIENCE: Duration = Duration::from_secs(1);

/// How long a server rests when it cannot accept, as when the process has no file descriptor left.
const REST: Duration = Duration::from_millis(1);

/// A server that runs until this is dropped.
#[must_use]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: Option<Box<dyn FnOnce() + Send>>,
}

impl Running {
    fn new(address: SocketAddr, stop: impl FnOnce() + Send + 'static) -> Running {
        Running {
            address,
            stop: Some(Box::new(stop)),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop();
        }
    }
}

/// A name, and how to start a server with so many connections at most.
pub type Kind = (&'static str, fn(Handler, usize) -> io::Result<Running>);

/// The four servers.
pub const KINDS: [Kind; 4] = [
    ("threads", threads),
    ("pool", pool),
    ("readiness", readiness),
    ("tokio", tasks),
];
