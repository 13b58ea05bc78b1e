//! Each synchronization object, alone: a few threads, a few operations each, every order of them, and the whole table of
//! what they can be told.

use std::collections::BTreeSet;
use std::rc::Rc;

use interleave::request::{Object, ThreadId, Value};
use interleave::sync::{
    Barrier, Blocked, Channel, Condvar, Mutex, Once, Op, Reply, Rules, RwLock, Stamp, State, Token, Wanted, barrier,
    channel, condvar, mutex, once, park, rwlock,
};

/// The k-th operation of a thread.
type Step = Stamp;

/// Threads that each ask a fixed list of operations, each of an object, whatever they are told.
struct Table {
    objects: Vec<State>,
    threads: Vec<Vec<(usize, Op)>>,
    rules: Rules,
}

/// The first happens before the second.
type Edge = (Step, Step);

/// What it has yet to ask, of which object, and what it has been told.
type Thread = (Vec<(usize, Op)>, Vec<String>);

#[derive(Clone)]
struct World {
    objects: Vec<State>,
    /// What each thread is about to ask, and has been told.
    threads: Vec<Thread>,
    edges: Vec<Edge>,
}

impl Table {
    fn new<const N: usize, const M: usize>(objects: [State; N], threads: [Vec<Op>; M]) -> Self {
        assert_eq!(N, 1);
        let threads = threads.into_iter().map(|ops| ops.into_iter().map(|op| (0, op)).collect()).collect();
        Self { objects: objects.into(), threads, rules: Rules::default() }
    }

    fn spurious(mut self) -> Self {
        self.rules.spurious = true;
        self
    }

    /// Every end: what each thread was told, one column per thread, and on what it is stuck.
    fn outcomes(&self) -> Vec<String> {
        let mut ends = BTreeSet::new();
        self.explore(&mut |world| {
            let columns: Vec<String> = world
                .threads
                .iter()
                .zip(0..)
                .map(|((rest, told), thread)| {
                    let mut told = told.clone();
                    if let Some((object, op)) = rest.first() {
                        let Blocked { on, by } = world.objects[*object].blocked(thread, op);
                        told.push(if by.is_empty() { format!("({on:?})") } else { format!("({on:?} of {by:?})") });
                    }
                    told.join(" ")
                })
                .collect();
            ends.insert(columns.join(" | "));
        });
        ends.into_iter().collect()
    }

    /// The edges of happens-before between the objects' operations that some end has; those of every end.
    fn edges(&self) -> (BTreeSet<Edge>, BTreeSet<Edge>) {
        let mut some = BTreeSet::new();
        let mut every: Option<BTreeSet<_>> = None;
        self.explore(&mut |world| {
            let edges: BTreeSet<_> = world.edges.iter().copied().collect();
            some.extend(&edges);
            every = Some(every.take().map_or(edges.clone(), |every| every.intersection(&edges).copied().collect()));
        });
        (some, every.unwrap_or_default())
    }

    fn explore(&self, end: &mut dyn FnMut(&World)) {
        let world = World {
            objects: self.objects.clone(),
            threads: self.threads.iter().map(|ops| (ops.clone(), vec![])).collect(),
            edges: vec![],
        };
        self.walk(&world, end);
    }

    fn walk(&self, world: &World, end: &mut dyn FnMut(&World)) {
        let mut stuck = true;
        for thread in 0..self.threads.len() {
            let Some((object, op)) = world.threads[thread].0.first().cloned() else { continue };
            for choice in 0..world.objects[object].choices(thread as ThreadId, &op, self.rules) {
                stuck = false;
                let mut next = world.clone();
                let me = (thread as ThreadId, self.threads[thread].len() as u32 - next.threads[thread].0.len() as u32);
                let mut partner = op.partner().map(|it| next.objects[it.index as usize].clone());
                let effect = next.objects[object].perform(partner.as_mut(), thread as ThreadId, &op, choice, Some(me));
                if let (Some(at), Some(partner)) = (op.partner(), partner) {
                    next.objects[at.index as usize] = partner
                }
                next.edges.extend(effect.after.stamps().iter().map(|&before| (before, me)));
                let (ops, told) = &mut next.threads[thread];
                if effect.reply == Reply::Waiting {
                    ops[0].1 = op.again()
                } else {
                    ops.remove(0);
                }
                told.push(word(&effect.reply));
                self.walk(&next, end);
            }
        }
        if stuck {
            end(world)
        }
    }
}

