use std::num::ParseIntError;
use thread_pools::Pool;

fn load(line: &'static str) -> Result<u32, ParseIntError> {
    let number = line.parse()?;
    println!("loaded {number}");
    Ok(number)
}

fn main() {
    let pool = Pool::new(1);
    for line in ["1", "2x", "3"] {
        let _ = pool.submit(move || load(line));
    }
    drop(pool);
    println!("all done");
}
