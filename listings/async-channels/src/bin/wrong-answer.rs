use async_channels::polled;
use tokio::io::{self, AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::Mutex;
use tokio::task::yield_now;

// ANCHOR: ask
/// Sends a letter, and reads the answer.
async fn converse(server: &mut DuplexStream, question: u8) -> io::Result<char> {
    server.write_u8(question).await?;
    Ok(server.read_u8().await?.into())
}

async fn ask(shared: &Mutex<Option<DuplexStream>>, question: u8) -> io::Result<char> {
    let mut shared = shared.lock().await;
    let server = shared.get_or_insert_with(connect);
    converse(server, question).await
}

async fn ask_and_put_back(shared: &Mutex<Option<DuplexStream>>, question: u8) -> io::Result<char> {
    let mut shared = shared.lock().await;
    let mut server = shared.take().unwrap_or_else(connect);
    let answer = converse(&mut server, question).await?; // dropped here: `server` too
    *shared = Some(server);
    Ok(answer)
}
// ANCHOR_END: ask

/// A connection to a server that answers each letter with its capital.
fn connect() -> DuplexStream {
    let (client, mut server) = io::duplex(8);
    tokio::spawn(async move {
        while let Ok(question) = server.read_u8().await {
            server.write_u8(question.to_ascii_uppercase()).await?;
        }
        io::Result::Ok(())
    });
    client
}

/// Ann asks for `a` and is dropped after so many polls. What Bob gets, who asks for `b` then;
/// and whether Ann was done before she was dropped.
async fn bob_gets(
    polls: usize,
    ask: impl AsyncFn(&Mutex<Option<DuplexStream>>, u8) -> io::Result<char>,
) -> io::Result<(char, bool)> {
    let shared = Mutex::new(None);
    let mut done = false;
    {
        let mut ann = std::pin::pin!(ask(&shared, b'a'));
        for _ in 0..polls {
            done = done || polled(1, ann.as_mut()).is_some();
            yield_now().await; // the server's turn
        }
    }
    Ok((ask(&shared, b'b').await?, done))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    for polls in 0.. {
        let (shared, done) = bob_gets(polls, ask).await?;
        let (put_back, _) = bob_gets(polls, ask_and_put_back).await?;
        println!("ann dropped after {polls}: bob gets {shared}, or {put_back}");
        if done {
            return Ok(());
        }
    }
    Ok(())
}
