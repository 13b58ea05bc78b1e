use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

static BEING_SERVED: AtomicUsize = AtomicUsize::new(0);

/// Asks a server that serves three at a time and refuses a fourth. Page 1 is a long one.
fn fetch(page: u64) -> u64 {
    let before = BEING_SERVED.fetch_add(1, SeqCst);
    assert!(before < 3, "refused: three are being served");
    thread::sleep(Duration::from_millis(if page == 1 { 800 } else { 200 }));
    BEING_SERVED.fetch_sub(1, SeqCst);
    page * page
}

/// Fetches all the pages; the answers are in the order of the pages.
fn fetch_all(pages: &[u64]) -> Vec<u64> {
    thread::scope(|s| {
        let fetches: Vec<_> = pages
            .iter()
            .map(|&page| s.spawn(move || fetch(page)))
            .collect();
        fetches
            .into_iter()
            .map(|fetch| fetch.join().unwrap())
            .collect()
    })
}

fn main() {
    let start = Instant::now();
    let answers = fetch_all(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let took = start.elapsed();

    println!("answers: {answers:?}");
    println!("in time: {}", took < Duration::from_millis(1_000));
    eprintln!("took {} ms; page 1 alone takes 800", took.as_millis());
}
