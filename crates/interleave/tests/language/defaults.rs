//! Defaults, derived and written, of generic types and of what threads share.
use std::sync::{Arc, Mutex, atomic::AtomicU32};
#[derive(Default, Debug)]
struct Shared<T> {
    value: Mutex<T>,
    n: AtomicU32,
    list: Vec<u32>,
    on: bool,
    name: String,
    opt: Option<u8>,
}
#[derive(Default)]
struct Stats {
    hits: Mutex<u32>,
    map: Mutex<Vec<u32>>,
}
struct Own<T> {
    inner: Mutex<T>,
}
impl<T: Default> Own<T> {
    fn new() -> Self {
        Own { inner: Mutex::new(T::default()) }
    }
}
impl<T: Default> Default for Own<T> {
    fn default() -> Self {
        Self::new()
    }
}
fn main() {
    let s = Arc::new(Shared::<u32>::default());
    *s.value.lock().unwrap() += 4;
    let stats = Stats::default();
    *stats.hits.lock().unwrap() += 1;
    let o: Own<u64> = Own::default();
    let p = Own::<Vec<u8>>::new();
    println!(
        "{} {} {} {:?} {} {}",
        s.value.lock().unwrap(),
        stats.hits.lock().unwrap(),
        o.inner.lock().unwrap(),
        p.inner.lock().unwrap(),
        s.on,
        stats.map.lock().unwrap().len()
    );
}
