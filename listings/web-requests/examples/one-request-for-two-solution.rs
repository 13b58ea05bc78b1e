use std::sync::{Condvar, Mutex};
use std::thread;

static CACHE: Mutex<Entry> = Mutex::new(Entry::Empty);
static ARRIVED: Condvar = Condvar::new();
static REQUESTS: Mutex<u32> = Mutex::new(0);

fn ask_the_server() -> &'static str {
    *REQUESTS.lock().unwrap() += 1;
    "a page"
}

enum Entry {
    Empty,
    Asked,
    Here(&'static str),
}

/// The page, from the cache if it is there; who comes while somebody asks for it waits for the answer.
fn page() -> Option<&'static str> {
    let cache = CACHE.lock().unwrap();
    let mut cache = ARRIVED
        .wait_while(cache, |entry| matches!(entry, Entry::Asked))
        .unwrap();
    if let Entry::Here(page) = *cache {
        return Some(page);
    }
    *cache = Entry::Asked;
    drop(cache);
    let page = ask_the_server();
    *CACHE.lock().unwrap() = Entry::Here(page);
    ARRIVED.notify_all();
    Some(page)
}

fn main() {
    let reader = thread::spawn(page);
    let pages = [page(), reader.join().unwrap()];
    let got = pages.iter().filter(|page| page.is_some()).count();
    println!("pages: {got}, requests: {}", REQUESTS.lock().unwrap());
}
