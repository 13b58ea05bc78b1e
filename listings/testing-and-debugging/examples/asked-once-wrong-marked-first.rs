use std::sync::Mutex;
use std::thread;

static CACHE: Mutex<Option<u32>> = Mutex::new(None);
static ASKED: Mutex<u32> = Mutex::new(0);

/// Takes a week. It is to be asked once.
fn ask() -> u32 {
    *ASKED.lock().unwrap() += 1;
    42
}

fn answer() -> u32 {
    let mut cache = CACHE.lock().unwrap();
    if let Some(answer) = *cache {
        return answer;
    }
    // So that nobody else asks.
    *cache = Some(0);
    drop(cache);
    let answer = ask();
    *CACHE.lock().unwrap() = Some(answer);
    answer
}

fn main() {
    let answers = thread::scope(|s| {
        let one = s.spawn(answer);
        let two = s.spawn(answer);
        (one.join().unwrap(), two.join().unwrap())
    });
    println!(
        "{} and {}, asked {}",
        answers.0,
        answers.1,
        *ASKED.lock().unwrap()
    );
}
