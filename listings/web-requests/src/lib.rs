//! A web server for the listings of this chapter, on a free port of the loopback address, and a client to try it with.
//!
//! The server does what its paths say, so that a listing can ask it to be slow or to fail:
//!
//! | path | what happens |
//! |---|---|
//! | `/page` | an answer, at once |
//! | `/delay/MS` | an answer after so many milliseconds |
//! | `/drip/N/MS` | the head of an answer at once, and its N bytes one by one, that long apart |
//! | `/status/CODE` | an answer with that status; 429 and 503 come with `Retry-After: 1` |
//! | `/vanish` | the connection ends in the middle of the answer |
//! | `/gibberish` | something that is no HTTP |
//! | `/silent` | nothing, for two seconds, and then the connection ends |
//! | anything else | 404 |

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long the server waits for a client that says nothing, or takes nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the head of a request may have, in bytes.
const MAX_HEAD: u64 = 8 * 1024;

/// A request, as far as this server cares.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// The client wants no further request on this connection.
    pub last: bool,
}

/// Reads a request, body included. `None` if the client has closed the connection before another one.
///
/// # Errors
///
/// What reading returns; `InvalidData` if it is no HTTP, or has a head of more than 8 KiB.
pub fn read_request(from: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = from.by_ref().take(MAX_HEAD);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(path), Some(version @ ("HTTP/1.0" | "HTTP/1.1")), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(ErrorKind::InvalidData.into());
    };
    let mut request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        last: version == "HTTP/1.0",
    };
    let mut length = 0;
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Err(ErrorKind::InvalidData.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or(ErrorKind::InvalidData)?;
        let value = value.trim();
        if name.eq_ignore_ascii_case("connection") {
            request.last |= value.eq_ignore_ascii_case("close");
        } else if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(|_| ErrorKind::InvalidData)?;
        }
    }
    let body = io::copy(&mut from.take(length), &mut io::sink())?;
    if body < length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(request))
}

/// Writes an answer with a status, lines of the head (each with its `\r\n`), and a body.
///
/// # Errors
///
/// What writing returns.
pub fn write_answer(to: &mut impl Write, status: u16, head: &str, body: &str) -> io::Result<()> {
    let reason = match status {
        200 => "OK",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    };
    let length = body.len();
    let answer =
        format!("HTTP/1.1 {status} {reason}\r\nContent-Length: {length}\r\n{head}\r\n{body}");
    to.write_all(answer.as_bytes())
}

/// A client that waits for an answer, with all that belongs to it, for so long.
///
/// An answer with a status of 400 or more is an answer like any other.
pub fn client(patience: Duration) -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(patience))
        .http_status_as_error(false)
        .proxy(None) // whatever the environment says: nobody stands between us and ourselves
        .build()
        .new_agent()
}

/// What the server does about clients who want too much: so many requests in each period, and no more.
#[derive(Clone, Copy)]
pub struct Limit {
    pub requests: u32,
    pub period: Duration,
}

