use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Server, client};

fn main() {
    let server = Server::start();
    let url = server.url("/delay/40");
    let agent = client(Duration::from_secs(2));
    let get =
        || -> Result<String, ureq::Error> { agent.get(&url).call()?.body_mut().read_to_string() };

    let start = Instant::now();
    let pages: Vec<_> = (0..8).map(|_| get()).collect();
    assert!(pages.iter().all(|page| page.is_ok()));
    println!("one after the other: {} ms", start.elapsed().as_millis());

    let start = Instant::now();
    let pages: Vec<_> = thread::scope(|s| {
        let threads: Vec<_> = (0..8).map(|_| s.spawn(get)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(pages.iter().all(|page| page.is_ok()));
    println!("a thread for each: {} ms", start.elapsed().as_millis());
}
