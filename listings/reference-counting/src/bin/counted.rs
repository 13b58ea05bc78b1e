use std::cell::Cell;
use std::ops::Deref;

/// A value on the heap, with the number of pointers to it.
struct Inner<T> {
    count: Cell<usize>,
    value: T,
}

/// One of the pointers.
struct Counted<T> {
    place: *mut Inner<T>,
}

// ANCHOR: counting
impl<T> Counted<T> {
    fn new(value: T) -> Counted<T> {
        let count = Cell::new(1);
        let place = Box::into_raw(Box::new(Inner { count, value }));
        Counted { place }
    }

    fn inner(&self) -> &Inner<T> {
        // SAFETY: as long as a pointer is there, the count is not zero, and nothing was freed.
        unsafe { &*self.place }
    }
}

impl<T> Clone for Counted<T> {
    fn clone(&self) -> Counted<T> {
        let count = &self.inner().count;
        count.set(count.get() + 1);
        Counted { place: self.place }
    }
}

impl<T> Drop for Counted<T> {
    fn drop(&mut self) {
        let count = &self.inner().count;
        count.set(count.get() - 1);
        if count.get() == 0 {
            // SAFETY: this was the last pointer, so nobody can look there any more.
            drop(unsafe { Box::from_raw(self.place) });
        }
    }
}
// ANCHOR_END: counting

impl<T> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner().value
    }
}

struct Page(&'static str);

impl Drop for Page {
    fn drop(&mut self) {
        println!("{} is freed", self.0);
    }
}

fn main() {
    let first = Counted::new(Page("page 1"));
    let second = first.clone();
    println!("{} has {} pointers", first.0, first.inner().count.get());
    drop(first);
    println!("{} has {}", second.0, second.inner().count.get());
    drop(second);
    println!("end of main");
}
