use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: policies
#[derive(Clone, Copy)]
enum Policy {
    ReadersFirst,
    WritersFirst,
    FirstCome,
}

impl Policy {
    fn may_read(self, room: &Room, ticket: u32) -> bool {
        !room.writing
            && match self {
                Policy::ReadersFirst => true,
                Policy::WritersFirst => room.writers_waiting == 0,
                Policy::FirstCome => room.now == ticket,
            }
    }

    fn may_write(self, room: &Room, ticket: u32) -> bool {
        !room.writing
            && room.readers == 0
            && match self {
                Policy::ReadersFirst | Policy::WritersFirst => true,
                Policy::FirstCome => room.now == ticket,
            }
    }
}
// ANCHOR_END: policies

#[derive(Default)]
struct Room {
    readers: u32,
    writing: bool,
    writers_waiting: u32,
    next: u32,
    now: u32,
}

/// A lock for readers and writers that guards no data of its own.
struct Lock {
    policy: Policy,
    room: Mutex<Room>,
    changed: Condvar,
}

impl Lock {
    fn enter(&self, writer: bool) {
        let mut room = self.room.lock().unwrap();
        let ticket = room.next;
        room.next = room.next.wrapping_add(1);
        room.writers_waiting += u32::from(writer);
        let may_enter = if writer {
            Policy::may_write
        } else {
            Policy::may_read
        };
        while !may_enter(self.policy, &room, ticket) {
            room = self.changed.wait(room).unwrap();
        }
        room.now = room.now.wrapping_add(1);
        if writer {
            room.writers_waiting -= 1;
            room.writing = true;
        } else {
            room.readers += 1;
        }
        drop(room);
        self.changed.notify_all();
    }

    fn leave(&self, writer: bool) {
        let mut room = self.room.lock().unwrap();
        if writer {
            room.writing = false;
        } else {
            room.readers -= 1;
        }
        drop(room);
        self.changed.notify_all();
    }
}

static INSIDE: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

/// What a reader or a writer does inside, for a millisecond.
fn act() {
    MOST.fetch_max(INSIDE.fetch_add(1, SeqCst) + 1, SeqCst);
    thread::sleep(Duration::from_millis(1));
    INSIDE.fetch_sub(1, SeqCst);
}

/// Does it again and again, and says how often, and how long it took at most.
fn until(closed: &AtomicBool, visit: impl Fn()) -> (u32, Duration) {
    let (mut times, mut longest) = (0, Duration::ZERO);
    while !closed.load(SeqCst) {
        let start = Instant::now();
        visit();
        longest = longest.max(start.elapsed());
        times += 1;
    }
    (times, longest)
}

/// Three readers and two writers, for a fifth of a second.
fn measure(name: &str, read: impl Fn() + Sync, write: impl Fn() + Sync) {
    let closed = AtomicBool::new(false);
    MOST.store(0, SeqCst);
    let (readers, writers) = thread::scope(|s| {
        let readers = [(); 3].map(|()| s.spawn(|| until(&closed, &read)));
        let writers = [(); 2].map(|()| s.spawn(|| until(&closed, &write)));
        thread::sleep(Duration::from_millis(200));
        closed.store(true, SeqCst);
        (
            readers.map(|r| r.join().unwrap()),
            writers.map(|w| w.join().unwrap()),
        )
    });
    let times = |of: &[(u32, Duration)]| of.iter().map(|one| one.0).sum::<u32>();
    let longest = |of: &[(u32, Duration)]| of.iter().map(|one| one.1).max().unwrap().as_millis();
    println!(
        "{} reads ({} ms), {} writes ({} ms), {} at once: {name}",
        times(&readers),
        longest(&readers),
        times(&writers),
        longest(&writers),
        MOST.load(SeqCst),
    );
}

fn main() {
    let mutex = Mutex::new(());
    let alone = || {
        let _turn = mutex.lock().unwrap();
        act();
    };
    measure("one mutex", alone, alone);
    for (name, policy) in [
        ("readers first", Policy::ReadersFirst),
        ("writers first", Policy::WritersFirst),
        ("first come", Policy::FirstCome),
    ] {
        let lock = Lock {
            policy,
            room: Mutex::default(),
            changed: Condvar::new(),
        };
        let visit = |writer| {
            lock.enter(writer);
            act();
            lock.leave(writer);
        };
        measure(name, || visit(false), || visit(true));
    }
    let std = std::sync::RwLock::new(());
    measure(
        "std RwLock",
        || {
            let _guard = std.read().unwrap();
            act();
        },
        || {
            let _guard = std.write().unwrap();
            act();
        },
    );
    let parking_lot = parking_lot::RwLock::new(());
    measure(
        "parking_lot RwLock",
        || {
            let _guard = parking_lot.read();
            act();
        },
        || {
            let _guard = parking_lot.write();
            act();
        },
    );
}
