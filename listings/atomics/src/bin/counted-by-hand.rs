use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

// ANCHOR: counted
struct Inner<T> {
    count: AtomicUsize,
    value: T,
}

/// One of several pointers to a value. The last one frees it.
struct Counted<T>(*mut Inner<T>);

// SAFETY: a pointer lends the value to its thread (so T is Sync), and
// may be the last one (so T is Send).
unsafe impl<T: Send + Sync> Send for Counted<T> {}
unsafe impl<T: Send + Sync> Sync for Counted<T> {}

impl<T> Counted<T> {
    fn new(value: T) -> Counted<T> {
        let count = AtomicUsize::new(1);
        Counted(Box::into_raw(Box::new(Inner { count, value })))
    }

    fn inner(&self) -> &Inner<T> {
        // SAFETY: it is freed when the count falls to 0, and `self` is counted.
        unsafe { &*self.0 }
    }
}

impl<T> Clone for Counted<T> {
    fn clone(&self) -> Counted<T> {
        let before = self.inner().count.fetch_add(1, SeqCst);
        if before > usize::MAX / 2 {
            self.inner().count.fetch_sub(1, SeqCst);
            panic!("too many pointers");
        }
        Counted(self.0)
    }
}

impl<T> Drop for Counted<T> {
    fn drop(&mut self) {
        if self.inner().count.fetch_sub(1, SeqCst) == 1 {
            // SAFETY: it came from a Box, and this was the last pointer to it.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }
}

impl<T> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner().value
    }
}
// ANCHOR_END: counted

struct Page(&'static str);

impl Drop for Page {
    fn drop(&mut self) {
        println!("{} is freed", self.0);
    }
}

fn main() {
    let mine = Counted::new(Page("page 1"));
    let yours = mine.clone();
    let reader = thread::spawn(move || println!("{} is read", yours.deref().0));
    drop(mine);
    reader.join().unwrap();
    println!("end");
}
