use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use polling::{Event, Events, Poller};

// ANCHOR: reactor
struct Reactor {
    poller: Poller,
    /// Who waits for which socket.
    waiting: Mutex<BTreeMap<usize, Waker>>,
}

impl Reactor {
    /// Sleeps until a socket is ready or somebody notifies.
    /// Wakes those who waited for what is ready.
    fn wait(&self) {
        let mut events = Events::new();
        self.poller.wait(&mut events, None).expect("the kernel");
        let mut waiting = self.waiting.lock().unwrap();
        for event in events.iter() {
            if let Some(waker) = waiting.remove(&event.key) {
                waker.wake();
            }
        }
    }
}
// ANCHOR_END: reactor

// ANCHOR: stream
struct Stream {
    socket: TcpStream,
    key: usize,
    reactor: Arc<Reactor>,
}

impl Stream {
    fn new(socket: TcpStream, reactor: &Arc<Reactor>) -> io::Result<Stream> {
        socket.set_nonblocking(true)?;
        let key = socket.as_raw_fd().cast_unsigned() as usize;
        // SAFETY: drop deletes it from the poller while the socket is still open.
        unsafe { reactor.poller.add(&socket, Event::none(key))? };
        Ok(Stream {
            socket,
            key,
            reactor: Arc::clone(reactor),
        })
    }

    /// Leaves the waker with the reactor, and the interest with the kernel.
    async fn ready(&self, interest: Event) -> io::Result<()> {
        let mut asked = false;
        std::future::poll_fn(|context| {
            if asked {
                return Poll::Ready(Ok(()));
            }
            asked = true;
            let waker = context.waker().clone();
            self.reactor.waiting.lock().unwrap().insert(self.key, waker);
            match self.reactor.poller.modify(&self.socket, interest) {
                Ok(()) => Poll::Pending,
                Err(error) => Poll::Ready(Err(error)),
            }
        })
        .await
    }

    async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.socket.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.ready(Event::readable(self.key)).await?;
                }
                result => return result,
            }
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.socket.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.ready(Event::writable(self.key)).await?;
                }
                result => return result,
            }
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let _ = self.reactor.poller.delete(&self.socket);
        self.reactor.waiting.lock().unwrap().remove(&self.key);
    }
}
// ANCHOR_END: stream

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

// ANCHOR: task
struct Task {
    work: Mutex<Option<Work>>,
    ready: Sender<Arc<Task>>,
    reactor: Arc<Reactor>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let (ready, reactor) = (self.ready.clone(), Arc::clone(&self.reactor));
        let _ = ready.send(self); // unless nobody polls any more
        reactor.poller.notify().expect("the kernel");
    }
}
// ANCHOR_END: task

impl Task {
    fn poll(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        let mut context = Context::from_waker(&waker);
        let mut work = self.work.lock().unwrap();
        if let Some(future) = work.as_mut()
            && future.as_mut().poll(&mut context).is_ready()
        {
            *work = None;
        }
    }
}

struct Executor {
    ready: Sender<Arc<Task>>,
    queue: Receiver<Arc<Task>>,
    reactor: Arc<Reactor>,
}

impl Executor {
    fn new() -> io::Result<Executor> {
        let (ready, queue) = channel();
        let reactor = Arc::new(Reactor {
            poller: Poller::new()?,
            waiting: Mutex::default(),
        });
        Ok(Executor {
            ready,
            queue,
            reactor,
        })
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Task {
            work: Mutex::new(Some(Box::pin(future))),
            ready: self.ready.clone(),
            reactor: Arc::clone(&self.reactor),
        };
        Arc::new(task).wake();
    }

    // ANCHOR: run
    fn run(self) {
        drop(self.ready);
        loop {
            match self.queue.try_recv() {
                Ok(task) => task.poll(),
                Err(TryRecvError::Empty) => self.reactor.wait(),
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }
    // ANCHOR_END: run
}

// ANCHOR: main
async fn echo(mut stream: Stream) -> io::Result<()> {
    let mut buffer = [0; 64];
    loop {
        let mut bytes = match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            length => &buffer[..length],
        };
        while !bytes.is_empty() {
            let written = stream.write(bytes).await?;
            bytes = &bytes[written..];
        }
    }
}

async fn call(mut stream: Stream, name: &str) -> io::Result<()> {
    let written = stream.write(name.as_bytes()).await?;
    let mut answer = vec![0; written];
    let length = stream.read(&mut answer).await?;
    println!("{}", String::from_utf8_lossy(&answer[..length]));
    Ok(())
}

fn main() -> io::Result<()> {
    let executor = Executor::new()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    for name in ["ann", "bob", "cem"] {
        let client = TcpStream::connect(listener.local_addr()?)?;
        let client = Stream::new(client, &executor.reactor)?;
        let served = Stream::new(listener.accept()?.0, &executor.reactor)?;
        executor.spawn(async { echo(served).await.expect("a server's socket") });
        executor.spawn(async { call(client, name).await.expect("a client's socket") });
    }
    executor.run();
    Ok(())
}
// ANCHOR_END: main
