use std::sync::Mutex;

#[allow(clippy::await_holding_lock)] // clippy knows this mistake
async fn add_one(count: &Mutex<u32>) {
    let mut count = count.lock().unwrap();
    tokio::task::yield_now().await; // others may go on
    *count += 1;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let count = Mutex::new(0);
    tokio::join!(add_one(&count), add_one(&count));
    println!("{}", count.lock().unwrap());
}
