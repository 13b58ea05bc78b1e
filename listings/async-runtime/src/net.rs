//! Sockets that let others work while they wait.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::Arc;

use polling::Event;

use crate::reactor::Reactor;

/// A socket that the reactor knows.
struct Watched<S: AsFd> {
    socket: S,
    key: usize,
    reactor: Arc<Reactor>,
}

impl<S: AsFd + AsRawFd> Watched<S> {
    /// # Errors
    /// Of the kernel. The socket must not block.
    fn new(socket: S, reactor: &Arc<Reactor>) -> io::Result<Self> {
        let key = socket.as_raw_fd().cast_unsigned() as usize;
        // SAFETY: drop deletes it, before the socket is dropped as a field.
        unsafe { reactor.add(&socket, key)? };
        Ok(Watched {
            socket,
            key,
            reactor: Arc::clone(reactor),
        })
    }

    /// Tries until it does not have to wait, and waits in between.
    async fn until_done<T>(
        &self,
        interest: fn(usize) -> Event,
        mut attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            match attempt(&self.socket) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.reactor.ready(&self.socket, interest(self.key)).await?;
                }
                result => return result,
            }
        }
    }
}

impl<S: AsFd> Drop for Watched<S> {
    fn drop(&mut self) {
        self.reactor.delete(&self.socket, self.key);
    }
}

/// A connection.
pub struct Stream(Watched<TcpStream>);

impl Stream {
    pub(crate) fn connect(address: SocketAddr, reactor: &Arc<Reactor>) -> io::Result<Self> {
        Stream::new(TcpStream::connect(address)?, reactor)
    }

    fn new(socket: TcpStream, reactor: &Arc<Reactor>) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        // What is written leaves at once, and does not wait until what was written before has been acknowledged.
        socket.set_nodelay(true)?;
        Watched::new(socket, reactor).map(Stream)
    }

    /// Reads what is there, or waits until something is. 0 if nothing will come any more.
    ///
    /// # Errors
    /// As [`Read::read`].
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = |mut socket: &TcpStream| socket.read(buffer);
        self.0.until_done(Event::readable, read).await
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// As [`Write::write_all`].
    pub async fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let write = |mut socket: &TcpStream| socket.write(bytes);
            match self.0.until_done(Event::writable, write).await? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => bytes = &bytes[written..],
            }
        }
        Ok(())
    }
}

/// Where connections come in.
pub struct Listener(Watched<TcpListener>);

impl Listener {
    pub(crate) fn bind(address: impl ToSocketAddrs, reactor: &Arc<Reactor>) -> io::Result<Self> {
        let socket = TcpListener::bind(address)?;
        socket.set_nonblocking(true)?;
        Watched::new(socket, reactor).map(Listener)
    }

    /// Its address.
    ///
    /// # Errors
    /// As [`TcpListener::local_addr`].
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.socket.local_addr()
    }

    /// The next connection.
    ///
    /// # Errors
    /// As [`TcpListener::accept`].
    pub async fn accept(&mut self) -> io::Result<Stream> {
        let (socket, _) = self
            .0
            .until_done(Event::readable, TcpListener::accept)
            .await?;
        Stream::new(socket, &self.0.reactor)
    }
}
