//! Every server gives the same answers, however a client behaves.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use server::serve::{KINDS, Running};
use server::{Client, Lines, answer, load};

fn each(limit: usize, check: impl Fn(&str, Running)) {
    for (name, start) in KINDS {
        check(name, start(answer, limit).unwrap());
    }
}

fn all_that_comes(mut stream: &TcpStream) -> String {
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn sums_and_errors() {
    assert_eq!(answer("3 4"), "7");
    assert_eq!(answer("  -3\t4 "), "1");
    assert_eq!(answer(""), "0");
    assert_eq!(answer("3 four"), "error: \"four\" is no number");
    assert_eq!(answer(&format!("{} 1", i64::MAX)), "error: too much");
}

#[test]
fn lines_from_pieces_cut_anywhere() {
    let text = b"3 4\n\n10 20 30\n5";
    for piece in 1..=text.len() {
        let mut lines = Lines::default();
        let mut seen = Vec::new();
        for piece in text.chunks(piece) {
            lines.push(piece);
            while let Some(line) = lines.next_line().unwrap() {
                seen.push(line);
            }
        }
        assert_eq!(seen, ["3 4", "", "10 20 30"]);
    }
}

#[test]
fn a_line_without_end_is_refused() {
    let mut lines = Lines::default();
    lines.push(&[b'1'; 1024]);
    assert!(lines.next_line().unwrap().is_none());
    lines.push(b"\n");
    assert!(lines.next_line().is_err());
}

#[test]
fn a_silent_client_keeps_nobody_waiting() {
    each(2, |name, server| {
        let silent = Client::connect(server.address).unwrap();
        let mut other = Client::connect(server.address).unwrap();
        assert_eq!(other.ask("3 4").unwrap(), "7", "{name}");
        drop(silent);
    });
}

#[test]
fn requests_byte_by_byte() {
    each(1, |name, server| {
        let mut client = Client::connect(server.address).unwrap();
        for byte in "12 30\n4\n".chars() {
            client.send(&byte.to_string()).unwrap();
        }
        assert_eq!(client.receive().unwrap(), "42", "{name}");
        assert_eq!(client.receive().unwrap(), "4", "{name}");
    });
}

#[test]
fn a_client_that_has_only_stopped_sending_is_answered() {
    each(1, |name, server| {
        let client = Client::connect(server.address).unwrap();
        client.send("3 4\n5 6\n7").unwrap();
        client.stream().shutdown(Shutdown::Write).unwrap();
        assert_eq!(all_that_comes(client.stream()), "7\n11\n", "{name}");
    });
}

#[test]
fn more_requests_than_any_buffer_holds() {
    let request = format!("{}\n", "1 ".repeat(400));
    let count = 20_000;
    each(1, |name, server| {
        let client = Client::connect(server.address).unwrap();
        let text = thread::scope(|s| {
            let sender = s.spawn(|| {
                for _ in 0..count {
                    client.stream().write_all(request.as_bytes()).unwrap();
                }
                client.stream().shutdown(Shutdown::Write).unwrap();
            });
            let text = all_that_comes(client.stream());
            sender.join().unwrap();
            text
        });
        assert!(text == "400\n".repeat(count), "{name}");
    });
}

#[test]
fn a_line_without_end_ends_the_connection() {
    each(1, |name, server| {
        let mut client = Client::connect(server.address).unwrap();
        let sent = client.send(&"1".repeat(2000));
        assert!(sent.and_then(|()| client.receive()).is_err(), "{name}");
        let mut next = Client::connect(server.address).unwrap();
        assert_eq!(next.ask("1").unwrap(), "1", "{name}");
    });
}

#[test]
fn beyond_the_limit_one_waits() {
    each(2, |name, server| {
        let mut first = Client::connect(server.address).unwrap();
        let mut second = Client::connect(server.address).unwrap();
        assert_eq!(first.ask("1").unwrap(), "1", "{name}");
        assert_eq!(second.ask("2").unwrap(), "2", "{name}");
        let mut third = Client::connect(server.address).unwrap();
        third.send("3\n").unwrap();
        let short = Duration::from_millis(50);
        assert_eq!(third.wait(short).unwrap(), None, "{name}");
        drop(first);
        assert_eq!(third.receive().unwrap(), "3", "{name}");
    });
}

#[test]
fn what_was_received_is_answered_before_the_end() {
    fn slowly(request: &str) -> String {
        thread::sleep(Duration::from_millis(30));
        answer(request)
    }
    for (name, start) in KINDS {
        let server = start(slowly, 3).unwrap();
        let mut silent = Client::connect(server.address).unwrap();
        assert_eq!(silent.ask("0").unwrap(), "0", "{name}");
        let mut client = Client::connect(server.address).unwrap();
        client.send("0\n1\n2\n").unwrap();
        // With the first answer it is certain that the server has all three.
        assert_eq!(client.receive().unwrap(), "0", "{name}");
        let (address, start) = (server.address, Instant::now());
        drop(server);
        // It has not come to its last means, which is to cut off whoever is left after a second.
        assert!(start.elapsed() < Duration::from_millis(900), "{name}");
        assert_eq!(client.receive().unwrap(), "1", "{name}");
        assert_eq!(client.receive().unwrap(), "2", "{name}");
        assert!(client.receive().is_err(), "{name}");
        assert_eq!(all_that_comes(silent.stream()), "", "{name}");
        assert!(TcpStream::connect(address).is_err(), "{name}");
    }
}

#[test]
fn the_end_does_not_wait_for_a_client_that_does_not_read() {
    // One server is enough here: each takes its whole patience.
    let server = server::serve::threads(|_| "7".repeat(1 << 20), 1).unwrap();
    let mut client = Client::connect(server.address).unwrap();
    client.send(&"\n".repeat(64)).unwrap();
    client.receive().unwrap();
    let start = Instant::now();
    drop(server);
    let took = start.elapsed();
    assert!(took > Duration::from_millis(900) && took < Duration::from_secs(4));
}

#[test]
fn every_request_of_a_load_is_counted() {
    each(4, |name, server| {
        let closed = load::closed(server.address, 3, 50, Duration::ZERO).unwrap();
        assert_eq!(closed.len(), 150, "{name}");
        let open = load::open(server.address, 4, 150, Duration::from_micros(100)).unwrap();
        assert_eq!(open.len(), 150, "{name}");
        let median = load::exceeded_by_one_in(&open, 2);
        assert!(median > 1.0 && median <= load::exceeded_by_one_in(&open, 100));
    });
}

#[test]
fn an_open_loop_sees_a_stall_as_long_as_it_was() {
    fn stalled_once(request: &str) -> String {
        static FIRST: std::sync::Once = std::sync::Once::new();
        FIRST.call_once(|| thread::sleep(Duration::from_millis(100)));
        answer(request)
    }
    let server = server::serve::threads(stalled_once, 1).unwrap();
    let pace = Duration::from_millis(1);
    let open = load::open(server.address, 1, 200, pace).unwrap();
    // Half of all requests should have been sent while it lasted; they wait 50 ms on average.
    assert!(load::exceeded_by_one_in(&open, 4) > 40_000.0);
    assert!(load::exceeded_by_one_in(&open, 100) > 90_000.0);
}
