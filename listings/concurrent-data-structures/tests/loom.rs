//! Every execution that loom knows of small programs that use the structures.
//!
//! The structures' files are taken in once more, with loom's atomics, locks and cells in the place of the standard
//! library's. Each execution's results are held to what the structure does when one thread uses it alone.

mod sync {
    pub use loom::cell::UnsafeCell;
    pub use loom::sync::{Arc, Mutex, MutexGuard, atomic};
}

mod backoff {
    /// To loom, waiting is waiting.
    #[derive(Default)]
    pub struct Backoff(());

    impl Backoff {
        pub fn spin(&mut self) {
            loom::thread::yield_now();
        }

        pub fn wait(&mut self) {
            loom::thread::yield_now();
        }
    }
}

mod set {
    pub use concurrent_data_structures::set::Set;
}

#[path = "../src/approximate.rs"]
#[allow(dead_code)]
mod approximate;
#[path = "../src/hazards.rs"]
#[allow(dead_code)]
mod hazards;
#[path = "../src/lazy_list.rs"]
mod lazy_list;
#[path = "../src/mpmc.rs"]
mod mpmc;
#[path = "../src/ms_queue.rs"]
#[allow(dead_code)]
mod ms_queue;
#[path = "../src/optimistic_list.rs"]
mod optimistic_list;
#[path = "../src/rcu.rs"]
mod rcu;
#[path = "../src/reclaim.rs"]
mod reclaim;
#[path = "../src/seqlock.rs"]
mod seqlock;
#[path = "../src/spsc.rs"]
mod spsc;
#[path = "../src/treiber.rs"]
#[allow(dead_code)]
mod treiber;
#[path = "../src/two_lock_queue.rs"]
#[allow(dead_code)]
mod two_lock_queue;

use std::fmt::Debug;

use concurrent_data_structures::linearize::Call::{self, Pop, Push};
use concurrent_data_structures::linearize::{Event, Fifo, Lifo, Spec, sequence};
use hazards::Hazards;
use loom::sync::Arc;
use loom::thread;
use reclaim::{AtTheEnd, Guard, Reclaim};
use set::Set;

/// Overwrites what is freed, so that a structure that still reads it goes wrong.
struct Overwrites;

// SAFETY: the system's allocator does the work, and what is freed belongs to nobody any more.
unsafe impl std::alloc::GlobalAlloc for Overwrites {
    unsafe fn alloc(&self, layout: std::alloc::Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        unsafe { std::alloc::System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: std::alloc::Layout) {
        // SAFETY: as above.
        unsafe {
            memory.write_bytes(0xdd, layout.size());
            std::alloc::System.dealloc(memory, layout);
        }
    }
}

#[global_allocator]
static OVERWRITES: Overwrites = Overwrites;

/// Explores with so many preemptions at most (or with any number).
fn explore(preemptions: Option<usize>, program: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.check(program);
}

/// Runs the calls of each thread, on an object that all share, and holds the results to an order of the calls that
/// keeps each thread's own. (It is not held to the clock: what no thread can have known to be over may come later.)
fn agree<
    S: Spec<Call: Clone + Debug + Send + Sync + 'static, Return: Debug + Send + 'static>,
    O: Send + Sync + 'static,
>(
    start: S,
    object: O,
    act: fn(&O, &S::Call) -> S::Return,
    threads: Vec<Vec<S::Call>>,
) {
    let object = Arc::new(object);
    let run = |(thread, calls): (usize, Vec<S::Call>)| {
        let object = object.clone();
        let one = move |call| {
            let returned = act(&object, &call);
            (
                thread,
                Event {
                    call,
                    returned,
                    from: 0,
                    to: 0,
                },
            )
        };
        thread::spawn(move || calls.into_iter().map(one).collect::<Vec<_>>())
    };
    let running: Vec<_> = threads.into_iter().enumerate().map(run).collect();
    let done = running
        .into_iter()
        .flat_map(|thread| thread.join().unwrap());
    let (thread, history): (Vec<_>, Vec<_>) = done.unzip();
    let before = |one: usize, other: usize| thread[one] == thread[other] && one < other;
    assert!(
        sequence(start, &history, before).is_some(),
        "no order explains {history:?}"
    );
}

/// Values that know whether they were dropped once, each.
mod owned {
    use std::sync::Arc;