fn word(reply: &Reply) -> String {
    let show = |value: &Value| format!("{}", value.as_i128().expect("a number"));
    match reply {
        Reply::Done => "ok".into(),
        Reply::Waiting => "..".into(),
        Reply::Locked { data, poisoned } => format!("{}{}", show(data), if *poisoned { "!" } else { "" }),
        Reply::WouldBlock => "busy".into(),
        Reply::TimedOut => "late".into(),
        Reply::Woken(condvar::Woken::Notified) => "told".into(),
        Reply::Woken(condvar::Woken::Spuriously) => "spurious".into(),
        Reply::Woken(condvar::Woken::TimedOut) => "late".into(),
        Reply::Notified(n) => format!("woke{n}"),
        Reply::Passed { leader } => if *leader { "leader" } else { "passed" }.into(),
        Reply::Sent => "sent".into(),
        Reply::Refused(value) => format!("refused{}", show(value)),
        Reply::Disconnected(None) => "gone".into(),
        Reply::Disconnected(Some(value)) => format!("gone{}", show(value)),
        Reply::Received(value) => format!("got{}", show(value)),
        Reply::Leftover(values) => format!("left{}", values.len()),
        Reply::Initialize => "init".into(),
        Reply::Initialized(value) => format!("is{}", show(value)),
        Reply::Empty => "empty".into(),
        Reply::Poisoned => "poisoned".into(),
        Reply::Flag(flag) => flag.to_string(),
        Reply::Unparked { token } => if *token { "token" } else { "no-token" }.into(),
    }
}

fn int(n: u32) -> Value {
    Value::u32(n)
}
fn lock() -> Op {
    Op::Mutex(mutex::Op::Lock)
}
fn try_lock() -> Op {
    Op::Mutex(mutex::Op::TryLock)
}
fn unlock(n: u32) -> Op {
    Op::Mutex(mutex::Op::Unlock { data: int(n), poison: false })
}
fn read() -> Op {
    Op::RwLock(rwlock::Op::Read)
}
fn end_read() -> Op {
    Op::RwLock(rwlock::Op::EndRead)
}
fn write() -> Op {
    Op::RwLock(rwlock::Op::Write)
}
fn end_write(n: u32) -> Op {
    Op::RwLock(rwlock::Op::EndWrite { data: int(n), poison: false })
}
fn send(n: u32) -> Op {
    Op::Channel(channel::Op::Send(int(n)))
}
fn try_send(n: u32) -> Op {
    Op::Channel(channel::Op::TrySend(int(n)))
}
fn chan(op: channel::Op) -> Op {
    Op::Channel(op)
}
fn recv() -> Op {
    chan(channel::Op::Recv)
}
fn begin() -> Op {
    Op::Once(once::Op::Begin { force: false })
}
fn finish(n: u32) -> Op {
    Op::Once(once::Op::Finish(int(n)))
}
fn arrive(looks: bool) -> Op {
    Op::Barrier(barrier::Op::Arrive { looks })
}
fn pass() -> Op {
    Op::Barrier(barrier::Op::Pass)
}
fn unpark() -> Op {
    Op::Park(park::Op::Unpark)
}
fn park(timeout: bool) -> Op {
    Op::Park(park::Op::Park { timeout })
}
fn mutex_of(n: u32) -> State {
    State::Mutex(Mutex::new(int(n)))
}
fn rwlock_of(n: u32) -> State {
    State::RwLock(RwLock::new(int(n)))
}
fn bounded(n: u32) -> State {
    State::Channel(Channel::new(Some(n)))
}
fn unbounded() -> State {
    State::Channel(Channel::new(None))
}

