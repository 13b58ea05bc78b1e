use std::sync::{LazyLock, OnceLock};
use std::thread;

static PORT: OnceLock<u16> = OnceLock::new();
static GREETING: LazyLock<String> = LazyLock::new(|| {
    println!("making the greeting");
    String::from("welcome")
});

fn port(proposal: u16) -> u16 {
    *PORT.get_or_init(|| {
        println!("choosing the port");
        proposal
    })
}

fn main() {
    let (mine, other) = thread::scope(|s| {
        let other = s.spawn(|| (port(8080), GREETING.len()));
        ((port(9090), GREETING.len()), other.join().unwrap())
    });
    println!("agreed: {}", mine == other);
}
