use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::timed_out;

/// How long a client waits for a server before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// A client of the calculator, with time-outs.
pub struct Client {
    stream: BufReader<TcpStream>,
    /// The part of an answer that came before a time-out.
    begun: String,
}

impl Client {
    /// # Errors
    /// If there is no connection within five seconds.
    pub fn connect(address: SocketAddr) -> io::Result<Client> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Client {
            stream: BufReader::new(stream),
            begun: String::new(),
        })
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// If the connection is broken, or the other side has not read for five seconds.
    pub fn send(&self, bytes: &str) -> io::Result<()> {
        self.stream.get_ref().write_all(bytes.as_bytes())
    }

    /// Waits for the next line and returns it without its end.
    ///
    /// # Errors
    /// If the connection ends or breaks before, or nothing comes for five seconds.
    pub fn receive(&mut self) -> io::Result<String> {
        match self.stream.read_line(&mut self.begun)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(std::mem::take(&mut self.begun).trim_end().to_string()),
        }
    }

    /// Waits for the next line, and returns `None` if nothing has come for so long.
    ///
    /// # Errors
    /// If the connection ends or breaks before.
    pub fn wait(&mut self, patience: Duration) -> io::Result<Option<String>> {
        self.stream.get_ref().set_read_timeout(Some(patience))?;
        let received = match self.receive() {
            Ok(line) => Ok(Some(line)),
            Err(error) if timed_out(&error) => Ok(None),
            Err(error) => Err(error),
        };
        self.stream.get_ref().set_read_timeout(Some(PATIENCE))?;
        received
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// Those of [`send`](Client::send) and [`receive`](Client::receive).
    pub fn ask(&mut self, request: &str) -> io::Result<String> {
        self.send(&format!("{request}\n"))?;
        self.receive()
    }

    /// The connection itself.
    pub fn stream(&self) -> &TcpStream {
        self.stream.get_ref()
    }
}
