use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Server, client};

const PATHS: [&str; 3] = ["/page", "/delay/20", "/delay/1500"];

fn main() {
    let server = Server::start();
    let agent = client(Duration::from_secs(2));
    let deadline = Instant::now() + Duration::from_millis(300);

    let (results, arrivals) = channel();
    for (number, path) in PATHS.into_iter().enumerate() {
        let (agent, url, results) = (agent.clone(), server.url(path), results.clone());
        thread::spawn(move || {
            let answer = agent.get(url).call().map(|answer| answer.status());
            let _ = results.send((number, answer)); // unless nobody waits any more
        });
    }
    drop(results);

    let mut answers = [const { None }; 3];
    let left = || deadline.saturating_duration_since(Instant::now());
    while let Ok((number, answer)) = arrivals.recv_timeout(left()) {
        answers[number] = Some(answer);
    }
    for (path, answer) in PATHS.iter().zip(answers) {
        match answer {
            Some(Ok(status)) => println!("{path}: {status}"),
            Some(Err(error)) => println!("{path}: {error}"),
            None => println!("{path}: not in time"),
        }
    }
}
