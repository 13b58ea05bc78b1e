use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use server::{Client, Lines, answer};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::time::Duration;
use std::{array, thread};

// ANCHOR: connection
struct Connection {
    stream: TcpStream,
    requests: Lines,  // what has come and is not a line yet
    answers: Vec<u8>, // what could not be sent yet
}

impl Connection {
    /// Goes on until it would have to wait. `false`: there is nothing left to do.
    fn go_on(&mut self) -> io::Result<bool> {
        let mut piece = [0; 4096];
        loop {
            while !self.answers.is_empty() {
                match self.stream.write(&self.answers) {
                    Ok(count) => drop(self.answers.drain(..count)),
                    Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
                    Err(error) => return Err(error),
                }
            }
            match self.stream.read(&mut piece) {
                Ok(0) => return Ok(false),
                Ok(count) => self.requests.push(&piece[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
                Err(error) => return Err(error),
            }
            while let Some(request) = self.requests.next_line()? {
                writeln!(self.answers, "{}", answer(&request))?;
            }
        }
    }
}
// ANCHOR_END: connection

// ANCHOR: loop
const LISTENER: Token = Token(0);

fn serve(mut listener: TcpListener) -> io::Result<()> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(64);
    let registry = poll.registry().try_clone()?;
    registry.register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut connections = HashMap::new();
    let mut tokens = (1..).map(Token);

    loop {
        poll.poll(&mut events, None)?; // the only place where this thread waits
        for event in &events {
            let token = event.token();
            if token == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    let token = tokens.next().unwrap();
                    let both = Interest::READABLE | Interest::WRITABLE;
                    registry.register(&mut stream, token, both)?;
                    let (requests, answers) = (Lines::default(), Vec::new());
                    connections.insert(
                        token,
                        Connection {
                            stream,
                            requests,
                            answers,
                        },
                    );
                }
            } else if let Some(connection) = connections.get_mut(&token)
                && !matches!(connection.go_on(), Ok(true))
            {
                connections.remove(&token);
            }
        }
    }
}
// ANCHOR_END: loop

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0".parse().unwrap())?;
    let address = listener.local_addr()?;
    thread::spawn(move || serve(listener));

    let first = Client::connect(address)?; // and says nothing
    let mut others: [Client; 3] = array::from_fn(|_| Client::connect(address).unwrap());
    for client in &mut others {
        client.send("3 ")?;
    }
    for client in &mut others {
        client.send("4\n")?;
        println!("{:?}", client.wait(Duration::from_secs(5))?);
    }
    drop(first);
    Ok(())
}
