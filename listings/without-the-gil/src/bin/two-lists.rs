use std::sync::Mutex;
use std::thread;

/// Two lists, each with a lock of its own.
static A: Mutex<Vec<u32>> = Mutex::new(Vec::new());
static B: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// `a.extend(b)`: both lists must stand still meanwhile.
fn a_extend_b() {
    let mut a = A.lock().unwrap();
    let b = B.lock().unwrap();
    a.push(b.len() as u32);
}

/// `b.extend(a)`.
fn b_extend_a() {
    let mut b = B.lock().unwrap();
    let a = A.lock().unwrap();
    b.push(a.len() as u32);
}

fn main() {
    thread::scope(|s| {
        s.spawn(a_extend_b);
        s.spawn(b_extend_a);
    });
    println!("{:?} {:?}", A.lock().unwrap(), B.lock().unwrap());
}
