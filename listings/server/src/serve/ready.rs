use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown};
use std::thread;
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};

use super::{Handler, LAST_PATIENCE, REST, Running};
use crate::Lines;

const STOP: Token = Token(0);
const LISTENER: Token = Token(1);

/// How many pieces are read from one connection before the others have their turn.
const TURN: usize = 16;

/// What is to be done with a connection next.
enum Next {
    /// To wait until it is ready for something.
    Wait,
    /// To go on after the others: it may be ready still.
    Again,
    /// To be closed.
    Done,
}

/// What a thread would have on its stack.
struct Connection {
    stream: TcpStream,
    requests: Lines,
    answers: Vec<u8>,
    ended: bool,
}

impl Connection {
    /// Goes on from where it was, as far as it gets without waiting. Nothing is read while an answer waits to be
    /// taken, so that a client which does not read is not listened to either.
    fn go_on(&mut self, handler: Handler) -> io::Result<Next> {
        let mut piece = [0; 4096];
        for _ in 0..TURN {
            if !self.write()? {
                return Ok(Next::Wait);
            }
            if self.ended {
                return Ok(Next::Done);
            }
            match self.stream.read(&mut piece) {
                Ok(0) => self.ended = true,
                Ok(count) => self.requests.push(&piece[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(Next::Wait),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            while let Some(request) = self.requests.next_line()? {
                self.answers.extend_from_slice(handler(&request).as_bytes());
                self.answers.push(b'\n');
            }
        }
        Ok(Next::Again)
    }

    /// Writes what there is room for, and says whether that was all.
    fn write(&mut self) -> io::Result<bool> {
        while !self.answers.is_empty() {
            match self.stream.write(&self.answers) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => drop(self.answers.drain(..count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) if error.kind() == ErrorKind::Interrupted => (),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}

struct Server {
    poll: Poll,
    listener: Option<TcpListener>,
    /// Connections may be waiting to be accepted.
    waiting: bool,
    limit: usize,
    handler: Handler,
    connections: HashMap<Token, Connection>,
    /// The greatest token in use so far.
    last: usize,
}

impl Server {
    /// Accepts connections while there is room, and returns the tokens of the new ones.
    fn accept(&mut self) -> io::Result<Vec<Token>> {
        let mut accepted = Vec::new();
        while self.waiting && self.connections.len() < self.limit {
            let Some(listener) = &self.listener else {
                break;
            };
            match listener.accept() {
                Ok((mut stream, _)) => {
                    // Not a reason to turn a client away.
                    let _ = stream.set_nodelay(true);
                    self.last += 1;
                    let token = Token(self.last);
                    let both = Interest::READABLE | Interest::WRITABLE;
                    self.poll.registry().register(&mut stream, token, both)?;
                    let connection = Connection {
                        stream,
                        requests: Lines::default(),
                        answers: Vec::new(),
                        ended: false,
                    };
                    self.connections.insert(token, connection);
                    accepted.push(token);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.waiting = false,
                // The client has left, or there is no file descriptor: it is tried again after a rest.
                Err(_) => break,
            }
        }
        Ok(accepted)
    }

    /// Lets a connection go on, and says whether it wants to go on once more.
    fn go_on(&mut self, token: Token) -> io::Result<bool> {
        let Some(connection) = self.connections.get_mut(&token) else {
            return Ok(false);
        };
        match connection.go_on(self.handler) {
            Ok(Next::Wait) => return Ok(false),
            Ok(Next::Again) => return Ok(true),
            Ok(Next::Done) | Err(_) => (),
        }
        self.poll.registry().deregister(&mut connection.stream)?;
        self.connections.remove(&token);
        Ok(false)
    }

    /// Closes the listener, and says to all connections that no more requests will be read.
    fn stop(&mut self) {
        self.listener = None;
        for connection in self.connections.values() {
            // It fails if the client has gone, and then there is nobody to be told.
            let _ = connection.stream.shutdown(Shutdown::Read);
        }
    }

    fn run(mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(256);
        let mut again: Vec<Token> = Vec::new();
        let mut end: Option<Instant> = None;
        loop {
            let may_accept = self.waiting && self.connections.len() < self.limit;
            let patience = if !again.is_empty() {
                Some(Duration::ZERO)
            } else if may_accept && self.listener.is_some() {
                Some(REST)
            } else {
                end.map(|end| end.saturating_duration_since(Instant::now()))
            };
            match self.poll.poll(&mut events, patience) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                polled => polled?,
            }
            let mut ready = std::mem::take(&mut again);
            for event in &events {
                match event.token() {
                    STOP => {
                        end = Some(Instant::now() + LAST_PATIENCE);
                        self.stop();
                        // Each is to see its end, whether or not the system reports it.
                        ready.extend(self.connections.keys());
                    }
                    LISTENER => self.waiting = true,
                    token => ready.push(token),
                }
            }
            ready.extend(self.accept()?);
            for token in ready {
                if self.go_on(token)? {
                    again.push(token);
                }
            }
            let late = end.is_some_and(|end| end <= Instant::now());
            if end.is_some() && self.connections.is_empty() || late {
                return Ok(());
            }
        }
    }
}

/// One thread for all connections, which asks the kernel which of them are ready.
///
/// # Errors
/// If the server cannot listen, or has no thread.
pub fn readiness(handler: Handler, limit: usize) -> io::Result<Running> {
    let poll = Poll::new()?;
    let mut listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    let registry = poll.registry();
    registry.register(&mut listener, LISTENER, Interest::READABLE)?;
    let waker = Waker::new(registry, STOP)?;
    let server = Server {
        poll,
        listener: Some(listener),
        waiting: false,
        limit,
        handler,
        connections: HashMap::new(),
        last: LISTENER.0,
    };
    let loops = thread::Builder::new().spawn(move || server.run())?;
    Ok(Running::new(address, move || {
        waker.wake().expect("a waker wakes");
        let ended = loops.join().expect("the handler does not panic");
        ended.expect("polling and registering work while they are used as they should be");
    }))
}
