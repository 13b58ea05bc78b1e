#[tokio::main]
async fn main() {
    let names = vec!["ann", "bob"];
    let count = tokio::spawn(async { names.len() });
    println!("{}", count.await.unwrap());
}
