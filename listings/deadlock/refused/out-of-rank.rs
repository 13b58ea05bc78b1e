use deadlock::{After, Key, Nothing, Ranked};

enum Accounts {}
enum Journal {}
impl After<Nothing> for Accounts {}
impl After<Nothing> for Journal {}
impl After<Accounts> for Journal {}

static BALANCE: Ranked<Accounts, i32> = Ranked::new(100);
static ENTRIES: Ranked<Journal, Vec<i32>> = Ranked::new(Vec::new());

fn main() {
    let mut key = Key::first();
    let (entries, mut key) = ENTRIES.lock(&mut key);
    let (balance, _) = BALANCE.lock(&mut key);
    println!("{} entries, balance {balance}", entries.len());
}
