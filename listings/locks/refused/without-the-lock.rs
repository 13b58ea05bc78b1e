use std::sync::Mutex;

static COUNTER: Mutex<u32> = Mutex::new(0);

fn careless() {
    *COUNTER += 1;
}

fn main() {
    careless();
}
