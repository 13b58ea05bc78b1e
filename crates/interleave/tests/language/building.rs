//! Locks and queues built from atomics and UnsafeCell, as the book builds them.
use std::cell::{RefCell, UnsafeCell};
use std::collections::VecDeque;
use std::mem::MaybeUninit;
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Ordering::*, fence};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct SpinLock<T> { locked: AtomicBool, value: UnsafeCell<T> }
unsafe impl<T: Send> Sync for SpinLock<T> {}
pub struct Guard<'a, T> { lock: &'a SpinLock<T> }
impl<T> SpinLock<T> {
    pub const fn new(value: T) -> Self { Self { locked: AtomicBool::new(false), value: UnsafeCell::new(value) } }
    pub fn lock(&self) -> Guard<'_, T> {
        while self.locked.swap(true, Acquire) { std::hint::spin_loop(); }
        Guard { lock: self }
    }
}
impl<T> Deref for Guard<'_, T> { type Target = T; fn deref(&self) -> &T { unsafe { &*self.lock.value.get() } } }
impl<T> DerefMut for Guard<'_, T> { fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.lock.value.get() } } }
impl<T> Drop for Guard<'_, T> { fn drop(&mut self) { self.lock.locked.store(false, Release); } }

struct Node<T> { value: T, next: *mut Node<T> }
struct Stack<T> { head: AtomicPtr<Node<T>> }
impl<T> Stack<T> {
    fn new() -> Self { Stack { head: AtomicPtr::new(ptr::null_mut()) } }
    fn push(&self, value: T) {
        let node = Box::into_raw(Box::new(Node { value, next: ptr::null_mut() }));
        loop {
            let head = self.head.load(Relaxed);
            unsafe { (*node).next = head };
            if self.head.compare_exchange(head, node, Release, Relaxed).is_ok() { break; }
        }
    }
    fn pop(&self) -> Option<T> {
        loop {
            let head = self.head.load(Acquire);
            if head.is_null() { return None; }
            let next = unsafe { (*head).next };
            if self.head.compare_exchange(head, next, AcqRel, Acquire).is_ok() { return Some(unsafe { Box::from_raw(head) }.value); }
        }
    }
}

struct Inner<T> { count: AtomicUsize, data: T }
struct MyArc<T> { ptr: NonNull<Inner<T>> }
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
impl<T> MyArc<T> {
    fn new(data: T) -> Self { MyArc { ptr: NonNull::from(Box::leak(Box::new(Inner { count: AtomicUsize::new(1), data }))) } }
    fn inner(&self) -> &Inner<T> { unsafe { self.ptr.as_ref() } }
}
impl<T> Deref for MyArc<T> { type Target = T; fn deref(&self) -> &T { &self.inner().data } }
impl<T> Clone for MyArc<T> { fn clone(&self) -> Self { self.inner().count.fetch_add(1, Relaxed); MyArc { ptr: self.ptr } } }
impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        if self.inner().count.fetch_sub(1, Release) == 1 { fence(Acquire); unsafe { drop(Box::from_raw(self.ptr.as_ptr())); } }
    }
}
struct Noisy(u32);
impl Drop for Noisy { fn drop(&mut self) { println!("noisy {} gone", self.0); } }

struct OneShot<T> { message: UnsafeCell<MaybeUninit<T>>, ready: AtomicBool }
unsafe impl<T: Send> Sync for OneShot<T> {}
impl<T> OneShot<T> {
    const fn new() -> Self { OneShot { message: UnsafeCell::new(MaybeUninit::uninit()), ready: AtomicBool::new(false) } }
    unsafe fn send(&self, message: T) { unsafe { (*self.message.get()).write(message) }; self.ready.store(true, Release); }
    unsafe fn receive(&self) -> T { while !self.ready.load(Acquire) { thread::yield_now(); } unsafe { (*self.message.get()).assume_init_read() } }
}

struct Ring { slots: [UnsafeCell<u32>; 2], head: AtomicU32, tail: AtomicU32 }
unsafe impl Sync for Ring {}
impl Ring {
    fn push(&self, x: u32) -> bool {
        let tail = self.tail.load(Relaxed);
        if tail - self.head.load(Acquire) == 2 { return false; }
        unsafe { *self.slots[(tail % 2) as usize].get() = x };
        self.tail.store(tail + 1, Release);
        true
    }
    fn pop(&self) -> Option<u32> {
        let head = self.head.load(Relaxed);
        if head == self.tail.load(Acquire) { return None; }
        let x = unsafe { *self.slots[(head % 2) as usize].get() };
        self.head.store(head + 1, Release);
        Some(x)
    }
}

