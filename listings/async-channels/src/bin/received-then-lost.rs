use async_channels::{finished, polled};
use tokio::sync::mpsc::{self, Receiver, Sender};

// ANCHOR: forward
async fn receive_then_send(from: &mut Receiver<u32>, to: &Sender<u32>) {
    while let Some(message) = from.recv().await {
        to.send(message).await.expect("somebody listens"); // dropped here: `message` too
    }
}

async fn reserve_then_receive(from: &mut Receiver<u32>, to: &Sender<u32>) {
    loop {
        let place = to.reserve().await.expect("somebody listens");
        let Some(message) = from.recv().await else {
            return;
        };
        place.send(message); // not an await
    }
}
// ANCHOR_END: forward

/// Three messages through `forward`, which is dropped after so many polls and called again.
/// What arrives, and whether it was dropped at all.
fn arrived(
    polls: usize,
    forward: impl AsyncFn(&mut Receiver<u32>, &Sender<u32>),
) -> (Vec<u32>, bool) {
    let (source, mut from) = mpsc::channel(3);
    (1..=3).for_each(|message| source.try_send(message).expect("there is room for three"));
    drop(source);
    let (to, mut sink) = mpsc::channel(1);

    let mut got = Vec::new();
    let dropped = {
        let mut forward = std::pin::pin!(forward(&mut from, &to));
        (0..polls).all(|_| {
            got.extend(sink.try_recv());
            polled(1, forward.as_mut()).is_none()
        })
    };
    finished(async {
        tokio::join!(
            async move {
                forward(&mut from, &to).await;
                drop(to)
            },
            async {
                while let Some(message) = sink.recv().await {
                    got.push(message)
                }
            },
        )
    });
    (got, dropped)
}

fn main() {
    println!("polls  receive, send  reserve, receive");
    for polls in 0.. {
        let (plain, more) = arrived(polls, receive_then_send);
        let (reserved, more_reserved) = arrived(polls, reserve_then_receive);
        println!("{polls:5}  {:13}  {reserved:?}", format!("{plain:?}"));
        if !more && !more_reserved {
            break;
        }
    }
}