    /// Makes values of its own, and can tell whether all of them are gone.
    #[derive(Default)]
    pub struct Owner(Arc<()>);

    pub struct Value(#[allow(dead_code)] Arc<()>);

    impl Owner {
        pub fn value(&self) -> Value {
            Value(self.0.clone())
        }
    }

    impl Drop for Owner {
        fn drop(&mut self) {
            assert_eq!(
                Arc::strong_count(&self.0),
                1,
                "a value was not dropped, or twice"
            );
        }
    }
}

fn stack_threads() -> Vec<Vec<Call>> {
    vec![vec![Push(1), Pop], vec![Push(2), Pop]]
}

fn stack_act<R: Reclaim>(stack: &treiber::Stack<u32, R>, call: &Call) -> Option<u32> {
    match *call {
        Push(number) => {
            stack.push(number);
            None
        }
        Pop => stack.pop(),
    }
}

#[test]
fn treiber_keeping_all() {
    explore(None, || {
        agree(
            Lifo::default(),
            treiber::Stack::<u32, AtTheEnd>::new(),
            stack_act,
            stack_threads(),
        )
    });
}

#[test]
fn treiber_with_hazards() {
    explore(Some(2), || {
        let stack = treiber::Stack::with(Hazards::with_patience(1));
        agree(Lifo::default(), stack, stack_act, stack_threads());
    });
}

#[test]
fn treiber_three_threads() {
    explore(Some(2), || {
        let stack = treiber::Stack::<u32, AtTheEnd>::new();
        stack.push(1);
        let mut start = Lifo::default();
        start.apply(&Push(1));
        agree(
            start,
            stack,
            stack_act,
            vec![vec![Pop], vec![Pop], vec![Push(2)]],
        );
    });
}

fn queue_act<R: Reclaim>(queue: &ms_queue::Queue<u32, R>, call: &Call) -> Option<u32> {
    match *call {
        Push(number) => {
            queue.push(number);
            None
        }
        Pop => queue.pop(),
    }
}

#[test]
fn ms_queue_keeping_all() {
    explore(Some(3), || {
        agree(
            Fifo::default(),
            ms_queue::Queue::<u32, AtTheEnd>::new(),
            queue_act,
            stack_threads(),
        );
    });
}

#[test]
fn ms_queue_with_hazards() {
    explore(Some(2), || {
        let queue = ms_queue::Queue::with(Hazards::with_patience(1));
        agree(Fifo::default(), queue, queue_act, stack_threads());
    });
}

/// Sees to it that nobody protects a node that has been retired before; frees at the end.
#[derive(Default)]
struct Strict {
    retired: std::sync::Mutex<std::collections::HashSet<usize>>,
    nodes: AtTheEnd,
}

// SAFETY: nothing is freed before the end.
unsafe impl Reclaim for Strict {
    type Guard<'a> = &'a Strict;

    fn guard(&self) -> &Strict {
        self
    }
}

// SAFETY: as above.
unsafe impl Guard for &Strict {
    fn protect<N>(&self, slot: usize, pointer: &loom::sync::atomic::AtomicPtr<N>) -> *mut N {
        use loom::sync::atomic::Ordering::{AcqRel, Acquire};
        let newest = pointer.fetch_update(AcqRel, Acquire, Some); // an exchange, lest loom gives us an old one
        let node = newest.expect("it always says yes");
        let retired = self.retired.lock().unwrap().contains(&node.addr());
        // (In the second slot may stand what nobody looks into before an exchange has succeeded.)
        assert!(slot == 1 || !retired, "retired before it was protected");
        node
    }

