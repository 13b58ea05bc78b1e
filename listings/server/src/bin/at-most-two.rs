use server::serve;
use server::{Client, answer};
use std::io;
use std::time::Duration;

fn main() -> io::Result<()> {
    for (name, start) in serve::KINDS {
        let server = start(answer, 2)?;
        let mut first = Client::connect(server.address)?;
        let mut second = Client::connect(server.address)?;
        first.ask("1 1")?;
        second.ask("2 2")?;

        let mut third = Client::connect(server.address)?;
        third.send("3 3\n")?;
        let early = third.wait(Duration::from_millis(30))?;
        drop(first);
        println!("{name}: {early:?}, then {}", third.receive()?);
    }
    Ok(())
}
