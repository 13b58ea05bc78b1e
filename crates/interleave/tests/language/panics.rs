//! Panics: unwinding, join, catch_unwind, poisoning, messages.
use std::panic;
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}{}", self.0, if thread::panicking() { " while panicking" } else { "" }); } }
fn deep(n: u32) -> u32 { let _d = D("deep"); if n == 0 { panic!("bottom") } deep(n - 1) + 1 }
fn message(e: Box<dyn std::any::Any + Send>) -> String {
    if let Some(s) = e.downcast_ref::<&str>() { s.to_string() } else if let Some(s) = e.downcast_ref::<String>() { s.clone() } else { "?".to_string() }
}
fn main() {
    let r = thread::spawn(|| { let _x = D("x"); deep(1) }).join();
    println!("{} {}", r.is_err(), message(r.unwrap_err()));
    let m = Arc::new(Mutex::new(1));
    let m2 = Arc::clone(&m);
    let r = thread::spawn(move || { let mut g = m2.lock().unwrap(); *g = 5; panic!("poison {}", *g); }).join();
    println!("{}", message(r.unwrap_err()));
    println!("{}", m.is_poisoned());
    match m.lock() { Ok(g) => println!("ok {g}"), Err(e) => { let mut g = e.into_inner(); println!("poisoned {g}"); *g += 1; } }
    m.clear_poison();
    println!("{:?}", m.lock().map(|g| *g).unwrap());
    let r = panic::catch_unwind(|| { let v: Vec<i32> = Vec::new(); v[0] });
    println!("{}", message(r.unwrap_err()));
    let checks: [fn() -> i32; 6] = [
        || { let x = i32::MAX; let y = std::hint::black_box(1); x + y },
        || { let z = std::hint::black_box(0); 1 / z },
        || { let o: Option<i32> = None; o.expect("needed") },
        || { let r: Result<i32, String> = Err("bad".to_string()); r.unwrap() },
        || { assert_eq!(std::hint::black_box(1) + 1, 3, "sums of {}", 1); 0 },
        || { assert!(std::hint::black_box(1) > 2); 0 },
    ];
    for c in checks { println!("{}", message(panic::catch_unwind(c).unwrap_err())); }
    let rw = RwLock::new(0);
    let r = panic::catch_unwind(panic::AssertUnwindSafe(|| { let _g = rw.write().unwrap(); panic!("in write") }));
    println!("{} {}", r.is_err(), rw.is_poisoned());
    let r = panic::catch_unwind(panic::AssertUnwindSafe(|| { let mut total = 0; thread::scope(|s| { s.spawn(|| panic!("scoped")); total += 1; }); total }));
    println!("{}", message(r.unwrap_err()));
    let mut values = vec![1, 2, 3];
    let r = thread::scope(|s| { let h = s.spawn(|| { values.push(4); if values.len() > 3 { panic!("after push"); } }); h.join().is_err() });
    println!("{r} {values:?}");
    let _last = D("main's");
    let v: Vec<u32> = vec![1];
    let i = std::hint::black_box(3);
    println!("{}", v[i]);
}
