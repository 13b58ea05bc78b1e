use std::net::TcpStream;

fn main() {
    let stream = TcpStream::connect("localhost:80");
    let file = std::fs::read("notes.txt");
    println!("{}", 1.5 * 2.0);
}
