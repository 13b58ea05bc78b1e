use std::sync::mpsc::channel;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, receiver) = channel();
    let guest = tokio::spawn(async move { receiver.recv() });
    let cook = tokio::spawn(async move { sender.send("soup") });
    cook.await.expect("no panic").expect("the guest is there");
    println!("{:?}", guest.await);
}
