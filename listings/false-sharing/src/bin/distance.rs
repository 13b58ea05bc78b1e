use false_sharing::at_once;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const EACH: u32 = 50_000;

// ANCHOR: measure
/// Places for counters, eight bytes apart. The first one begins a line.
#[repr(align(1024))]
struct Places([AtomicU64; 64]);

static PLACES: Places = Places([const { AtomicU64::new(0) }; 64]);

/// Two threads count, so many bytes apart: nanoseconds for each step of a thread.
fn measure(distance: usize) -> f64 {
    let time = at_once(&mut [0, distance], |bytes| {
        let place = &PLACES.0[*bytes / 8];
        for _ in 0..EACH {
            place.fetch_add(1, Relaxed);
        }
    });
    time / f64::from(EACH)
}
// ANCHOR_END: measure

fn main() {
    for distance in [8, 16, 24, 32, 40, 48, 56, 64, 72, 96, 128, 192, 256] {
        println!("{distance:3} bytes: {:5.2} ns", measure(distance));
    }
    let line = "/sys/devices/system/cpu/cpu0/cache/index0/coherency_line_size";
    if let Ok(bytes) = fs::read_to_string(line) {
        println!("the kernel says: lines of {} bytes", bytes.trim());
    }
}
