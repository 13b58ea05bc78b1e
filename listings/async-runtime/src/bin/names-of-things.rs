use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

async fn cook(dish: &'static str, millis: u64) -> &'static str {
    sleep(Duration::from_millis(millis)).await;
    dish
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (pasta, sauce) = tokio::join!(cook("pasta", 20), cook("sauce", 10));
    println!("{pasta} with {sauce}");

    let salad = tokio::spawn(cook("salad", 10));
    println!("{}", salad.await.expect("no panic"));

    match timeout(Duration::from_millis(20), cook("roast", 10_000)).await {
        Ok(dish) => println!("{dish}"),
        Err(_elapsed) => println!("no roast today"),
    }

    let mut dishes = JoinSet::new();
    dishes.spawn(cook("pudding", 60));
    dishes.spawn(cook("cheese", 10));
    while let Some(dish) = dishes.join_next().await {
        println!("{}", dish.expect("no panic"));
    }
}
