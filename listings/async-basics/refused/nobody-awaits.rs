#![deny(unused_must_use)]

async fn boil_water() {
    println!("water boils");
}

fn main() {
    boil_water();
    println!("breakfast is ready");
}
