use std::cell::Cell;
use std::thread;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let boils = Cell::new(false);
    let heat = async {
        sleep(Duration::from_millis(10)).await;
        boils.set(true);
    };
    let watch = async {
        while !boils.get() {
            thread::sleep(Duration::from_millis(1));
        }
        println!("it boils");
    };
    tokio::join!(heat, watch);
}
