use deadlock::{Before, Key, Nothing, Ranked};

enum Accounts {}
enum Journal {}
impl Before<Accounts> for Nothing {}
impl Before<Journal> for Nothing {}
impl Before<Journal> for Accounts {}

static BALANCE: Ranked<Accounts, i32> = Ranked::new(100);
static ENTRIES: Ranked<Journal, Vec<i32>> = Ranked::new(Vec::new());

fn main() {
    let mut key = Key::first();
    let (entries, mut key) = ENTRIES.lock(&mut key);
    let (balance, _) = BALANCE.lock(&mut key);
    println!("{} entries, balance {balance}", entries.len());
}
