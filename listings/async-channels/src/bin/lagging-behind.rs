use tokio::sync::broadcast::{self, error::RecvError};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (news, mut slow) = broadcast::channel(4);
    let mut quick = news.subscribe();
    for number in 1..=10 {
        news.send(number).expect("somebody listens");
        assert_eq!(quick.recv().await, Ok(number));
    }
    drop(news);
    loop {
        match slow.recv().await {
            Ok(number) => println!("{number}"),
            Err(RecvError::Lagged(missed)) => println!("missed {missed}"),
            Err(RecvError::Closed) => return,
        }
    }
}
