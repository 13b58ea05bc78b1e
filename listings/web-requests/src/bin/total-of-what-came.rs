fn main() {
    let pages = ["12", "sold out", "30"];
    let prices: Vec<Result<u32, _>> = pages.iter().map(|page| page.parse::<u32>()).collect();

    let total: u32 = prices.iter().flatten().sum(); // an Err is skipped
    println!("total: {total}");

    let missing = prices.iter().filter(|price| price.is_err()).count();
    println!("total: {total}, without {missing} of {}", prices.len());
}