    unsafe fn retire<N>(&self, node: *mut N) {
        assert!(
            self.retired.lock().unwrap().insert(node.addr()),
            "retired twice"
        );
        // SAFETY: the caller's promises are passed on.
        unsafe { (&self.nodes).retire(node) };
    }
}

#[test]
fn nobody_protects_what_is_retired() {
    let programs = [
        (2, vec![vec![Pop], vec![Pop, Pop]]),
        (0, vec![vec![Push(1)], vec![Pop, Push(2)]]),
    ];
    for (full, program) in programs {
        explore(Some(3), move || {
            let queue = ms_queue::Queue::<u32, Strict>::new();
            let mut start = Fifo::default();
            for number in 10..10 + full {
                queue.push(number);
                start.apply(&Push(number));
            }
            agree(start, queue, queue_act, program.clone());
        });
    }
    explore(Some(3), || {
        let stack = treiber::Stack::<u32, Strict>::new();
        agree(Lifo::default(), stack, stack_act, stack_threads());
    });
}

#[test]
fn two_lock_queue() {
    explore(None, || {
        let act = |queue: &two_lock_queue::Queue<u32>, call: &Call| match *call {
            Push(number) => {
                queue.push(number);
                None
            }
            Pop => queue.pop(),
        };
        agree(
            Fifo::default(),
            two_lock_queue::Queue::new(),
            act,
            stack_threads(),
        );
    });
}

#[test]
fn mpmc() {
    explore(Some(3), || {
        let act = |queue: &mpmc::Queue<u32>, call: &Call| match *call {
            Push(number) => {
                queue.push(number).expect("there is room for two");
                None
            }
            Pop => queue.pop(),
        };
        agree(Fifo::default(), mpmc::Queue::new(2), act, stack_threads());
    });
}

/// A queue with room for two, that says whether there was any.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
struct Two(Vec<u32>);

impl Spec for Two {
    type Call = Call;
    type Return = Option<u32>;

