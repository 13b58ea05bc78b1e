use std::sync::Mutex;
use std::thread;

static CACHE: Mutex<Option<&str>> = Mutex::new(None);
static REQUESTS: Mutex<u32> = Mutex::new(0);

fn ask_the_server() -> &'static str {
    *REQUESTS.lock().unwrap() += 1;
    "a page"
}

/// The page, from the cache if it is there.
fn page() -> Option<&'static str> {
    let cached = *CACHE.lock().unwrap();
    if cached.is_some() {
        return cached;
    }
    let page = ask_the_server();
    let mut cache = CACHE.lock().unwrap();
    if cache.is_none() {
        *cache = Some(page);
    }
    *cache
}

fn main() {
    let reader = thread::spawn(page);
    let pages = [page(), reader.join().unwrap()];
    let got = pages.iter().filter(|page| page.is_some()).count();
    println!("pages: {got}, requests: {}", REQUESTS.lock().unwrap());
}
