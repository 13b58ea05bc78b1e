use std::thread;

fn main() {
    let worker = thread::spawn(|| -> u32 {
        let readings: Vec<u32> = Vec::new();
        readings[0]
    });
    match worker.join() {
        Ok(reading) => println!("main: read {reading}"),
        Err(cause) => println!("main: {}", cause.downcast_ref::<String>().unwrap()),
    }
}