    fn apply(&mut self, call: &Call) -> Option<u32> {
        match *call {
            Push(number) if self.0.len() == 2 => Some(number),
            Push(number) => {
                self.0.push(number);
                None
            }
            Pop => (!self.0.is_empty()).then(|| self.0.remove(0)),
        }
    }
}

#[test]
fn mpmc_full() {
    for other in [vec![Push(4), Pop], vec![Pop, Push(4)]] {
        explore(Some(3), move || {
            let act = |queue: &mpmc::Queue<u32>, call: &Call| match *call {
                Push(number) => queue.push(number).err(),
                Pop => queue.pop(),
            };
            let queue = mpmc::Queue::new(2);
            let mut start = Two::default();
            for call in [Push(1), Push(2)] {
                act(&queue, &call);
                start.apply(&call);
            }
            agree(start, queue, act, vec![vec![Pop, Push(3)], other.clone()]);
        });
    }
}

/// Two queues, and for each thread one that it fills before it looks into the other: not both find nothing.
#[test]
fn mpmc_two_queues() {
    explore(Some(3), || {
        let queues = Arc::new([mpmc::Queue::new(2), mpmc::Queue::new(2)]);
        let look = |mine: usize| {
            let queues = queues.clone();
            thread::spawn(move || {
                queues[mine].push(mine).unwrap();
                queues[1 - mine].pop()
            })
        };
        let (one, other) = (look(0), look(1));
        let found = [one.join().unwrap(), other.join().unwrap()];
        assert_ne!(found, [None, None]);
    });
}

/// Two full queues, and for each thread one that it makes room in before it turns to the other: not both find no room.
#[test]
fn mpmc_two_full_queues() {
    explore(Some(3), || {
        let queues = Arc::new([(); 2].map(|()| {
            let queue = mpmc::Queue::new(2);
            queue.push(0).unwrap();
            queue.push(1).unwrap();
            queue
        }));
        let look = |mine: usize| {
            let queues = queues.clone();
            thread::spawn(move || {
                assert_eq!(queues[mine].pop(), Some(0));
                queues[1 - mine].push(2)
            })
        };
        let (one, other) = (look(0), look(1));
        let room = [one.join().unwrap(), other.join().unwrap()];
        assert_ne!(room, [Err(2), Err(2)]);
    });
}

#[test]
fn spsc() {
    explore(None, || {
        let owner = owned::Owner::default();
        let (mut producer, mut consumer) = spsc::ring(2);
        let values: Vec<_> = (0..3).map(|number| (number, owner.value())).collect();
        let producer = thread::spawn(move || {
            let push = |value| producer.push(value).is_ok();
            values
                .into_iter()
                .map(push)
                .filter(|pushed| *pushed)
                .count()
        });
        let early: Vec<_> = (0..2)
            .filter_map(|_| consumer.pop())
            .map(|(number, _)| number)
            .collect();
        let pushed = producer.join().unwrap();
        let late = std::iter::from_fn(|| consumer.pop())
            .take(1)
            .map(|(number, _)| number);
        let popped: Vec<_> = early.into_iter().chain(late).collect();
        assert!(pushed >= 2);
        assert!(
            popped.is_sorted() && popped.first().is_none_or(|first| *first == 0),
            "{popped:?}"
        );
        drop(consumer);
        drop(owner);
    });
}

#[test]
fn all_values_are_dropped() {
    explore(Some(2), || {
        let owner = std::sync::Arc::new(owned::Owner::default());
        let stack = Arc::new(treiber::Stack::with(Hazards::with_patience(1)));
        let queue = Arc::new(ms_queue::Queue::<_, AtTheEnd>::new());
        let ring = Arc::new(mpmc::Queue::new(2));
        stack.push(owner.value());
        queue.push(owner.value());
        let other = thread::spawn({
            let (owner, stack, queue, ring) =
                (owner.clone(), stack.clone(), queue.clone(), ring.clone());
            move || {
                drop(stack.pop());
                queue.push(owner.value());
                assert!(ring.push(owner.value()).is_ok());
            }
        });
        stack.push(owner.value());
        drop(queue.pop());
        other.join().unwrap();
        drop((stack, queue, ring));
        assert_eq!(std::sync::Arc::strong_count(&owner), 1);
    });
}

#[test]
fn seqlock() {
    explore(None, || {
        let lock = Arc::new(seqlock::SeqLock::new([0, 0]));
        let writer = thread::spawn({
            let lock = lock.clone();
            move || {
                lock.write([1, 1]);
                lock.write([2, 2]);
            }
        });
        let [first, second] = lock.read();
        assert_eq!(first, second);
        writer.join().unwrap();
        assert_eq!(lock.read(), [2, 2]);
    });
}

#[test]
fn seqlock_two_writers() {
    explore(Some(3), || {
        let lock = Arc::new(seqlock::SeqLock::new([0, 0]));
        let write = |number| {
            let lock = lock.clone();
            thread::spawn(move || lock.write([number, number]))
        };
        let writers = [write(1), write(2)];
        for writer in writers {
            writer.join().unwrap();
        }
        let [first, second] = lock.read();
        assert!(first == second && first > 0);
    });
}

/// A value whose dropping loom sees as a write, and whose reading it sees as a read.
struct Canary {
    number: u32,
    alive: &'static loom::cell::UnsafeCell<bool>,
}

impl Canary {
    fn new(number: u32) -> Self {
        let alive = Box::new(loom::cell::UnsafeCell::new(false));
        alive.with_mut(|alive| unsafe { *alive = true });
        let alive = Box::leak(alive); // it outlives a value that is dropped too early
        Canary { number, alive }
    }

