//! `cargo book serve`: on loopback alone, with live reload, and with the last good book when the sources are broken.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use common::Bench;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it is killed when the test is over.
struct Served {
    child: Child,
    port: u16,
    said: Receiver<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn start(bench: &Bench, port: u16) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["serve", "--port", &port.to_string()])
            .current_dir(bench.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, said) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        let mut served = Self { child, port: 0, said };
        let line = served.wait_for("The book is at");
        let port = line.split("http://127.0.0.1:").nth(1).expect("the address is on loopback");
        served.port = port.split('/').next().unwrap().parse().unwrap();
        served
    }

    /// The next line with this text.
    #[track_caller]
    fn wait_for(&self, text: &str) -> String {
        let begin = Instant::now();
        while let Ok(line) = self.said.recv_timeout(PATIENCE.saturating_sub(begin.elapsed())) {
            if line.contains(text) {
                return line;
            }
        }
        panic!("the server never said {text:?}");
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

#[test]
fn pages_are_served_and_reload() {
    let bench = Bench::new();
    let served = Served::start(&bench, 0);
    assert!(served.get("/demo.html").starts_with("HTTP/1.1 200"));
    assert!(served.get("/demo.html").contains("A toss of a <em>coin</em>"));
    assert!(served.get("/").contains("__livereload"));
    assert!(served.get("/nowhere.html").starts_with("HTTP/1.1 404"));
    assert!(served.get("/../book.toml").starts_with("HTTP/1.1 404"), "nothing but the book is served");

    let mut page = served.connect();
    let key = "dGhlIHNhbXBsZSBub25jZQ==";
    write!(
        page,
        "GET /__livereload HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    )
    .unwrap();
    let mut page = BufReader::new(page);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(page.read_line(&mut head).unwrap() > 0, "{head}");
    }
    // The answer to this key that RFC 6455 gives as its example.
    assert!(head.starts_with("HTTP/1.1 101") && head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");

    bench.replace("src/demo.md", "Nowhere.", "Read on at the sea.");
    let mut frame = [0; 8];
    page.read_exact(&mut frame).unwrap();
    assert_eq!(&frame[2..], b"reload");
    assert!(served.get("/demo.html").contains("Read on at the sea."));
}

#[test]
fn broken_sources_are_told_and_the_last_good_book_stays() {
    let bench = Bench::new();
    let served = Served::start(&bench, 0);
    bench.replace("src/demo.md", "Nowhere.", "Somewhere. {{#lsting demo/toss}}");
    served.wait_for("unknown directive `lsting`");
    served.wait_for("The pages stay as they were.");
    assert!(served.get("/demo.html").contains("Nowhere."));
    bench.replace("src/demo.md", " {{#lsting demo/toss}}", "");
    served.wait_for("Built in");
    assert!(served.get("/demo.html").contains("Somewhere."));
}

#[test]
fn a_taken_port_is_said_and_another_one_found() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let served = Served::start(&Bench::new(), port);
    assert_ne!(served.port, port);
    assert!(served.get("/demo.html").starts_with("HTTP/1.1 200"));
}
