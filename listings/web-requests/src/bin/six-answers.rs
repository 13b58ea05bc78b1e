use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;
use web_requests::{Server, client};

// ANCHOR: trouble
#[derive(Debug)]
enum Trouble {
    NobodyThere,
    NotInTime,
    CutShort,
    Status(u16),
    Other(ureq::Error),
}

impl From<ureq::Error> for Trouble {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(_) => Trouble::NotInTime,
            ureq::Error::Io(e) if e.kind() == ErrorKind::ConnectionRefused => Trouble::NobodyThere,
            ureq::Error::Io(e) if e.kind() == ErrorKind::UnexpectedEof => Trouble::CutShort,
            other => Trouble::Other(other),
        }
    }
}

fn fetch(agent: &ureq::Agent, url: &str) -> Result<String, Trouble> {
    let mut answer = agent.get(url).call()?;
    match answer.status().as_u16() {
        200 => Ok(answer.body_mut().read_to_string()?),
        status => Err(Trouble::Status(status)),
    }
}
// ANCHOR_END: trouble

/// An address at which nobody listens any more.
fn nobody() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

fn main() {
    let server = Server::start();
    let agent = client(Duration::from_millis(300));
    let paths = ["/page", "/none", "/vanish", "/gibberish", "/silent"];
    let mut urls = paths.map(|path| server.url(path)).to_vec();
    urls.push(format!("http://{}/", nobody().unwrap()));

    // ANCHOR: fetch
    let answers: Vec<Result<String, Trouble>> = thread::scope(|s| {
        let threads: Vec<_> = (urls.iter())
            .map(|url| s.spawn(|| fetch(&agent, url)))
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    for answer in answers {
        match answer {
            Ok(page) => println!("{page:?}"),
            Err(Trouble::Status(status)) => println!("status {status}"),
            Err(Trouble::Other(error)) => println!("never seen before: {error}"),
            Err(trouble) => println!("{trouble:?}"),
        }
    }
    // ANCHOR_END: fetch
}