    fn look(&self) -> u32 {
        assert!(
            self.alive.with(|alive| unsafe { *alive }),
            "read after it was dropped"
        );
        self.number
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.alive.with_mut(|alive| unsafe { *alive = false });
    }
}

// SAFETY: loom itself judges how the cell is used.
unsafe impl Send for Canary {}
// SAFETY: as above.
unsafe impl Sync for Canary {}

#[test]
fn rcu_updates() {
    explore(Some(3), || {
        let value = Arc::new(rcu::Rcu::<_, AtTheEnd>::new(0));
        let update = || {
            let value = value.clone();
            thread::spawn(move || value.update(|number| number + 1))
        };
        for update in [update(), update()] {
            update.join().unwrap();
        }
        assert_eq!(*value.read(), 2);
    });
}

fn rcu_readers<R: Reclaim + 'static>() {
    explore(Some(3), || {
        let value = Arc::new(rcu::Rcu::<_, R>::new(Canary::new(1)));
        let reader = thread::spawn({
            let value = value.clone();
            move || {
                let look = value.read();
                assert!((1..=2).contains(&look.look()));
            }
        });
        // The update is here, and its look at the old value the first: loom knows only the last look of all at a pointer,
        // and were that the update's own, loom would not try what a reader sees after it.
        value.update(|old| Canary::new(old.look() + 1));
        reader.join().unwrap();
        assert_eq!(value.read().look(), 2);
    });
}

#[test]
fn rcu_readers_with_hazards() {
    rcu_readers::<Eager>();
}

/// Without fences. Loom has no other thread run between a publishing swap and the fence of a scan for hazards, and the
/// reader's fence then makes up for a release that is missing.
#[test]
fn rcu_readers_keeping_all() {
    rcu_readers::<AtTheEnd>();
}

/// Hazard pointers without patience.
struct Eager(Hazards);

impl Default for Eager {
    fn default() -> Self {
        Eager(Hazards::with_patience(1))
    }
}

// SAFETY: as `Hazards`.
unsafe impl Reclaim for Eager {
    type Guard<'a> = hazards::HazardGuard<'a>;

    fn guard(&self) -> hazards::HazardGuard<'_> {
        self.0.guard()
    }
}

#[test]
fn hazards_protect() {
    explore(Some(3), || {
        let hazards = Arc::new(Hazards::with_patience(1));
        let first = Box::into_raw(Box::new(Canary::new(1)));
        let current = Arc::new(loom::sync::atomic::AtomicPtr::new(first));
        let writer = thread::spawn({
            let (hazards, current) = (hazards.clone(), current.clone());
            move || {
                let new = Box::into_raw(Box::new(Canary::new(2)));
                let old = current.swap(new, loom::sync::atomic::Ordering::AcqRel);
                // SAFETY: unlinked by the swap.
                unsafe { hazards.guard().retire(old) };
            }
        });
        let guard = hazards.guard();
        let canary = guard.protect(0, &current);
        // SAFETY: protected; that is what this test is about.
        assert!((1..=2).contains(&unsafe { (*canary).look() }));
        drop(guard);
        writer.join().unwrap();
        // SAFETY: nobody else is left.
        drop(unsafe { Box::from_raw(current.load(loom::sync::atomic::Ordering::Acquire)) });
    });
}

/// One record serves two guards, neither of which protects anything.
#[test]
fn hazards_hand_on_a_record() {
    explore(None, || {
        let hazards = Arc::new(Hazards::with_patience(1));
        let other = thread::spawn({
            let hazards = hazards.clone();
            // SAFETY: nobody else knows the node.
            move || unsafe { hazards.guard().retire(Box::into_raw(Box::new(1))) }
        });
        // SAFETY: as above.
        unsafe { hazards.guard().retire(Box::into_raw(Box::new(2))) };
        other.join().unwrap();
    });
}

/// A slot that names another node has done with the first.
#[test]
fn hazards_move_on() {
    explore(Some(3), || {
        let hazards = Arc::new(Hazards::with_patience(1));
        let pointers = Arc::new([1, 2].map(|number| {
            loom::sync::atomic::AtomicPtr::new(Box::into_raw(Box::new(Canary::new(number))))
        }));
        let reader = thread::spawn({
            let (hazards, pointers) = (hazards.clone(), pointers.clone());
            move || {
                let guard = hazards.guard();
                for pointer in &*pointers {
                    // SAFETY: null, or protected.
                    if let Some(canary) = unsafe { guard.protect(0, pointer).as_ref() } {
                        canary.look();
                    }
                }
            }
        });
        let guard = hazards.guard();
        for pointer in &*pointers {
            let old = pointer.swap(std::ptr::null_mut(), loom::sync::atomic::Ordering::AcqRel);
            // SAFETY: unlinked by the swap.
            unsafe { guard.retire(old) };
        }
        drop(guard);
        reader.join().unwrap();
    });
}