struct Queue<T> { items: Mutex<VecDeque<T>>, ready: Condvar }
impl<T> Queue<T> {
    fn new() -> Self { Queue { items: Mutex::new(VecDeque::new()), ready: Condvar::new() } }
    fn push(&self, t: T) { self.items.lock().unwrap().push_back(t); self.ready.notify_one(); }
    fn pop(&self) -> T {
        let mut items = self.items.lock().unwrap();
        loop {
            if let Some(t) = items.pop_front() { return t; }
            items = self.ready.wait(items).unwrap();
        }
    }
}
type Job = Box<dyn FnOnce() + Send>;
struct Pool { queue: Arc<Queue<Option<Job>>>, workers: Vec<thread::JoinHandle<u32>> }
impl Pool {
    fn new(n: usize) -> Pool {
        let queue: Arc<Queue<Option<Job>>> = Arc::new(Queue::new());
        let workers = (0..n).map(|_| { let queue = Arc::clone(&queue); thread::spawn(move || { let mut done = 0; while let Some(job) = queue.pop() { job(); done += 1; } done }) }).collect();
        Pool { queue, workers }
    }
    fn run(&self, job: impl FnOnce() + Send + 'static) { self.queue.push(Some(Box::new(job))); }
    fn finish(self) -> u32 { for _ in &self.workers { self.queue.push(None); } self.workers.into_iter().map(|w| w.join().unwrap()).sum() }
}

static SPIN: SpinLock<Vec<u32>> = SpinLock::new(Vec::new());
static ONCE: OneShot<String> = OneShot::new();

struct Tree { left: Option<Box<Tree>>, key: i32, right: Option<Box<Tree>> }
impl Tree {
    fn leaf(key: i32) -> Box<Tree> { Box::new(Tree { left: None, key, right: None }) }
    fn insert(&mut self, key: i32) {
        let side = if key < self.key { &mut self.left } else { &mut self.right };
        match side { Some(t) => t.insert(key), None => *side = Some(Tree::leaf(key)) }
    }
    fn walk(&self, out: &mut Vec<i32>) {
        if let Some(t) = &self.left { t.walk(out); }
        out.push(self.key);
        if let Some(t) = &self.right { t.walk(out); }
    }
}
struct List { head: Option<Box<Item>> }
struct Item { n: u32, next: Option<Box<Item>> }
impl List {
    fn push(&mut self, n: u32) { let next = self.head.take(); self.head = Some(Box::new(Item { n, next })); }
    fn pop(&mut self) -> Option<u32> { self.head.take().map(|item| { self.head = item.next; item.n }) }
    fn reverse(&mut self) {
        let mut done = None;
        let mut rest = self.head.take();
        while let Some(mut item) = rest { rest = item.next.take(); item.next = done; done = Some(item); }
        self.head = done;
    }
    fn last(&mut self) -> Option<&mut u32> { let mut at = self.head.as_mut()?; while at.next.is_some() { at = at.next.as_mut().unwrap(); } Some(&mut at.n) }
}

fn main() {
    thread::scope(|s| { for i in 0..3 { s.spawn(move || SPIN.lock().push(i * 10)); } });
    let mut all = SPIN.lock().clone();
    all.sort();
    println!("{all:?} {}", SPIN.lock().len());
    { let mut g = SPIN.lock(); g.clear(); g.extend([1, 2]); g[0] += 5; }
    println!("{:?}", *SPIN.lock());
    let stack = Arc::new(Stack::new());
    let s2 = Arc::clone(&stack);
    thread::spawn(move || { for i in 0..3 { s2.push(i); } }).join().unwrap();
    println!("{:?} {:?} {:?} {:?}", stack.pop(), stack.pop(), stack.pop(), stack.pop());
    let a = MyArc::new(Noisy(7));
    let b = a.clone();
    let h = thread::spawn(move || println!("in thread {}", b.0));
    h.join().unwrap();
    println!("still {}", a.0);
    drop(a);
    thread::scope(|s| { s.spawn(|| unsafe { ONCE.send("hello".to_string()) }); println!("{}", unsafe { ONCE.receive() }); });
    let ring = Ring { slots: [UnsafeCell::new(0), UnsafeCell::new(0)], head: AtomicU32::new(0), tail: AtomicU32::new(0) };
    println!("{} {} {} {:?} {:?} {:?}", ring.push(1), ring.push(2), ring.push(3), ring.pop(), ring.pop(), ring.pop());
    let pool = Pool::new(2);
    let total = Arc::new(AtomicU32::new(0));
    for i in 1..=4 { let total = total.clone(); pool.run(move || { total.fetch_add(i, SeqCst); }); }
    println!("{} {}", pool.finish(), total.load(SeqCst));
    let mut tree = Tree::leaf(5);
    for k in [2, 8, 1, 9, 5] { tree.insert(k); }
    let mut out = Vec::new();
    tree.walk(&mut out);
    println!("{out:?}");
    let mut list = List { head: None };
    for n in 1..=4 { list.push(n); }
    list.reverse();
    *list.last().unwrap() = 40;
    println!("{:?} {:?}", list.pop(), list.last());
    while let Some(n) = list.pop() { print!("{n} "); }
    println!();
    let shared = Rc::new(RefCell::new(vec![1]));
    let other = Rc::clone(&shared);
    other.borrow_mut().push(2);
    println!("{:?} {} {}", shared.borrow(), Rc::strong_count(&shared), shared.try_borrow_mut().is_ok());
    let r = shared.borrow();
    println!("{} {}", r.len(), shared.try_borrow_mut().is_err());
    drop(r);
    drop(shared);
    println!("{}", Rc::strong_count(&other));
    let last = Arc::new(Noisy(1));
    let again = Arc::clone(&last);
    drop(last);
    println!("not yet");
    drop(again);
    let nested = thread::scope(|s| {
        let h = s.spawn(|| { let inner = s.spawn(|| 20); 1 + inner.join().unwrap() });
        h.join().unwrap()
    });
    println!("{nested}");
    let (mut x, mut y) = (1, vec![1, 2]);
    thread::scope(|s| {
        s.spawn(|| { x += 1; thread::scope(|t| { t.spawn(|| y[0] = 10); }); y.push(3); });
    });
    println!("{x} {y:?}");
    fn recurse(xs: &mut [u32]) {
        if xs.len() < 2 { if let Some(x) = xs.first_mut() { *x *= 2; } return; }
        let mid = xs.len() / 2;
        let (l, r) = xs.split_at_mut(mid);
        thread::scope(|s| { s.spawn(|| recurse(l)); recurse(r); });
    }
    let mut xs = [1, 2, 3, 4];
    recurse(&mut xs);
    println!("{xs:?}");
}
