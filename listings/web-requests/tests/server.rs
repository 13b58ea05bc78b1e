//! The server does what its paths say, and goes when it is dropped.

use std::io::{BufReader, Cursor, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};
use web_requests::{Limit, Request, Server, client, read_request};

const PATIENCE: Duration = Duration::from_secs(5);

fn parsed(text: &str) -> Result<Option<Request>, ErrorKind> {
    read_request(&mut Cursor::new(text)).map_err(|error| error.kind())
}

#[test]
fn reads_a_request_with_its_body() {
    let text = "POST /orders HTTP/1.1\r\nHost: here\r\ncontent-length: 4\r\n\r\nlampGET / HTTP/1.0\r\n\r\n";
    let mut from = BufReader::new(text.as_bytes());
    let mut next = || read_request(&mut from).unwrap();
    let request = |method: &str, path: &str, last| Request {
        method: method.to_owned(),
        path: path.to_owned(),
        last,
    };
    assert_eq!(next(), Some(request("POST", "/orders", false)));
    assert_eq!(next(), Some(request("GET", "/", true)));
    assert_eq!(next(), None);
}

#[test]
fn refuses_what_is_no_request() {
    for text in [
        "hello\r\n\r\n",
        "GET / HTTP/2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: here\r\n", // no empty line
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
    ] {
        assert_eq!(parsed(text), Err(ErrorKind::InvalidData), "{text:?}");
    }
    let short = "GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nlamp";
    assert_eq!(parsed(short), Err(ErrorKind::UnexpectedEof));
    let endless = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(100_000));
    assert_eq!(parsed(&endless), Err(ErrorKind::InvalidData));
}

#[test]
fn answers_as_its_paths_say() {
    let server = Server::start();
    let agent = client(PATIENCE);
    let get = |path: &str| agent.get(server.url(path)).call();
    assert_eq!(get("/page").unwrap().status(), 200);
    assert_eq!(get("/nothing").unwrap().status(), 404);
    assert_eq!(get("/status/299").unwrap().status(), 299);
    let refused = get("/status/503").unwrap();
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    let start = Instant::now();
    assert_eq!(get("/delay/30").unwrap().status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(30));
    let start = Instant::now();
    let mut drip = get("/drip/3/20").unwrap();
    assert_eq!(drip.body_mut().read_to_string().unwrap(), "...");
    assert!(start.elapsed() >= Duration::from_millis(60));
    let cut = get("/vanish").unwrap().body_mut().read_to_string();
    assert!(cut.is_err());
    assert!(get("/gibberish").is_err());
}

#[test]
fn answers_several_requests_on_one_connection() {
    let server = Server::start();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let two = "GET /page HTTP/1.1\r\n\r\nGET /page HTTP/1.1\r\nConnection: close\r\n\r\n";
    stream.write_all(two.as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2);
    assert_eq!(server.answered(), 2);
}

#[test]
fn refuses_beyond_its_limit_until_the_period_is_over() {
    let period = Duration::from_millis(300);
    let server = Server::limited(Limit {
        requests: 2,
        period,
    });
    let agent = client(PATIENCE);
    let get = || agent.get(server.url("/page")).call().unwrap().status();
    thread::sleep(period); // the first of these begins a period
    assert_eq!([get(), get(), get()], [200, 200, 429]);
    thread::sleep(period);
    assert_eq!(get(), 200);
    assert_eq!((server.answered(), server.refused()), (3, 1));
}

#[test]
fn goes_at_once_though_clients_are_silent_slow_or_waiting() {
    let server = Server::start();
    let address = server.address();
    let _silent = TcpStream::connect(address).unwrap();
    let waiting = ["/delay/10000", "/drip/10/1000", "/silent"].map(|path| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\n\r\n").unwrap();
        stream
    });
    while server.answered() < 3 {
        thread::yield_now();
    }
    let start = Instant::now();
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(1));
    for mut stream in waiting {
        // Closed, and not left waiting: an end or a reset, before its patience is at an end.
        let end = stream.read_to_end(&mut Vec::new());
        assert!(!matches!(end, Err(e) if e.kind() == ErrorKind::WouldBlock));
    }
    assert!(TcpStream::connect(address).is_err());
}
