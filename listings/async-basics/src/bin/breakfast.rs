use std::time::{Duration, Instant};
use tokio::time::sleep;

async fn boil_water() {
    sleep(Duration::from_millis(30)).await;
}

async fn cut_fruit() {
    sleep(Duration::from_millis(10)).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    boil_water().await;
    cut_fruit().await;
    println!("{} ms: in turn", start.elapsed().as_millis());

    let start = Instant::now();
    let water = boil_water();
    let fruit = cut_fruit();
    water.await;
    fruit.await;
    println!(
        "{} ms: both made, then awaited",
        start.elapsed().as_millis()
    );

    let start = Instant::now();
    tokio::join!(boil_water(), cut_fruit());
    println!("{} ms: joined", start.elapsed().as_millis());
}
