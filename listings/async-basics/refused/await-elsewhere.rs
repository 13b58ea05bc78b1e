async fn boil_water() -> u32 {
    100
}

fn main() {
    let degrees = boil_water().await;
    println!("{degrees} degrees");
}
