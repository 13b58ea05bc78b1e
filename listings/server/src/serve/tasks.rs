use std::io;
use std::net::Ipv4Addr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::{select, time};

use super::{Handler, LAST_PATIENCE, REST, Running};

/// The longest request, its end included.
const LONGEST: u64 = 1024;

/// Answers requests until the client has no more or the server stops.
async fn converse(
    mut stream: TcpStream,
    handler: Handler,
    mut stopped: watch::Receiver<()>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (requests, mut answers) = stream.split();
    let mut requests = BufReader::new(requests);
    let mut line = String::new();
    loop {
        line.clear();
        let mut request = (&mut requests).take(LONGEST);
        // What has come is read first. Half a line may be lost when the server stops, and would never be answered.
        select! {
            biased;
            read = request.read_line(&mut line) => read?,
            _ = stopped.changed() => return Ok(()),
        };
        let Some(request) = line.strip_suffix('\n') else {
            return Ok(());
        };
        let answer = format!("{}\n", handler(request));
        time::timeout(LAST_PATIENCE, answers.write_all(answer.as_bytes())).await??;
    }
}

async fn accept(
    listener: TcpListener,
    handler: Handler,
    limit: usize,
    mut stopped: watch::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    loop {
        let stopped_too = stopped.clone();
        select! {
            _ = stopped.changed() => break,
            accepted = listener.accept(), if connections.len() < limit => match accepted {
                Ok((stream, _)) => drop(connections.spawn(converse(stream, handler, stopped_too))),
                Err(_) => time::sleep(REST).await,
            },
            Some(_) = connections.join_next() => (),
        }
    }
    drop(listener);
    let finish = async { while connections.join_next().await.is_some() {} };
    // Whoever is not ready by then is stopped when the set is dropped.
    let _ = time::timeout(LAST_PATIENCE, finish).await;
}

/// A task of tokio's for each connection, on two threads.
///
/// # Errors
/// If the server cannot listen, or has no threads for the runtime.
pub fn tasks(handler: Handler, limit: usize) -> io::Result<Running> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(());
    let accepting = runtime.spawn(accept(listener, handler, limit, stopped));
    Ok(Running::new(address, move || {
        stop.send_replace(());
        runtime
            .block_on(accepting)
            .expect("the acceptor does not panic");
    }))
}
