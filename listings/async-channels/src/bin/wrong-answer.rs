use async_channels::{finished, polled};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::Mutex;

/// Sends a letter, and returns the answer to it.
async fn ask(server: &Mutex<DuplexStream>, question: u8) -> char {
    let mut server = server.lock().await;
    server
        .write_u8(question)
        .await
        .expect("the connection is open");
    char::from(server.read_u8().await.expect("there is an answer"))
}

fn main() {
    let (client, mut server) = tokio::io::duplex(8);
    let client = Mutex::new(client);

    assert_eq!(polled(1, ask(&client, b'a')), None); // Ann asks, and is dropped
    finished(async {
        let question = server.read_u8().await.expect("Ann has asked");
        let answer = question.to_ascii_uppercase();
        server
            .write_u8(answer)
            .await
            .expect("the connection is open");
    });
    println!(
        "bob asks for b, and gets {:?}",
        polled(1, ask(&client, b'b'))
    );
}
