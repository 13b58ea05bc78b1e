use deadlock::{Before, Key, Nothing, Ranked};
use std::thread;

enum Accounts {}
enum Journal {}
impl Before<Accounts> for Nothing {}
impl Before<Journal> for Nothing {}
impl Before<Journal> for Accounts {}

static BALANCE: Ranked<Accounts, i32> = Ranked::new(100);
static ENTRIES: Ranked<Journal, Vec<i32>> = Ranked::new(Vec::new());

fn pay_in(amount: i32, key: &mut Key<Nothing>) {
    let (mut balance, mut key) = BALANCE.lock(key);
    let (mut entries, _) = ENTRIES.lock(&mut key);
    *balance += amount;
    entries.push(amount);
}

fn main() {
    thread::scope(|s| {
        for amount in [10, 20] {
            s.spawn(move || pay_in(amount, &mut Key::first()));
        }
    });
    let mut key = Key::first();
    println!("{} entries", ENTRIES.lock(&mut key).0.len());
    println!("balance {}", BALANCE.lock(&mut key).0);
}
