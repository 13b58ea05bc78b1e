use std::thread;

fn main() {
    let a_quarter_of_an_exabyte = 1 << 58;
    let builder = thread::Builder::new().stack_size(a_quarter_of_an_exabyte);
    match builder.spawn(|| println!("alive")) {
        Ok(thread) => thread.join().unwrap(),
        Err(error) => println!("no thread: {error}"),
    }
}
