use std::sync::Mutex;

static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(line: &str) {
    LOG.lock().unwrap().push(line.to_string());
}

fn main() {
    let log = LOG.lock().unwrap();
    if log.is_empty() {
        note("nothing has happened yet");
    }
    println!("{} lines", log.len());
}
