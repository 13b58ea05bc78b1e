use std::sync::Mutex;
use std::thread;

/// A setting that the whole program shares: an environment variable, say, or the current folder.
static LANGUAGE: Mutex<&str> = Mutex::new("English");

fn greets_in_german() {
    *LANGUAGE.lock().unwrap() = "German";
    let language = *LANGUAGE.lock().unwrap();
    assert_eq!(language, "German", "greets in {language}");
}

fn greets_in_french() {
    *LANGUAGE.lock().unwrap() = "French";
    let language = *LANGUAGE.lock().unwrap();
    assert_eq!(language, "French", "greets in {language}");
}

fn main() {
    // As `cargo test` runs two tests.
    let passed = thread::scope(|s| {
        let tests = [s.spawn(greets_in_german), s.spawn(greets_in_french)];
        tests.map(|test| test.join().is_ok())
    });
    println!("{passed:?}");
}