/// A node is freed, and one at the same address linked in: who loads the pointer twice may have seen each once.
#[test]
fn hazards_at_one_address() {
    use loom::sync::atomic::{AtomicPtr, Ordering::AcqRel, Ordering::Release};
    std::thread_local! {
        static FREED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    /// Has no size, so that all its boxes have one address.
    struct Node;
    impl Drop for Node {
        fn drop(&mut self) {
            FREED.set(true);
        }
    }
    struct Content(loom::cell::UnsafeCell<u32>);
    // SAFETY: loom itself judges how the cell is used.
    unsafe impl Sync for Content {}
    // SAFETY: as above.
    unsafe impl Send for Content {}
    explore(Some(3), || {
        FREED.set(false);
        let hazards = Arc::new(Hazards::with_patience(1));
        let pointer = Arc::new(AtomicPtr::new(Box::into_raw(Box::new(Node))));
        let content = Arc::new(Content(loom::cell::UnsafeCell::new(1)));
        let reader = thread::spawn({
            let (hazards, pointer, content) = (hazards.clone(), pointer.clone(), content.clone());
            move || {
                let guard = hazards.guard();
                if !guard.protect(0, &pointer).is_null() {
                    content.0.with(|content| assert!(unsafe { *content } > 0));
                }
            }
        });
        let old = pointer.swap(std::ptr::null_mut(), AcqRel);
        let guard = hazards.guard();
        // SAFETY: unlinked by the swap.
        unsafe { guard.retire(old) };
        if FREED.get() {
            content.0.with_mut(|content| unsafe { *content = 2 });
            pointer.store(Box::into_raw(Box::new(Node)), Release);
        }
        drop(guard);
        reader.join().unwrap();
    });
}

#[test]
fn approximate() {
    explore(None, || {
        let counter = Arc::new(approximate::Counter::new(2, 2));
        let add = |part| {
            let counter = counter.clone();
            thread::spawn(move || {
                counter.add(part);
                counter.add(part);
            })
        };
        let (one, other) = (add(0), add(0)); // in one part on purpose
        assert!(counter.read() <= 4);
        one.join().unwrap();
        other.join().unwrap();
        assert!(counter.read() + counter.slack() >= 4 && counter.read() <= 4);
    });
}

/// A set of numbers from 0 to 63.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
struct Bits(u64);

#[derive(Clone, Copy, Debug)]
enum SetCall {
    Insert(u32),
    Remove(u32),
    Contains(u32),
}

impl Spec for Bits {
    type Call = SetCall;
    type Return = bool;

    fn apply(&mut self, call: &SetCall) -> bool {
        let (SetCall::Insert(key) | SetCall::Remove(key) | SetCall::Contains(key)) = *call;
        let there = self.0 & 1 << key != 0;
        match call {
            SetCall::Insert(_) => self.0 |= 1 << key,
            SetCall::Remove(_) => self.0 &= !(1 << key),
            SetCall::Contains(_) => return there,
        }
        matches!(call, SetCall::Remove(_)) == there
    }
}

fn set_act<L: Set<u32>>(list: &L, call: &SetCall) -> bool {
    match *call {
        SetCall::Insert(key) => list.insert(key),
        SetCall::Remove(key) => list.remove(key),
        SetCall::Contains(key) => list.contains(key),
    }
}

/// Neighbours that are removed, an insertion between them, and a search that passes by.
fn lists<L: Set<u32> + Default + Send + Sync + 'static>() {
    use SetCall::{Contains, Insert, Remove};
    let programs = [
        vec![vec![Remove(1)], vec![Remove(2), Contains(2)]],
        vec![vec![Remove(1)], vec![Insert(3), Contains(3)]],
        vec![vec![Insert(0), Remove(2)], vec![Contains(0), Contains(2)]],
    ];
    for program in programs {
        explore(Some(2), move || {
            let list = L::default();
            let mut start = Bits::default();
            for call in [Insert(1), Insert(2)] {
                set_act(&list, &call);
                start.apply(&call);
            }
            agree(start, list, set_act, program.clone());
        });
    }
}

#[test]
fn optimistic_list() {
    lists::<optimistic_list::List<u32, AtTheEnd>>();
}

#[test]
fn lazy_list() {
    lists::<lazy_list::List<u32, AtTheEnd>>();
}