#[test]
fn a_mutex_hands_its_data_from_one_holder_to_the_next() {
    let table = Table::new([mutex_of(0)], [vec![lock(), unlock(1)], vec![lock(), unlock(2)]]);
    assert_eq!(table.outcomes(), ["0 ok | 1 ok", "2 ok | 0 ok"]);
    let (some, every) = table.edges();
    assert_eq!(some, [((0, 1), (1, 0)), ((1, 1), (0, 0))].into());
    assert!(every.is_empty());
}

#[test]
fn try_lock_fails_only_while_the_mutex_is_held_and_then_orders_nothing() {
    let table = Table::new([mutex_of(0)], [vec![lock(), unlock(1)], vec![try_lock()]]);
    assert_eq!(table.outcomes(), ["(Lock of [1]) | 0", "0 ok | 1", "0 ok | busy"]);
    assert_eq!(table.edges().0, [((0, 1), (1, 0))].into());
}

#[test]
fn a_thread_that_locks_twice_waits_for_itself() {
    assert_eq!(Table::new([mutex_of(0)], [vec![lock(), lock()]]).outcomes(), ["0 (Lock of [0])"]);
}

#[test]
fn a_panicking_holder_poisons_and_the_lock_works_on() {
    let poison = Op::Mutex(mutex::Op::Unlock { data: int(1), poison: true });
    let more = vec![
        lock(),
        poison,
        lock(),
        unlock(2),
        Op::Mutex(mutex::Op::ClearPoison),
        Op::Mutex(mutex::Op::IsPoisoned),
        lock(),
    ];
    assert_eq!(Table::new([mutex_of(0)], [more]).outcomes(), ["0 ok 1! ok ok false 2"]);
}

#[test]
fn readers_share_and_a_writer_does_not() {
    let mut table =
        Table::new([rwlock_of(0)], [vec![read(), read(), end_read(), end_read()], vec![write(), end_write(1)]]);
    table.rules.queueing = false;
    assert_eq!(table.outcomes(), ["0 0 ok ok | 0 ok", "1 1 ok ok | 0 ok"]);
    let (_, every) = table.edges();
    assert!(every.is_empty(), "either may come first");
    let (some, _) = table.edges();
    assert!(some.contains(&((0, 3), (1, 0))), "the end of a read, before a write");
    assert!(some.contains(&((1, 1), (0, 0))), "the end of a write, before a read");
}

#[test]
fn two_readers_order_nothing() {
    let table = Table::new([rwlock_of(0)], [vec![read(), end_read()], vec![read(), end_read()]]);
    assert_eq!(table.outcomes(), ["0 ok | 0 ok"]);
    assert!(table.edges().0.is_empty());
}

#[test]
fn reading_twice_can_deadlock_with_a_writer_that_waits() {
    // The example of RwLock's documentation.
    let threads = || [vec![read(), read(), end_read(), end_read()], vec![write(), end_write(1)]];
    let outcomes = Table::new([rwlock_of(0)], threads()).outcomes();
    assert!(outcomes.contains(&"0 .. (ReadLock of [1]) | .. (Lock of [0])".into()), "{outcomes:#?}");
    assert!(outcomes.contains(&"0 0 ok ok | .. 0 ok".into()), "but need not: {outcomes:#?}");
    let mut unfair = Table::new([rwlock_of(0)], threads());
    unfair.rules.queueing = false;
    assert!(unfair.outcomes().iter().all(|outcome| !outcome.contains('(')));
}

#[test]
fn a_downgrade_lets_no_writer_in_between() {
    let downgrade = Op::RwLock(rwlock::Op::Downgrade { data: int(1) });
    let mut table = Table::new([rwlock_of(0)], [vec![write(), downgrade, end_read()], vec![write(), end_write(2)]]);
    table.rules.queueing = false;
    assert_eq!(table.outcomes(), ["0 ok ok | 1 ok", "2 ok ok | 0 ok"]);
}

/// A condition variable (object 0) with its mutex (object 1).
fn with_mutex(threads: Vec<Vec<(usize, Op)>>) -> Table {
    Table { objects: vec![State::Condvar(Condvar::new()), mutex_of(0)], threads, rules: Rules::default() }
}

