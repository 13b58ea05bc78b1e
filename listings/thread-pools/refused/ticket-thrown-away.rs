#![deny(unused_must_use)]

#[must_use = "a job's result, error and panic are lost with its ticket"]
struct Ticket;

fn submit(_job: impl FnOnce() + Send + 'static) -> Ticket {
    Ticket
}

fn main() {
    submit(|| println!("who will ask how it went?"));
}
