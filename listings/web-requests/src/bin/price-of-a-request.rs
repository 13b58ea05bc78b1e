use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Server, client};

fn timed(name: &str, mut request: impl FnMut()) {
    const TIMES: u32 = 200;
    let start = Instant::now();
    for _ in 0..TIMES {
        request();
    }
    let micros = start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES);
    println!("{micros:.1} µs: {name}");
}

fn main() {
    let server = Server::start();
    let url = server.url("/page");
    let patience = Duration::from_secs(2);
    let get = |agent: &ureq::Agent| {
        let mut answer = agent.get(&url).call().expect("a page");
        black_box(answer.body_mut().read_to_string().expect("its text"));
    };
    let keeps_none = ureq::Agent::config_builder()
        .max_idle_connections(0)
        .timeout_global(Some(patience))
        .proxy(None)
        .build()
        .new_agent();
    timed("a connection for each request", || get(&keeps_none));
    let agent = client(patience);
    timed("one connection, kept", || get(&agent));
    timed("one connection, and a thread for each request", || {
        thread::scope(|s| s.spawn(|| get(&agent)).join().unwrap());
    });
}