fn waiter(timeout: bool) -> Vec<(usize, Op)> {
    let mutex = Object { owner: 0, index: 1 };
    vec![
        (1, lock()),
        (0, Op::Condvar(condvar::Op::Wait { mutex, data: int(7) })),
        (0, Op::Condvar(condvar::Op::Wake { timeout })),
        (1, lock()),
        (1, unlock(7)),
    ]
}

fn notify_one() -> (usize, Op) {
    (0, Op::Condvar(condvar::Op::NotifyOne))
}
fn notify_all() -> (usize, Op) {
    (0, Op::Condvar(condvar::Op::NotifyAll))
}

#[test]
fn a_notification_without_a_waiter_is_lost() {
    let table = with_mutex(vec![waiter(false), vec![notify_one()]]);
    assert_eq!(table.outcomes(), ["0 ok (Notification) | woke0", "0 ok told 7 ok | woke1"]);
    assert!(table.edges().0.iter().all(|(before, after)| before.0 == after.0), "a notification alone orders nothing");
}

#[test]
fn notify_one_may_wake_any_waiter_and_notify_all_wakes_all() {
    // Three notifications at most are lost; what matters is who is told when both wait.
    let outcomes = with_mutex(vec![waiter(false), waiter(false), vec![notify_one()]]).outcomes();
    assert!(outcomes.contains(&"0 ok told 7 ok | 7 ok (Notification) | woke1".into()), "{outcomes:#?}");
    assert!(outcomes.contains(&"0 ok (Notification) | 7 ok told 7 ok | woke1".into()), "the later one: {outcomes:#?}");
    assert!(!outcomes.iter().any(|outcome| outcome.matches("told").count() > 1));
    let outcomes = with_mutex(vec![waiter(false), waiter(false), vec![notify_all()]]).outcomes();
    assert!(outcomes.contains(&"0 ok told 7 ok | 7 ok told 7 ok | woke2".into()), "{outcomes:#?}");
}

#[test]
fn a_wait_can_end_spuriously_or_late_where_that_is_allowed() {
    let told = |timeout, spurious| {
        let table = with_mutex(vec![waiter(timeout), vec![notify_one()]]);
        (if spurious { table.spurious() } else { table }).outcomes()
    };
    assert_eq!(told(false, true), ["0 ok spurious 7 ok | woke0", "0 ok told 7 ok | woke1"]);
    assert_eq!(told(true, false), ["0 ok late 7 ok | woke0", "0 ok told 7 ok | woke1"]);
    assert_eq!(told(true, true), ["0 ok late 7 ok | woke0", "0 ok spurious 7 ok | woke0", "0 ok told 7 ok | woke1"]);
}

#[test]
fn a_wait_lets_go_of_the_lock_and_queues_up_in_one_step() {
    // Whoever gets the lock after the waiter finds it waiting: the notification cannot be lost.
    let mut notifier = vec![(1, lock()), notify_one()];
    notifier.push((1, unlock(7)));
    let outcomes = with_mutex(vec![waiter(false), notifier]).outcomes();
    assert_eq!(outcomes, ["0 ok told 7 ok | 7 woke1 ok", "7 ok (Notification) | 0 woke0 ok"]);
}

#[test]
fn a_barrier_opens_for_all_and_closes_behind_them() {
    let barrier = || State::Barrier(Barrier::new(2));
    let round = |looks| vec![arrive(looks), pass()];
    let table = Table::new([barrier()], [round(true), round(true)]);
    assert_eq!(table.outcomes(), ["ok leader | ok passed", "ok passed | ok leader"], "an arbitrary thread leads");
    assert_eq!(
        table.edges().1,
        [((0, 0), (0, 1)), ((1, 0), (0, 1)), ((0, 0), (1, 1)), ((1, 0), (1, 1)),].into(),
        "all arrivals, before all passes"
    );
    assert_eq!(
        Table::new([barrier()], [round(false), round(false)]).outcomes(),
        ["ok passed | ok passed"],
        "nobody looks: no choice"
    );
    assert_eq!(
        Table::new([barrier()], [round(true), round(false)]).outcomes(),
        ["ok leader | ok passed", "ok passed | ok passed"]
    );
    let twice = || [round(false), round(false)].concat();
    assert_eq!(Table::new([barrier()], [twice(), twice()]).outcomes(), ["ok passed ok passed | ok passed ok passed"]);
    let third = Table::new([barrier()], [round(false), round(false), round(false)]).outcomes();
    assert_eq!(
        third,
        [
            "ok (Arrivals(1)) | ok passed | ok passed",
            "ok passed | ok (Arrivals(1)) | ok passed",
            "ok passed | ok passed | ok (Arrivals(1))"
        ]
    );
}

