//! Threads that hand things over, in ways whose outcome no schedule changes.
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::Duration;

static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| (0..4).map(|x| x * x).collect());
static CONFIG: OnceLock<String> = OnceLock::new();
static INIT: Once = Once::new();
static TOTAL: AtomicI64 = AtomicI64::new(-3);
static LOCKS: [Mutex<u32>; 2] = [const { Mutex::new(7) }; 2];
static mut PLAIN: [u32; 2] = [1, 2];
thread_local! { static LOCAL: Cell<u32> = const { Cell::new(5) }; static LIST: RefCell<Vec<u32>> = RefCell::new(Vec::new()); }

struct Account { balance: Mutex<i64>, log: RwLock<Vec<String>> }
impl Account {
    fn deposit(&self, n: i64) { *self.balance.lock().unwrap() += n; self.log.write().unwrap().push(format!("+{n}")); }
}
struct Spin { locked: AtomicBool }
impl Spin {
    fn with<R>(&self, f: impl FnOnce() -> R) -> R {
        while self.locked.compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() { std::hint::spin_loop(); }
        let r = f();
        self.locked.store(false, Ordering::Release);
        r
    }
}

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let handles: Vec<_> = (0..3).map(|i| { let counter = Arc::clone(&counter); thread::spawn(move || { *counter.lock().unwrap() += i; i * 2 }) }).collect();
    let results: Vec<i32> = handles.into_iter().map(|h| h.join().unwrap()).collect();
    println!("{} {results:?}", *counter.lock().unwrap());
    let mut data = vec![1, 2, 3, 4, 5, 6];
    thread::scope(|s| { for chunk in data.chunks_mut(2) { s.spawn(move || for x in chunk { *x *= 10; }); } });
    println!("{data:?}");
    let (mut left, mut right) = (0, String::new());
    thread::scope(|s| { s.spawn(|| left += 5); s.spawn(|| right.push_str("done")); });
    println!("{left} {right}");
    let sum: i32 = thread::scope(|s| { let hs: Vec<_> = data.chunks(3).map(|c| s.spawn(move || c.iter().sum::<i32>())).collect(); hs.into_iter().map(|h| h.join().unwrap()).sum() });
    println!("{sum}");
    let (tx, rx) = mpsc::channel();
    let producer = { let tx = tx.clone(); thread::spawn(move || for i in 0..3 { tx.send(i).unwrap(); }) };
    drop(tx);
    producer.join().unwrap();
    println!("{:?} {:?}", rx.iter().collect::<Vec<_>>(), rx.try_recv());
    let (tx, rx) = mpsc::sync_channel::<String>(1);
    let h = thread::spawn(move || { for w in ["a", "b", "c"] { tx.send(w.to_string()).unwrap(); } });
    let mut got = String::new();
    while let Ok(w) = rx.recv() { got += &w; }
    h.join().unwrap();
    println!("{got}");
    let (tx, rx) = mpsc::channel::<u8>();
    drop(rx);
    println!("{:?}", tx.send(1).is_err());
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let pair2 = pair.clone();
    let h = thread::spawn(move || { let (lock, cv) = &*pair2; *lock.lock().unwrap() = true; cv.notify_one(); });
    let (lock, cv) = &*pair;
    let guard = cv.wait_while(lock.lock().unwrap(), |ready| !*ready).unwrap();
    println!("ready {}", *guard);
    drop(guard);
    h.join().unwrap();
    let barrier = Barrier::new(2);
    let leaders = AtomicUsize::new(0);
    thread::scope(|s| { for _ in 0..2 { s.spawn(|| if barrier.wait().is_leader() { leaders.fetch_add(1, Ordering::Relaxed); }); } });
    println!("leaders {}", leaders.load(Ordering::Relaxed));
    println!("{:?} {} {}", *TABLE, TABLE.len(), TABLE[3]);
    INIT.call_once(|| println!("once"));
    INIT.call_once(|| println!("never"));
    println!("{} {:?} {}", CONFIG.get_or_init(|| "cfg".to_string()), CONFIG.set("x".to_string()), INIT.is_completed());
    TOTAL.fetch_add(10, Ordering::SeqCst);
    TOTAL.fetch_max(9, Ordering::SeqCst);
    println!("{} {:?}", TOTAL.swap(1, Ordering::AcqRel), TOTAL.compare_exchange(1, 2, Ordering::SeqCst, Ordering::Relaxed));
    println!("{:?} {:?}", TOTAL.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |x| (x < 5).then_some(x * 10)), TOTAL.load(Ordering::SeqCst));
    *LOCKS[1].lock().unwrap() += 1;
    println!("{} {}", LOCKS[0].lock().unwrap(), LOCKS[1].lock().unwrap());
    unsafe { PLAIN[1] += 5; let p = &raw mut PLAIN; (*p)[0] = 9; println!("{} {}", PLAIN[0], PLAIN[1]); }
    LOCAL.set(6);
    thread::spawn(|| { LOCAL.with(|c| c.set(c.get() + 1)); println!("local {}", LOCAL.get()); }).join().unwrap();
    LIST.with_borrow_mut(|l| l.push(3));
    println!("local {} {:?}", LOCAL.get(), LIST.with_borrow(|l| l.clone()));
    let account = Arc::new(Account { balance: Mutex::new(5), log: RwLock::default() });
    let a2 = account.clone();
    thread::spawn(move || a2.deposit(7)).join().unwrap();
    account.deposit(1);
    println!("{} {:?}", account.balance.lock().unwrap(), account.log.read().unwrap());
    let spin = Spin { locked: AtomicBool::new(false) };
    let n = RefCell::new(0);
    println!("{}", spin.with(|| { *n.borrow_mut() += 2; *n.borrow() }));
    let h = thread::Builder::new().name("worker".to_string()).spawn(|| thread::current().name().map(|n| n.to_string())).unwrap();
    println!("{:?}", h.thread().name());
    println!("{:?}", h.join().unwrap());
    println!("{:?} {}", thread::current().name(), thread::current().id() == thread::current().id());
    let main = thread::current();
    let h = thread::spawn(move || main.unpark());
    thread::park();
    h.join().unwrap();
    thread::sleep(Duration::from_millis(1));
    println!("{:?}", LOCKS[0].try_lock().is_ok());
    let g = LOCKS[0].lock().unwrap();
    println!("{:?}", LOCKS[0].try_lock().is_err());
    drop(g);
    let m = Mutex::new(vec![1]);
    m.lock().unwrap().push(2);
    let n = m.lock().unwrap().len();
    println!("{n} {:?}", m.into_inner().unwrap());
    let rc = Arc::new(5);
    let rc2 = rc.clone();
    println!("{} {}", Arc::strong_count(&rc), *rc2 + *rc);
    drop(rc2);
    println!("{:?}", Arc::try_unwrap(rc));
}
