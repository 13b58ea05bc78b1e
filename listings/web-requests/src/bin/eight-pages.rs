use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Server, client};

type Page = Result<String, ureq::Error>;

fn timed(way: &str, fetch: impl FnOnce() -> Vec<Page>) {
    let start = Instant::now();
    let pages = fetch();
    println!("{way}: {} ms", start.elapsed().as_millis());
    assert_eq!(pages.iter().flatten().count(), 8);
}

fn main() {
    let server = Server::start();
    let url = server.url("/delay/40");
    let agent = client(Duration::from_secs(2));
    let get = || -> Page { agent.get(&url).call()?.body_mut().read_to_string() };

    timed("one after the other", || (0..8).map(|_| get()).collect());

    timed("a thread for each", || {
        thread::scope(|s| {
            let threads: Vec<_> = (0..8).map(|_| s.spawn(get)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        })
    });

    timed("four workers", || {
        let queue = Mutex::new(0..8);
        let next = || queue.lock().unwrap().next();
        let work = || -> Vec<Page> { std::iter::from_fn(next).map(|_| get()).collect() };
        thread::scope(|s| {
            let workers: Vec<_> = (0..4).map(|_| s.spawn(work)).collect();
            let pages = workers.into_iter().map(|w| w.join().unwrap());
            pages.flatten().collect()
        })
    });
}
