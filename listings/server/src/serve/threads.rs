use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use super::{Handler, LAST_PATIENCE, REST, Running};

/// The longest request, its end included.
const LONGEST: u64 = 1024;

/// The connections that are open, so that they can be counted and told to end.
#[derive(Default)]
struct Open {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    stopping: bool,
    last: u64,
    streams: HashMap<u64, TcpStream>,
}

/// A connection. It is open from being accepted until this is dropped, also by a panic.
struct Connection {
    stream: TcpStream,
    number: u64,
    open: Arc<Open>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.open.lock().streams.remove(&self.number);
        self.open.changed.notify_all();
    }
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nothing panics while it holds the lock")
    }

    /// Waits for room and accepts connections, until the server stops.
    fn accept(
        self: &Arc<Open>,
        listener: &TcpListener,
        limit: usize,
        start: impl Fn(Connection) -> io::Result<()>,
    ) {
        loop {
            let full = |state: &mut State| !state.stopping && state.streams.len() >= limit;
            let waited = self.changed.wait_while(self.lock(), full);
            drop(waited.expect("nothing panics while it holds the lock"));
            let admitted = listener.accept().and_then(|(stream, _)| self.admit(stream));
            match admitted {
                Ok(Some(connection)) => {
                    if start(connection).is_err() {
                        thread::sleep(REST);
                    }
                }
                Ok(None) => return,
                Err(_) => thread::sleep(REST),
            }
        }
    }

    /// Counts a connection from now on, unless the server is to stop.
    fn admit(self: &Arc<Open>, stream: TcpStream) -> io::Result<Option<Connection>> {
        let kept = stream.try_clone()?;
        let mut state = self.lock();
        if state.stopping {
            return Ok(None);
        }
        state.last += 1;
        let number = state.last;
        state.streams.insert(number, kept);
        Ok(Some(Connection {
            stream,
            number,
            open: Arc::clone(self),
        }))
    }

    /// Says to all connections that no more requests will be read, and waits until they have ended.
    fn finish(&self) {
        let shut = |state: &State, what: Shutdown| {
            for stream in state.streams.values() {
                // It fails if the client has gone, and then there is nobody to be told.
                let _ = stream.shutdown(what);
            }
        };
        let state = self.lock();
        shut(&state, Shutdown::Read);
        let some = |state: &mut State| !state.streams.is_empty();
        let waited = self.changed.wait_timeout_while(state, LAST_PATIENCE, some);
        let (state, result) = waited.expect("nothing panics while it holds the lock");
        if result.timed_out() {
            shut(&state, Shutdown::Both);
        }
    }
}

impl Connection {
    /// Answers requests until the client has no more, or is too slow to take the answers.
    fn converse(&self, handler: Handler) -> io::Result<()> {
        let mut stream = &self.stream;
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(LAST_PATIENCE))?;
        let mut requests = BufReader::new(stream);
        let mut line = String::new();
        loop {
            line.clear();
            requests.by_ref().take(LONGEST).read_line(&mut line)?;
            // The end, or half a line before it, or a line that is too long.
            let Some(request) = line.strip_suffix('\n') else {
                return Ok(());
            };
            stream.write_all(format!("{}\n", handler(request)).as_bytes())?;
        }
    }
}

/// Starts a server that `start` gives its connections, and that ends with `end`.
fn listen(
    limit: usize,
    start: impl Fn(Connection) -> io::Result<()> + Send + 'static,
    end: impl FnOnce() + Send + 'static,
) -> io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let open = Arc::new(Open::default());
    let acceptor = thread::Builder::new().spawn({
        let open = Arc::clone(&open);
        move || open.accept(&listener, limit, start)
    })?;
    Ok(Running::new(address, move || {
        open.lock().stopping = true;
        open.changed.notify_all();
        // Nothing but a connection makes `accept` return. If none can be made, the queue is full of others.
        let _ = TcpStream::connect_timeout(&address, LAST_PATIENCE);
        acceptor.join().expect("the acceptor does not panic");
        open.finish();
        end();
    }))
}

/// A thread for each connection.
///
/// # Errors
/// If the server cannot listen, or has no thread to begin with.
pub fn threads(handler: Handler, limit: usize) -> io::Result<Running> {
    let start = move |connection: Connection| {
        thread::Builder::new()
            // An error ends the connection, and that is all that can be done about it.
            .spawn(move || drop(connection.converse(handler)))
            .map(drop)
    };
    listen(limit, start, || ())
}

/// A pool with as many workers as there may be connections. A worker stays with a connection until it ends.
///
/// # Errors
/// If the server cannot listen, or has too few threads.
pub fn pool(handler: Handler, workers: usize) -> io::Result<Running> {
    let (accepted, queue) = channel::<Connection>();
    let queue = Arc::new(Mutex::new(queue));
    let work = move |queue: &Mutex<Receiver<Connection>>| {
        loop {
            let next = queue.lock().expect("receiving does not panic").recv();
            let Ok(connection) = next else { return };
            drop(connection.converse(handler));
        }
    };
    let mut pool = Vec::new();
    for _ in 0..workers {
        let queue = Arc::clone(&queue);
        pool.push(thread::Builder::new().spawn(move || work(&queue))?);
    }
    let start = move |connection| {
        let taken = accepted.send(connection);
        taken.map_err(|_| io::Error::other("all workers have panicked"))
    };
    listen(workers, start, move || {
        for worker in pool {
            worker
                .join()
                .expect("a worker panics only if the handler does");
        }
    })
}
