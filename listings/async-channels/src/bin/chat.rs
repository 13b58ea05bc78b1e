use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::StreamExt;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};
use tokio_util::codec::{FramedRead, LinesCodec};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_millis(200);

// ANCHOR: room
/// Who is in the room, and the queue of each.
#[derive(Default)]
struct Room {
    members: Mutex<BTreeMap<String, Sender<String>>>,
}

impl Room {
    /// A seat and an inbox for `name`, unless somebody of that name is here.
    fn enter(self: &Arc<Self>, name: &str) -> Option<(Seat, Receiver<String>)> {
        let mut members = self.members.lock().unwrap();
        if members.contains_key(name) {
            return None;
        }
        let (queue, inbox) = mpsc::channel(8);
        queue
            .try_send(format!("welcome, {name}\n"))
            .expect("the queue is empty");
        members.insert(name.to_owned(), queue);
        Some((
            Seat {
                room: Arc::clone(self),
                name: name.to_owned(),
            },
            inbox,
        ))
    }

    /// Puts `line` into the queues of all others, and waits where one is full.
    async fn say(&self, from: &str, line: &str) {
        let mut members = self.members.lock().unwrap().clone();
        members.remove(from);
        for queue in members.values() {
            // An error means that this one has gone meanwhile.
            let _ = queue.send(format!("{from}: {line}\n")).await;
        }
    }
}

/// A member's place in the room, free again when this is dropped: wherever that may be.
struct Seat {
    room: Arc<Room>,
    name: String,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.members.lock().unwrap().remove(&self.name);
    }
}
// ANCHOR_END: room

// ANCHOR: connection
async fn connection(
    socket: TcpStream,
    room: Arc<Room>,
    closing: CancellationToken,
) -> io::Result<()> {
    let (incoming, mut outgoing) = socket.into_split();
    let mut lines = FramedRead::new(incoming, LinesCodec::new_with_max_length(200));
    let Some(Ok(name)) = timeout(PATIENCE, lines.next()).await? else {
        return Ok(());
    };
    let Some((seat, mut inbox)) = room.enter(&name) else {
        return Ok(());
    };

    let reading = async {
        while let Some(Ok(line)) = lines.next().await {
            room.say(&name, &line).await;
        }
    };
    let mut writing = pin!(async {
        while let Some(line) = inbox.recv().await {
            timeout(PATIENCE, outgoing.write_all(line.as_bytes())).await??;
        }
        outgoing.shutdown().await
    });
    tokio::select! {
        () = reading => {} // the client has hung up
        result = &mut writing => return result, // it does not read, or is gone
        () = closing.cancelled() => {}
    }
    drop(seat); // hardly anything new comes into the queue, and what is in it goes out
    timeout(PATIENCE, writing).await?
}
// ANCHOR_END: connection

// ANCHOR: serve
async fn serve(listener: TcpListener, room: Arc<Room>, closing: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    let (room, closing) = (Arc::clone(&room), closing.clone());
                    connections.spawn(connection(socket, room, closing));
                }
                Err(_) => sleep(PATIENCE).await, // too many open files, perhaps
            },
            Some(ended) = connections.join_next() => report(ended),
            () = closing.cancelled() => break,
        }
    }
    drop(listener); // or the kernel goes on taking connections that nobody serves
    while let Some(ended) = connections.join_next().await {
        report(ended);
    }
}
// ANCHOR_END: serve

/// An error, or a panic, of a connection ends it and nothing else. It must not vanish.
fn report(ended: Result<io::Result<()>, JoinError>) {
    if let Err(error) = ended.map_err(io::Error::other).flatten() {
        eprintln!("a connection has failed: {error}");
    }
}

// ANCHOR: scene
/// Connects as `name`, and reads the welcome.
async fn enter(address: SocketAddr, name: &str) -> io::Result<BufReader<TcpStream>> {
    let mut client = BufReader::new(TcpStream::connect(address).await?);
    client.write_all(format!("{name}\n").as_bytes()).await?;
    print!("{name} reads: {}", read_line(&mut client).await?);
    Ok(client)
}

async fn read_line(client: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    timeout(10 * PATIENCE, client.read_line(&mut line)).await??;
    Ok(line)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (room, closing) = (Arc::new(Room::default()), CancellationToken::new());
    let server = tokio::spawn(serve(listener, Arc::clone(&room), closing.clone()));

    let mut ann = enter(address, "ann").await?;
    let mut bob = enter(address, "bob").await?;
    ann.write_all(b"good mor").await?;
    bob.write_all(b"hello\n").await?;
    print!("ann reads: {}", read_line(&mut ann).await?);
    ann.write_all(b"ning\n").await?;
    print!("bob reads: {}", read_line(&mut bob).await?);

    // Zoe reads her welcome and nothing more. Ann talks until the room has lost patience.
    let _zoe = enter(address, "zoe").await?;
    drop(bob);
    let line = [[b'-'; 199].as_slice(), b"\n"].concat();
    while room.members.lock().unwrap().contains_key("zoe") {
        timeout(10 * PATIENCE, ann.write_all(&line)).await??;
    }
    println!("zoe is out");

    closing.cancel();
    server.await?;
    println!("ann reads: {:?}", read_line(&mut ann).await?);
    Ok(())
}
// ANCHOR_END: scene
