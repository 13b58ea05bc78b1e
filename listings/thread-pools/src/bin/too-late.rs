use std::thread;
use std::time::{Duration, Instant};
use thread_pools::Pool;

fn main() {
    let start = Instant::now();
    let pool = Pool::new(1);
    let ticket = pool.submit(|| thread::sleep(Duration::from_millis(200)));
    match ticket.wait_timeout(Duration::from_millis(20)) {
        Ok(_) => unreachable!("it takes ten times as long"),
        Err(_ticket) => println!("gave up after {} ms", start.elapsed().as_millis()),
    }
    drop(pool);
    println!("went on after {} ms", start.elapsed().as_millis());
}