#[test]
fn a_channel_keeps_the_order_of_each_sender_and_hangs_up_when_the_last_is_gone() {
    let drop = || chan(channel::Op::DropSender);
    let table = Table::new([unbounded()], [vec![send(1), send(2), drop()], vec![recv(), recv(), recv()]]);
    assert_eq!(table.outcomes(), ["sent sent ok | got1 got2 gone"]);
    assert_eq!(table.edges().1, [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)),].into());
    let table = Table::new([unbounded()], [vec![send(1)], vec![send(2)], vec![recv(), recv()]]);
    assert_eq!(table.outcomes(), ["sent | sent | got1 got2", "sent | sent | got2 got1"]);
    assert_eq!(Table::new([unbounded()], [vec![recv()]]).outcomes(), ["(Message)"], "there is still a sender");
}

#[test]
fn a_full_channel_makes_its_sender_wait() {
    let table = Table::new([bounded(1)], [vec![send(1), send(2), send(3)], vec![recv()]]);
    assert_eq!(table.outcomes(), ["sent sent (Room) | got1"]);
    assert_eq!(table.edges().1, [((0, 0), (1, 0)), ((1, 0), (0, 1))].into(), "room made, before room used");
    let table = Table::new([bounded(3)], [vec![send(1), send(2), send(3)], vec![recv()]]);
    assert_eq!(table.outcomes(), ["sent sent sent | got1"]);
    assert_eq!(table.edges().1, [((0, 0), (1, 0))].into(), "the third slot was never used");
    let table = Table::new([bounded(1)], [vec![try_send(1), try_send(2)], vec![chan(channel::Op::TryRecv)]]);
    assert_eq!(table.outcomes(), ["sent refused2 | busy", "sent refused2 | got1", "sent sent | got1"]);
}

#[test]
fn the_slot_that_a_receive_frees_orders_it_before_the_send_that_reuses_the_slot() {
    let table = Table::new([bounded(2)], [vec![send(1), send(2), send(3), send(4)], vec![recv(), recv()]]);
    let (_, every) = table.edges();
    assert!(every.contains(&((1, 0), (0, 2))), "the first receive, before the third send");
    assert!(every.contains(&((1, 1), (0, 3))), "the second, before the fourth");
    assert!(!every.contains(&((1, 1), (0, 2))));
}

#[test]
fn a_rendezvous_is_a_meeting() {
    let table = Table::new([bounded(0)], [vec![send(1)], vec![recv()]]);
    assert_eq!(table.outcomes(), [".. sent | .. got1", ".. sent | got1"]);
    assert_eq!(table.edges().0, [((0, 0), (1, 0)), ((1, 0), (0, 0))].into(), "each waits for the other");
    assert_eq!(Table::new([bounded(0)], [vec![send(1)]]).outcomes(), [".. (Receiver)"]);
    let table = Table::new([bounded(0)], [vec![try_send(1)], vec![recv()]]);
    assert_eq!(table.outcomes(), ["refused1 | .. (Message)", "sent | .. got1"], "only to a receiver that waits");
    let table = Table::new([bounded(0)], [vec![send(1)], vec![chan(channel::Op::DropReceiver)]]);
    assert_eq!(table.outcomes(), [".. gone1 | left0", "gone1 | left0"], "the message comes back");
    let table = Table::new([bounded(0)], [vec![try_send(1)], vec![chan(channel::Op::RecvTimeout)]]);
    assert_eq!(table.outcomes(), ["refused1 | .. late", "refused1 | late", "sent | .. got1"]);
}

