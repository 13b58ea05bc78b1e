use async_basics::pause;
use std::hint::black_box;

async fn across() {
    let page = [0_u8; 4096];
    pause().await;
    black_box(&page);
}

async fn before() {
    let page = [0_u8; 4096];
    black_box(&page);
    pause().await;
}

async fn never_lent() {
    let page = [black_box(0_u8); 4096];
    black_box(page[0]);
    pause().await;
}

async fn in_a_block() {
    {
        let page = [0_u8; 4096];
        black_box(&page);
    }
    pause().await;
}

fn main() {
    println!("{} bytes: across the await", size_of_val(&across()));
    println!("{} bytes: lent before it", size_of_val(&before()));
    println!(
        "{} bytes: before it, never lent",
        size_of_val(&never_lent())
    );
    println!("{} bytes: in a block before it", size_of_val(&in_a_block()));
}
