use async_basics::{pause, run};
use futures::future::join;
use std::cell::Cell;

async fn add_one(count: &Cell<u32>) {
    let seen = count.get();
    pause().await;
    count.set(seen + 1);
}

fn main() {
    let count = Cell::new(0);
    run(join(add_one(&count), add_one(&count)));
    println!("{}", count.get());
}
