//! Sleeping until a word changes: `futex` on Linux, a table of bells elsewhere.

#[cfg(not(target_os = "linux"))]
pub use portable::{wait, wake_all, wake_one};

#[cfg(target_os = "linux")]
pub use linux::{wait, wake_all, wake_one};

#[cfg(target_os = "linux")]
mod linux {
    use std::ptr;
    use std::sync::atomic::AtomicU32;

    // ANCHOR: wait
    /// Sleeps if `word` is still `expected`. May return for no reason at all.
    pub fn wait(word: &AtomicU32, expected: u32) {
        // Safety: the reference keeps the word alive, and the kernel only reads it.
        unsafe {
            libc::syscall(
                libc::SYS_futex,
                ptr::from_ref(word),
                libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG,
                expected,
                ptr::null::<libc::timespec>(),
            );
        }
    }
    // ANCHOR_END: wait

    /// Wakes one that sleeps on `word`; says whether there was one.
    ///
    /// The word may be gone by now: the kernel looks for sleepers by address, and reads nothing there.
    pub fn wake_one(word: *const AtomicU32) -> bool {
        wake(word, 1) > 0
    }

    /// Wakes all that sleep on `word`. It may be gone by now.
    pub fn wake_all(word: *const AtomicU32) {
        wake(word, i32::MAX);
    }

    fn wake(word: *const AtomicU32, how_many: i32) -> libc::c_long {
        let operation = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
        // Safety: nothing is read or written through the address.
        unsafe { libc::syscall(libc::SYS_futex, word, operation, how_many) }
    }
}

/// The same for every system that has the standard library: a few bells, and each word has one of them. Several words may
/// share a bell; who is woken for another word goes back to sleep.
pub mod portable {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    use std::sync::{Condvar, Mutex, PoisonError};

    struct Bed {
        lock: Mutex<()>,
        bell: Condvar,
    }

    static BEDS: [Bed; 64] = [const {
        Bed {
            lock: Mutex::new(()),
            bell: Condvar::new(),
        }
    }; 64];

    fn bed_of(word: *const AtomicU32) -> &'static Bed {
        // Fibonacci hashing: neighbouring words shall have different beds.
        let hash = (word.addr() as u64 / 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &BEDS[(hash >> 58) as usize]
    }

    /// Sleeps if `word` is still `expected`. May return for no reason at all.
    pub fn wait(word: &AtomicU32, expected: u32) {
        let bed = bed_of(word);
        let held = bed.lock.lock().unwrap_or_else(PoisonError::into_inner);
        // Who changes the word and then wakes takes this lock in between: either its lock comes first, and the load
        // sees the change, or this one does, and its bell finds us asleep.
        if word.load(Relaxed) == expected {
            drop(bed.bell.wait(held));
        }
    }

    /// Wakes at least one that sleeps on `word`. Never knows whether there was one.
    pub fn wake_one(word: *const AtomicU32) -> bool {
        wake_all(word);
        false
    }

    /// Wakes all that sleep on `word`. It may be gone by now.
    pub fn wake_all(word: *const AtomicU32) {
        let bed = bed_of(word);
        let _held = bed.lock.lock().unwrap_or_else(PoisonError::into_inner);
        bed.bell.notify_all();
    }
}
