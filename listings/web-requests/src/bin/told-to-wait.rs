use std::thread;
use std::time::Duration;
use web_requests::{Limit, Server, client};

// ANCHOR: get
fn get(agent: &ureq::Agent, url: &str) -> Result<u16, ureq::Error> {
    let mut tries = 0;
    loop {
        let answer = agent.get(url).call()?;
        let status = answer.status().as_u16();
        tries += 1;
        if status != 429 || tries == 3 {
            return Ok(status);
        }
        let told = answer.headers().get("retry-after");
        let seconds = told.and_then(|value| value.to_str().ok()?.parse().ok());
        let seconds = seconds.unwrap_or(1_u64);
        if seconds > 5 {
            return Ok(status);
        }
        println!("429, wait {seconds} s");
        thread::sleep(Duration::from_secs(seconds));
    }
}
// ANCHOR_END: get

fn main() -> Result<(), ureq::Error> {
    let server = Server::limited(Limit {
        requests: 2,
        period: Duration::from_millis(900),
    });
    let agent = client(Duration::from_secs(2));
    for _ in 0..3 {
        println!("{}", get(&agent, &server.url("/page"))?);
    }
    Ok(())
}
