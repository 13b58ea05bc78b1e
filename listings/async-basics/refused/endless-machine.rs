async fn count_down(seconds: u32) {
    println!("{seconds}");
    if seconds > 0 {
        count_down(seconds - 1).await;
    }
}

fn main() {
    drop(count_down(3));
}
