use crossbeam_utils::CachePadded;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64};

#[expect(dead_code)]
#[repr(align(64))]
struct Line(AtomicU64);

#[expect(dead_code)]
struct Statistics {
    requests: AtomicU64,
    errors: AtomicU64,
    stop: AtomicBool,
}

fn show<T>(name: &str) {
    let (size, align) = (size_of::<T>(), align_of::<T>());
    println!("{name}: {size} bytes, at multiples of {align}");
}

fn main() {
    show::<AtomicU64>("AtomicU64");
    show::<Statistics>("Statistics");
    show::<Mutex<u64>>("Mutex<u64>");
    show::<Line>("Line");
    show::<CachePadded<AtomicU64>>("CachePadded<AtomicU64>");
    show::<CachePadded<Statistics>>("CachePadded<Statistics>");
}