#[test]
fn a_dropped_receiver_gives_messages_back() {
    let table = Table::new([unbounded()], [vec![send(1), send(2)], vec![chan(channel::Op::DropReceiver)]]);
    assert_eq!(table.outcomes(), ["gone1 gone2 | left0", "sent gone2 | left1", "sent sent | left2"]);
    let table = Table::new([bounded(1)], [vec![send(1), send(2)], vec![chan(channel::Op::DropReceiver)]]);
    assert_eq!(table.outcomes(), ["gone1 gone2 | left0", "sent gone2 | left1"], "the blocked sender is let go");
}

#[test]
fn a_receive_with_a_timeout_is_late_only_without_a_message() {
    let table = Table::new([unbounded()], [vec![send(1)], vec![chan(channel::Op::RecvTimeout)]]);
    assert_eq!(table.outcomes(), ["sent | got1", "sent | late"]);
}

#[test]
fn one_thread_initializes_and_the_others_wait() {
    let once = || State::Once(Once::new());
    let table = Table::new([once()], [vec![begin(), finish(1)], vec![Op::Once(once::Op::Wait { force: false })]]);
    assert_eq!(table.outcomes(), ["init ok | is1"]);
    assert_eq!(table.edges().1, [((0, 1), (1, 0))].into());
    assert_eq!(Table::new([once()], [vec![begin(), begin()]]).outcomes(), ["init (Initialization of [0])"], "itself");
    let set = |n| Op::Once(once::Op::Set(int(n)));
    assert_eq!(Table::new([once()], [vec![set(1)], vec![set(2)]]).outcomes(), ["ok | refused2", "refused1 | ok"]);
    let get = Op::Once(once::Op::Get);
    assert_eq!(
        Table::new([once()], [vec![begin(), finish(1)], vec![get]]).outcomes(),
        ["init ok | empty", "init ok | is1"]
    );
    assert_eq!(Table::new([once()], [vec![Op::Once(once::Op::Wait { force: false })]]).outcomes(), ["(Initializer)"]);
}

#[test]
fn a_failed_initialization_poisons_or_leaves_room_for_another() {
    let fail = |poison| Op::Once(once::Op::Fail { poison });
    let forced = Op::Once(once::Op::Begin { force: true });
    let once = || State::Once(Once::new());
    assert_eq!(
        Table::new([once()], [vec![begin(), fail(true), begin(), forced, finish(2), begin()]]).outcomes(),
        ["init ok poisoned init ok is2"]
    );
    assert_eq!(
        Table::new([once()], [vec![begin(), fail(false), begin(), finish(2), begin()]]).outcomes(),
        ["init ok init ok is2"]
    );
}

#[test]
fn a_token_is_one_however_often_it_is_given() {
    let token = || State::Token(Token::new());
    let table = Table::new([token()], [vec![park(false), park(false)], vec![unpark(), unpark()]]);
    assert_eq!(table.outcomes(), ["token (Unpark) | ok ok", "token token | ok ok"]);
    let (some, every) = table.edges();
    assert!(every.contains(&((1, 0), (0, 0))));
    assert!(some.contains(&((1, 1), (0, 0))), "all earlier unparks happen before a park");
    assert_eq!(Table::new([token()], [vec![park(true)], vec![unpark()]]).outcomes(), ["no-token | ok", "token | ok"]);
    assert_eq!(Table::new([token()], [vec![park(false)]]).spurious().outcomes(), ["no-token"]);
}

#[test]
fn prints_come_in_some_order_and_whole() {
    let print = |text: &str| Op::Print(Rc::from(text));
    let mut ends = BTreeSet::new();
    Table::new([State::Stdout("".into())], [vec![print("a\n")], vec![print("b\n")]]).explore(&mut |world| {
        let State::Stdout(text) = &world.objects[0] else { panic!() };
        ends.insert(text.to_string());
    });
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), ["a\nb\n", "b\na\n"]);
}

#[test]
fn without_stamps_nothing_is_remembered() {
    // A mutex that was locked and unlocked is the same as a new one: a search that does not ask cannot tell them apart.
    let fresh = mutex_of(5);
    let mut used = fresh.clone();
    used.perform(None, 1, &lock(), 0, None);
    used.perform(None, 1, &unlock(5), 0, None);
    assert_eq!(fresh, used);
    assert_eq!(Wanted::Arrivals(2).to_string(), "2 more threads at the barrier");
}
