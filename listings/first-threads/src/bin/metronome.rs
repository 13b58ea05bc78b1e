use std::{thread, time::Duration};

const BEAT: Duration = Duration::from_millis(10);

fn main() {
    let numbers = thread::spawn(|| {
        for round in 0..4 {
            println!("round {round}: {round}");
            thread::sleep(BEAT);
        }
    });
    let letters = thread::spawn(|| {
        for round in 0..4 {
            println!("round {round}: {}", ['a', 'b', 'c', 'd'][round]);
            thread::sleep(BEAT);
        }
    });
    numbers.join().unwrap();
    letters.join().unwrap();
}
