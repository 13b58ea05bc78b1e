use std::thread;

fn price(page: &str) -> u32 {
    page.parse().expect("a price")
}

fn main() {
    let pages = ["12", "sold out", "30"];
    let threads = pages.map(|page| thread::spawn(move || price(page)));
    for (page, thread) in pages.into_iter().zip(threads) {
        match thread.join() {
            Ok(price) => println!("{price}"),
            Err(_) => println!("{page:?} was too much for it"),
        }
    }
}
