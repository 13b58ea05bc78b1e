use async_channels::{Drip, finished, polled};
use tokio::io::AsyncWriteExt;

fn main() {
    for polls in 0.. {
        let mut socket = Drip::default();
        if polled(polls, socket.write_all(b"hi\n")).is_some() {
            println!("done at poll {polls}: {:?}", socket.written());
            break;
        }
        finished(socket.write_all(b"hi\n")).expect("it can be written to");
        println!(
            "dropped after {polls}, and once more: {:?}",
            socket.written()
        );
    }
}