/// A running server. Dropping it ends its connections and its threads.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    acceptor: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port.
    ///
    /// # Panics
    ///
    /// If the system has no port or no thread for it.
    pub fn start() -> Self {
        Self::with(None)
    }

    /// Starts a server that answers 429 to whatever goes beyond the limit.
    ///
    /// # Panics
    ///
    /// Like `start`.
    pub fn limited(limit: Limit) -> Self {
        Self::with(Some(limit))
    }

    fn with(limit: Option<Limit>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let state = Arc::new(State {
            limit,
            inner: Mutex::new(Inner {
                stopping: false,
                next: 0,
                open: HashMap::new(),
                answered: 0,
                refused: 0,
                period: (Instant::now(), 0),
            }),
            stop: Condvar::new(),
        });
        let acceptor = {
            let state = Arc::clone(&state);
            thread::spawn(move || accept(&listener, &state))
        };
        Server {
            address,
            state,
            acceptor: Some(acceptor),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests that were not refused with 429 so far.
    pub fn answered(&self) -> u32 {
        self.state.lock().answered
    }

    /// The requests that were refused with 429 so far.
    pub fn refused(&self) -> u32 {
        self.state.lock().refused
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        {
            let mut inner = self.state.lock();
            inner.stopping = true;
            for stream in inner.open.values() {
                let _ = stream.shutdown(Shutdown::Both); // unless the client was faster
            }
        }
        self.state.stop.notify_all();
        // Somebody who knocks, so that the acceptor looks up.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

struct State {
    limit: Option<Limit>,
    inner: Mutex<Inner>,
    stop: Condvar,
}

struct Inner {
    stopping: bool,
    next: u64,
    open: HashMap<u64, TcpStream>,
    answered: u32,
    refused: u32,
    /// When the current period of the limit began, and the requests in it.
    period: (Instant, u32),
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long, or until the server stops.
    fn pause(&self, time: Duration) {
        let guard = self.lock();
        drop(
            self.stop
                .wait_timeout_while(guard, time, |inner| !inner.stopping),
        );
    }

    /// Counts a request. Is it within the limit?
    fn admit(&self) -> bool {
        let mut inner = self.lock();
        let admitted = self.limit.is_none_or(|limit| {
            let now = Instant::now();
            if now.duration_since(inner.period.0) >= limit.period {
                inner.period = (now, 0);
            }
            inner.period.1 += 1;
            inner.period.1 <= limit.requests
        });
        if admitted {
            inner.answered += 1;
        } else {
            inner.refused += 1;
        }
        admitted
    }
}

fn accept(listener: &TcpListener, state: &State) {
    thread::scope(|s| {
        for stream in listener.incoming() {
            // A client that went away before it was accepted, or too many open files: no reason to stop.
            let Some((stream, copy)) = stream.ok().and_then(|s| Some((s.try_clone().ok()?, s)))
            else {
                state.pause(Duration::from_millis(1));
                if state.lock().stopping {
                    return;
                }
                continue;
            };
            let number = {
                let mut inner = state.lock();
                if inner.stopping {
                    return;
                }
                let number = inner.next;
                inner.next += 1;
                inner.open.insert(number, copy);
                number
            };
            s.spawn(move || {
                let _ = converse(&stream, state); // its end is the client's affair
                let _ = stream.shutdown(Shutdown::Both);
                state.lock().open.remove(&number);
            });
        }
    });
}

/// Answers one request after the other, until the client has no more.
fn converse(stream: &TcpStream, state: &State) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream);
    while let Some(request) = read_request(&mut from)? {
        if state.admit() {
            answer(stream, &request.path, state)?;
        } else {
            write_answer(&mut &*stream, 429, "Retry-After: 1\r\n", "not so fast\n")?;
        }
        if request.last {
            break;
        }
    }
    Ok(())
}

fn answer(mut stream: &TcpStream, path: &str, state: &State) -> io::Result<()> {
    let words: Vec<&str> = path.split('/').skip(1).collect();
    let number = |word: &str| word.parse::<u64>().ok();
    match words[..] {
        ["page"] => write_answer(&mut stream, 200, "", "a page\n"),
        ["delay", time] if let Some(time) = number(time) => {
            state.pause(Duration::from_millis(time));
            write_answer(&mut stream, 200, "", "a page\n")
        }
        ["drip", bytes, time] if let (Some(bytes), Some(time)) = (number(bytes), number(time)) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n");
            stream.write_all(head.as_bytes())?;
            for _ in 0..bytes {
                state.pause(Duration::from_millis(time));
                stream.write_all(b".")?;
            }
            Ok(())
        }
        ["status", code] if let Ok(code @ 200..=599) = code.parse() => {
            let head = match code {
                429 | 503 => "Retry-After: 1\r\n",
                _ => "",
            };
            write_answer(&mut stream, code, head, "as you asked\n")
        }
        ["vanish"] => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nand then")?;
            Err(ErrorKind::ConnectionAborted.into())
        }
        ["gibberish"] => {
            stream.write_all(b"what?\r\n\r\n")?;
            Err(ErrorKind::ConnectionAborted.into())
        }
        ["silent"] => {
            // Returns when the client goes away, or after `PATIENCE`.
            stream.read(&mut [0; 1]).map(drop)?;
            Err(ErrorKind::ConnectionAborted.into())
        }
        _ => write_answer(&mut stream, 404, "", "no such page\n"),
    }
}
