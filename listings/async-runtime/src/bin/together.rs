use async_runtime::{Handle, Listener, Runtime, Stream};
use std::io;
use std::time::Duration;

// ANCHOR: server
async fn echo(mut stream: Stream) -> io::Result<()> {
    let mut buffer = [0; 64];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            length => stream.write_all(&buffer[..length]).await?,
        }
    }
}

async fn serve(mut listener: Listener, handle: Handle) -> io::Result<()> {
    loop {
        let stream = listener.accept().await?;
        let _goes_on = handle.spawn(echo(stream));
    }
}
// ANCHOR_END: server

async fn call(mut stream: Stream, name: &str) -> io::Result<String> {
    stream.write_all(name.as_bytes()).await?;
    let mut buffer = [0; 64];
    let length = stream.read(&mut buffer).await?;
    Ok(String::from_utf8_lossy(&buffer[..length]).into_owned())
}

// ANCHOR: main
fn main() -> io::Result<()> {
    let mut runtime = Runtime::new(2)?;
    let handle = runtime.handle();
    runtime.block_on(async {
        let listener = handle.listen("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let _goes_on = handle.spawn(serve(listener, handle.clone()));
        let calls = ["ann", "bob", "cem"].map(|name| {
            let (stream, handle) = (handle.connect(address), handle.clone());
            handle.clone().spawn(async move {
                handle.sleep(Duration::from_millis(10)).await;
                call(stream?, name).await
            })
        });
        for answer in calls {
            println!("{}", answer.await.expect("no panic")?);
        }
        Ok(())
    })
}
// ANCHOR_END: main
