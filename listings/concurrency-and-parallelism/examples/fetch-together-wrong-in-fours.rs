use std::thread;
use std::time::{Duration, Instant};

/// Asks somebody far away. Later pages happen to answer sooner.
fn fetch(page: u64) -> u64 {
    thread::sleep(Duration::from_millis(250 - 5 * page));
    page * page
}

/// Fetches all the pages; the answers are in the order of the pages.
fn fetch_all(pages: &[u64]) -> Vec<u64> {
    let mut answers = Vec::new();
    for four in pages.chunks(4) {
        // a scope waits for all its threads, so the next four start when these are done
        thread::scope(|s| {
            let fetches: Vec<_> = four
                .iter()
                .map(|&page| s.spawn(move || fetch(page)))
                .collect();
            answers.extend(fetches.into_iter().map(|fetch| fetch.join().unwrap()));
        });
    }
    answers
}

fn main() {
    let start = Instant::now();
    let answers = fetch_all(&[1, 2, 3, 4, 5, 6, 7, 8]);
    let took = start.elapsed();

    println!("answers: {answers:?}");
    println!("overlapping: {}", took < Duration::from_millis(400));
    eprintln!("took {} ms; one after another is 1820 ms", took.as_millis());
}
