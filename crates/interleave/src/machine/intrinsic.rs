//! What the library cannot say in Rust: requests, and operations on values that must be fast or have no other form.

use std::rc::Rc;

use super::Names;
use super::code::{Code, Intrinsic, Layout, mode};
use super::format::{self, LONGEST};
use super::place::{self, elements, extend};
use super::thread::{Flow, Rare, SEEN, State, equal, overflow};
use crate::request::{Answer, End, FAREWELL, Fetch, Init, Mode, Object, Request, Update};
use crate::sync::{self, Op, Reply, barrier, channel, condvar, mutex, once, park, rwlock};
use crate::value::{Arith, Base, IntTy, Place, Step, Value, arith, cast, compare, try_convert};

fn object(value: &Value) -> Option<Object> {
    match value {
        Value::Object(o) => Some(*o),
        // A handle in a struct of one field.
        Value::Aggregate(a) => a.fields().first().and_then(object),
        _ => None,
    }
}

fn sync_request(handle: &Value, op: Op) -> Flow {
    match object(handle) {
        Some(object) => Flow::Ask(Request::Sync { object, op }),
        None => Flow::Panic("internal error: this is no synchronization object".into()),
    }
}

/// Takes the arguments from the operand stack and does what the name says.
#[allow(clippy::too_many_lines)]
pub(super) fn run(state: &mut State, code: &Code, names: &Names, which: Intrinsic, arguments: u32, extra: u32) -> Flow {
    use Intrinsic as I;
    // The ones on the hot path take their operands without a vector.
    match which {
        I::atomic_load => {
            let ordering = mode(&state.pop());
            let Some(object) = object(&state.pop()) else { return Flow::Panic("internal error: no atomic".into()) };
            if matches!(ordering, Mode::Release | Mode::AcqRel) {
                return Flow::Panic(format!("there is no such thing as {} load", article(ordering)));
            }
            return Flow::Ask(Request::Load { object, mode: ordering });
        }
        I::atomic_store => {
            let ordering = mode(&state.pop());
            let value = state.pop();
            let Some(object) = object(&state.pop()) else { return Flow::Panic("internal error: no atomic".into()) };
            if matches!(ordering, Mode::Acquire | Mode::AcqRel) {
                return Flow::Panic(format!("there is no such thing as {} store", article(ordering)));
            }
            return Flow::Ask(Request::Store { object, mode: ordering, value });
        }
        I::atomic_swap
        | I::atomic_fetch_add
        | I::atomic_fetch_sub
        | I::atomic_fetch_and
        | I::atomic_fetch_or
        | I::atomic_fetch_xor
        | I::atomic_fetch_nand
        | I::atomic_fetch_max
        | I::atomic_fetch_min => {
            let ordering = mode(&state.pop());
            let value = state.pop();
            let Some(object) = object(&state.pop()) else { return Flow::Panic("internal error: no atomic".into()) };
            let update = match which {
                I::atomic_fetch_add => Update::Fetch(Fetch::Add, value),
                I::atomic_fetch_sub => Update::Fetch(Fetch::Sub, value),
                I::atomic_fetch_and => Update::Fetch(Fetch::And, value),
                I::atomic_fetch_or => Update::Fetch(Fetch::Or, value),
                I::atomic_fetch_xor => Update::Fetch(Fetch::Xor, value),
                I::atomic_fetch_nand => Update::Fetch(Fetch::Nand, value),
                I::atomic_fetch_max => Update::Fetch(Fetch::Max, value),
                I::atomic_fetch_min => Update::Fetch(Fetch::Min, value),
                _ => Update::Swap(value),
            };
            return Flow::Ask(Request::Update { object, mode: ordering, update });
        }
        I::atomic_compare_exchange | I::atomic_compare_exchange_weak => {
            let failure = mode(&state.pop());
            let success = mode(&state.pop());
            let new = state.pop();
            let expected = state.pop();
            let Some(object) = object(&state.pop()) else { return Flow::Panic("internal error: no atomic".into()) };
            if matches!(failure, Mode::Release | Mode::AcqRel) {
                return Flow::Panic(format!("there is no such thing as {} failure ordering", article(failure)));
            }
            let weak = which == I::atomic_compare_exchange_weak;
            return Flow::Ask(Request::Update {
                object,
                mode: success,
                update: Update::CompareExchange { expected, new, failure, weak },
            });
        }
        I::unwrap_field => {
            let value = state.pop();
            state.push(value.get(0).unwrap_or(Value::Moved));
            return Flow::Next;
        }
        I::is_variant_0 | I::is_variant_1 => {
            let value = state.pop();
            state.push(Value::Bool(value.variant_index() == u32::from(which == I::is_variant_1)));
            return Flow::Next;
        }
        _ => {}
    }
    // An operation on what lies in shared memory: look, work on it, store what has changed.
    if works_on_place(which) && arguments > 0 {
        let operand = state.stack.len() - arguments as usize;
        if in_cells(&state.stack[operand]) {
            if state.rare.seen.is_none() {
                return state.see(code, operand);
            }
            let Value::Place(p) = &state.stack[operand] else { unreachable!("it is a place") };
            state.stack[operand] = Value::Place(Rc::new(Place { base: Base::Slot(SEEN), path: p.path.clone() }));
            let flow = on_operands(state, code, names, which, arguments, extra);
            return match flow {
                Flow::Next => state.store_seen(code),
                flow => {
                    state.forget_seen();
                    flow
                }
            };
        }
    }
    on_operands(state, code, names, which, arguments, extra)
}

/// Whether the first operand is a place whose content matters.
fn works_on_place(which: Intrinsic) -> bool {
    use Intrinsic as I;
    matches!(
        which,
        I::seq_len
            | I::seq_push
            | I::seq_push_front
            | I::seq_pop
            | I::seq_pop_front
            | I::seq_insert
            | I::seq_remove
            | I::seq_clear
            | I::seq_truncate
            | I::seq_append
            | I::seq_swap
            | I::seq_reverse
            | I::seq_sort
            | I::seq_place_len
            | I::seq_take_at
            | I::str_push
            | I::mem_replace
    )
}

fn in_cells(value: &Value) -> bool {
    matches!(value, Value::Place(p) if matches!(p.base, Base::Cells(_)))
}

/// How long a list or text will be, in elements or bytes, after an operation that makes it longer at once.
fn grown(state: &State, which: Intrinsic, args: &[Value]) -> usize {
    use Intrinsic as I;
    let size = |at: usize| match args.get(at) {
        Some(Value::Str(text)) => text.len(),
        Some(place @ (Value::Slot(_) | Value::Place(_))) => state.len_at(place),
        Some(value) => value.len(),
        None => 0,
    };
    let count = |at: usize| args.get(at).and_then(Value::as_usize).unwrap_or(0);
    match which {
        I::seq_from_elem => count(1),
        I::str_repeat => size(0).saturating_mul(count(1)),
        I::str_replace => size(0).saturating_mul(size(2) + 1),
        I::str_push | I::str_concat | I::seq_append | I::seq_concat => size(0) + size(1),
        I::str_join | I::str_from_chars => {
            let list = args.first().map_or(0, Value::len);
            (0..list).filter_map(|at| args[0].get(at)).map(|it| size_of_text(&it) + size(1)).sum()
        }
        _ => 0,
    }
}

fn size_of_text(value: &Value) -> usize {
    if let Value::Str(text) = value { text.len() } else { 4 }
}

#[allow(clippy::too_many_lines)]
fn on_operands(state: &mut State, code: &Code, names: &Names, which: Intrinsic, arguments: u32, extra: u32) -> Flow {
    use Intrinsic as I;
    let mut args = state.operands(arguments);
    if grown(state, which, &args) > LONGEST {
        return Flow::Exhausted;
    }
    let mut next = {
        args.reverse();
        move || args.pop().unwrap_or(Value::Unit)
    };
    let value = match which {
        // Shared memory.
        I::atomic_new => {
            let init = Init::Memory(next());
            return Flow::Ask(state.create(code, names, init));
        }
        I::fence => {
            let mode = mode(&next());
            if mode == Mode::Relaxed {
                return Flow::Panic("there is no such thing as a relaxed fence".into());
            }
            return Flow::Ask(Request::Fence { mode });
        }
        I::compiler_fence => {
            // It orders this thread with a signal handler on it: there are none.
            if mode(&next()) == Mode::Relaxed {
                return Flow::Panic("there is no such thing as a relaxed compiler fence".into());
            }
            Value::Unit
        }
        I::cells_new => {
            // One location after the other: the tree grows in an access of its own kind.
            let value = next();
            return new_cells(state, code, names, extra, value, Vec::new());
        }
        I::cells_take => {
            let tree = next();
            let place = Value::Place(Rc::new(Place { base: Base::Cells(tree), path: Vec::new() }));
            return state.load(code, place, extra, true);
        }
        I::object_pointer => {
            let handle = next();
            object(&handle).map_or(Value::Unit, Value::Object)
        }
        I::null => Value::Unit,
        I::is_null => Value::Bool(next() == Value::Unit),
        // Synchronization objects.
        I::mutex_new => return new_sync(state, code, names, sync::State::Mutex(sync::Mutex::new(next()))),
        I::mutex_lock => return sync_request(&next(), Op::Mutex(mutex::Op::Lock)),
        I::mutex_try_lock => return sync_request(&next(), Op::Mutex(mutex::Op::TryLock)),
        I::mutex_unlock => {
            let handle = next();
            let data = next();
            let poison = next() == Value::Bool(true);
            return sync_request(&handle, Op::Mutex(mutex::Op::Unlock { data, poison }));
        }
        I::mutex_is_poisoned => return sync_request(&next(), Op::Mutex(mutex::Op::IsPoisoned)),
        I::mutex_clear_poison => return sync_request(&next(), Op::Mutex(mutex::Op::ClearPoison)),
        I::rwlock_new => return new_sync(state, code, names, sync::State::RwLock(sync::RwLock::new(next()))),
        I::rwlock_read => return sync_request(&next(), Op::RwLock(rwlock::Op::Read)),
        I::rwlock_write => return sync_request(&next(), Op::RwLock(rwlock::Op::Write)),
        I::rwlock_try_read => return sync_request(&next(), Op::RwLock(rwlock::Op::TryRead)),
        I::rwlock_try_write => return sync_request(&next(), Op::RwLock(rwlock::Op::TryWrite)),
        I::rwlock_end_read => return sync_request(&next(), Op::RwLock(rwlock::Op::EndRead)),
        I::rwlock_end_write => {
            let handle = next();
            let data = next();
            let poison = next() == Value::Bool(true);
            return sync_request(&handle, Op::RwLock(rwlock::Op::EndWrite { data, poison }));
        }
        I::rwlock_downgrade => {
            let handle = next();
            return sync_request(&handle, Op::RwLock(rwlock::Op::Downgrade { data: next() }));
        }
        I::rwlock_is_poisoned => return sync_request(&next(), Op::RwLock(rwlock::Op::IsPoisoned)),
        I::rwlock_clear_poison => return sync_request(&next(), Op::RwLock(rwlock::Op::ClearPoison)),
        I::condvar_new => return new_sync(state, code, names, sync::State::Condvar(sync::Condvar::new())),
        I::condvar_wait => {
            let handle = next();
            let Some(mutex) = object(&next()) else { return Flow::Panic("internal error: no mutex".into()) };
            return sync_request(&handle, Op::Condvar(condvar::Op::Wait { mutex, data: next() }));
        }
        I::condvar_wake => {
            let handle = next();
            let timeout = next() == Value::Bool(true);
            return sync_request(&handle, Op::Condvar(condvar::Op::Wake { timeout }));
        }
        I::condvar_notify_one => return sync_request(&next(), Op::Condvar(condvar::Op::NotifyOne)),
        I::condvar_notify_all => return sync_request(&next(), Op::Condvar(condvar::Op::NotifyAll)),
        I::barrier_new => {
            let n = next().as_usize().and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX);
            return new_sync(state, code, names, sync::State::Barrier(sync::Barrier::new(n)));
        }
        I::barrier_arrive => {
            let handle = next();
            let looks = next() == Value::Bool(true);
            return sync_request(&handle, Op::Barrier(barrier::Op::Arrive { looks }));
        }
        I::barrier_pass => return sync_request(&next(), Op::Barrier(barrier::Op::Pass)),
        I::channel_new => {
            let bound = next();
            let bound = (bound.variant_index() == 1).then(|| {
                bound.get(0).and_then(|n| n.as_usize()).and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
            });
            return new_sync(state, code, names, sync::State::Channel(sync::Channel::new(bound)));
        }
        I::channel_send => {
            let handle = next();
            return sync_request(&handle, Op::Channel(channel::Op::Send(next())));
        }
        I::channel_try_send => {
            let handle = next();
            return sync_request(&handle, Op::Channel(channel::Op::TrySend(next())));
        }
        I::channel_recv => return sync_request(&next(), Op::Channel(channel::Op::Recv)),
        I::channel_recv_timeout => return sync_request(&next(), Op::Channel(channel::Op::RecvTimeout)),
        I::channel_try_recv => return sync_request(&next(), Op::Channel(channel::Op::TryRecv)),
        I::channel_clone_sender => return sync_request(&next(), Op::Channel(channel::Op::CloneSender)),
        I::channel_drop_sender => return sync_request(&next(), Op::Channel(channel::Op::DropSender)),
        I::channel_drop_receiver => return sync_request(&next(), Op::Channel(channel::Op::DropReceiver)),
        I::once_new => return new_sync(state, code, names, sync::State::Once(sync::Once::new())),
        I::once_new_with => return new_sync(state, code, names, sync::State::Once(sync::Once::with(next()))),
        I::once_begin => {
            let handle = next();
            let force = next() == Value::Bool(true);
            return sync_request(&handle, Op::Once(once::Op::Begin { force }));
        }
        I::once_finish => {
            let handle = next();
            return sync_request(&handle, Op::Once(once::Op::Finish(next())));
        }
        I::once_fail => {
            let handle = next();
            let poison = next() == Value::Bool(true);
            return sync_request(&handle, Op::Once(once::Op::Fail { poison }));
        }
        I::once_get => return sync_request(&next(), Op::Once(once::Op::Get)),
        I::once_set => {
            let handle = next();
            return sync_request(&handle, Op::Once(once::Op::Set(next())));
        }
        I::once_wait => {
            let handle = next();
            let force = next() == Value::Bool(true);
            return sync_request(&handle, Op::Once(once::Op::Wait { force }));
        }
        I::once_take => return sync_request(&next(), Op::Once(once::Op::Take)),
        // Threads.
        I::spawn => {
            let closure = next();
            let name = next();
            return spawn(state, extra, closure, name, None);
        }
        I::scope_spawn => {
            let closure = next();
            let name = next();
            let scope = next();
            return spawn(state, extra, closure, name, Some(scope));
        }
        I::join => {
            let thread = thread_number(&next());
            return Flow::Ask(Request::Join { thread });
        }
        I::is_finished => {
            let thread = thread_number(&next());
            return Flow::Ask(Request::IsFinished { thread });
        }
        I::yield_now => return Flow::Ask(Request::Yield),
        I::park | I::park_timeout => {
            return Flow::Ask(Request::Sync {
                object: sync::token(state.id),
                op: Op::Park(park::Op::Park { timeout: which == I::park_timeout }),
            });
        }
        I::unpark => {
            let thread = thread_number(&next());
            return Flow::Ask(Request::Sync { object: sync::token(thread), op: Op::Park(park::Op::Unpark) });
        }
        I::current_thread => {
            let name = state
                .rare
                .name
                .clone()
                .unwrap_or_else(|| if state.id == 0 { Value::some(Value::str("main")) } else { Value::none() });
            Value::pair(Value::u32(state.id), name)
        }
        I::panicking => Value::Bool(state.panic.is_some()),
        I::choose => {
            let options = next().as_i128().and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
            if options == 0 || options > 4096 {
                return Flow::Panic(format!(
                    "a choice of {options} values cannot be explored: choose from at most 4096"
                ));
            }
            return Flow::Ask(Request::Choose { options, what: "random" });
        }
        I::scope_list => Value::aggregate(Vec::new()),
        I::scope_of => {
            // A scope: who owns it, and where its list of threads is.
            let list = next();
            let slot = place::split(&list).map_or(0, |(slot, _)| slot);
            Value::pair(Value::u32(state.id), Value::u32(slot))
        }
        I::scope_next => {
            // The first thread not joined yet.
            let list = state.at(&next()).unwrap_or(Value::Unit);
            let open =
                (0..list.len()).filter_map(|i| list.get(i)).find(|entry| entry.get(1) == Some(Value::Bool(false)));
            open.map_or(Value::none(), |entry| Value::some(entry.get(0).expect("a thread")))
        }
        I::scope_done => {
            // (scope, thread, result): takes back what was lent.
            let (scope, thread, result) = (next(), next(), next());
            return scope_done(state, &scope, &thread, result);
        }
        I::resume_unwind => {
            let payload = next();
            let message = match payload.get(0) {
                Some(Value::Str(s)) => s.to_string(),
                _ => "resumed".into(),
            };
            return state.resume_panic(message.into());
        }
        I::write_raw => {
            let (place, value) = (next(), next());
            if !state.set(&place, value.clone()) {
                return state.store(code, place, extra, value);
            }
            Value::Unit
        }
        I::mem_take_place => {
            let place = next();
            match state.change(&place, &mut |v| std::mem::replace(v, Value::Moved)) {
                Some(value) => value,
                None => return state.load(code, place, extra, true),
            }
        }
        I::thread_local_get => {
            let key = next().as_usize().unwrap_or(0);
            let found = state.rare.locals.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone());
            found.map_or(Value::none(), Value::some)
        }
        I::thread_local_set => {
            let key = next().as_usize().unwrap_or(0);
            let value = next();
            let rare: &mut Rare = Rc::make_mut(&mut state.rare);
            rare.locals.push((key, value));
            rare.locals.sort_by_key(|(k, _)| *k);
            Value::Unit
        }
        _ => match plain(state, code, which, extra, &mut next) {
            Ok(value) => value,
            Err(message) => return Flow::Panic(message),
        },
    };
    state.push(value);
    Flow::Next
}

fn article(mode: Mode) -> &'static str {
    match mode {
        Mode::Acquire => "an acquire",
        Mode::Release => "a release",
        Mode::AcqRel => "an acquire-release",
        Mode::SeqCst => "a sequentially consistent",
        _ => "a relaxed",
    }
}

fn thread_number(value: &Value) -> u32 {
    value.as_i128().and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

fn new_sync(state: &mut State, code: &Code, names: &Names, init: sync::State) -> Flow {
    Flow::Ask(state.create(code, names, Init::Sync(init)))
}

/// What the answer means to the intrinsic that asked.
#[allow(clippy::too_many_lines)]
pub(super) fn resume(
    state: &mut State,
    code: &Code,
    names: &Names,
    which: Intrinsic,
    extra: u32,
    answer: Answer,
) -> Flow {
    use Intrinsic as I;
    let value = match (which, answer) {
        (I::cells_new, _) => {
            // The object's name is known; on to the next one.
            let Request::Create { object, .. } = state.request else { unreachable!("it asked for one") };
            let pending = state.pop();
            let mut done: Vec<Value> = pending.get(1).map(Value::into_fields).unwrap_or_default();
            done.push(Value::Object(object));
            let value = pending.get(0).unwrap_or(Value::Unit);
            return new_cells(state, code, names, extra, value, done);
        }
        (I::scope_done, Answer::Value(package)) => {
            let pending = state.pop();
            let part = |i| pending.get(i).unwrap_or(Value::Unit);
            unpack(state, &part(1), &part(2), package);
            part(0)
        }
        (_, Answer::Value(value)) => value,
        (_, Answer::Updated { found, wrote }) => match which {
            I::atomic_compare_exchange | I::atomic_compare_exchange_weak => {
                if wrote {
                    Value::ok(found)
                } else {
                    Value::err(found)
                }
            }
            _ => found,
        },
        (I::spawn | I::scope_spawn, Answer::Thread(thread)) => return spawned(state, which, thread),
        (I::choose, Answer::Choice(n)) => Value::u32(n),
        (I::join, Answer::Joined(end)) => match end {
            End::Returned(value) => Value::ok(value),
            End::Panicked(message) => Value::err(Value::aggregate(vec![Value::str(&*message)])),
        },
        (_, Answer::Done) => match &state.request {
            Request::Create { object, .. } => Value::Object(*object),
            _ => Value::Unit,
        },
        (_, Answer::Synced(Reply::Waiting)) => {
            let Request::Sync { object, op } = &state.request else { unreachable!("it asked for one") };
            let (object, op) = (*object, op.again());
            return Flow::Ask(Request::Sync { object, op });
        }
        (_, Answer::Synced(reply)) => replied(which, reply),
        (which, answer) => panic!("{which:?} was answered with {answer:?}"),
    };
    state.push(value);
    Flow::Next
}

/// A synchronization object's reply as the value that the library expects: see its sources.
fn replied(which: Intrinsic, reply: Reply) -> Value {
    use Intrinsic as I;
    let locked = |data, poisoned| Value::pair(data, Value::Bool(poisoned));
    match reply {
        Reply::Done | Reply::Waiting => Value::Unit,
        Reply::Locked { data, poisoned } => match which {
            I::mutex_try_lock | I::rwlock_try_read | I::rwlock_try_write => Value::some(locked(data, poisoned)),
            _ => locked(data, poisoned),
        },
        Reply::WouldBlock => match which {
            I::channel_try_recv => Value::err(Value::Bool(false)),
            _ => Value::none(),
        },
        Reply::TimedOut => Value::err(Value::Bool(false)),
        Reply::Woken(way) => Value::Bool(way == condvar::Woken::TimedOut),
        Reply::Notified(n) => Value::usize(n as usize),
        Reply::Passed { leader } => Value::Bool(leader),
        // Sending: nothing, or the message back and whether the channel is closed.
        Reply::Sent => match which {
            I::channel_send | I::channel_try_send => Value::none(),
            _ => Value::Unit,
        },
        Reply::Refused(value) => match which {
            I::channel_try_send => Value::some(Value::pair(value, Value::Bool(false))),
            _ => Value::err(value),
        },
        Reply::Disconnected(Some(value)) => Value::some(Value::pair(value, Value::Bool(true))),
        Reply::Disconnected(None) => Value::err(Value::Bool(true)),
        Reply::Received(value) => Value::ok(value),
        Reply::Leftover(all) => Value::aggregate(all.to_vec()),
        // An initialization: it is mine (0), it is done (1), it is poisoned (2); or for a look: none, some.
        Reply::Initialize => Value::Variant(0),
        Reply::Initialized(value) => Value::variant1(1, value),
        Reply::Empty => Value::none(),
        Reply::Poisoned => Value::Variant(2),
        Reply::Flag(b) => Value::Bool(b),
        Reply::Unparked { token } => Value::Bool(token),
    }
}

/// Creates one location after the other, then puts their names together as the layout says.
fn new_cells(state: &mut State, code: &Code, names: &Names, layout: u32, value: Value, done: Vec<Value>) -> Flow {
    fn leaves(layout: &Layout, value: &Value, out: &mut Vec<Value>) {
        match layout {
            Layout::Cell => out.push(value.clone()),
            Layout::Handle => {}
            Layout::Fields(fields) => {
                for (i, l) in fields.iter().enumerate() {
                    leaves(l, &value.get(i).unwrap_or(Value::Moved), out);
                }
            }
        }
    }
    fn tree(layout: &Layout, value: &Value, names: &mut dyn Iterator<Item = Value>) -> Value {
        match layout {
            Layout::Cell => names.next().expect("one for each"),
            Layout::Handle => value.clone(),
            Layout::Fields(fields) => Value::aggregate(
                fields.iter().enumerate().map(|(i, l)| tree(l, &value.get(i).unwrap_or(Value::Moved), names)).collect(),
            ),
        }
    }
    let layout = &code.layouts[layout as usize];
    let mut all = Vec::new();
    leaves(layout, &value, &mut all);
    match all.get(done.len()) {
        Some(init) => {
            let init = Init::Memory(init.clone());
            state.push(Value::pair(value, Value::aggregate(done)));
            Flow::Ask(state.create(code, names, init))
        }
        None => {
            state.push(tree(layout, &value, &mut done.into_iter()));
            Flow::Next
        }
    }
}

/// Starts a thread. What the closure borrows mutably goes with it, until it is joined.
fn spawn(state: &mut State, function: u32, closure: Value, name: Value, scope: Option<Value>) -> Flow {
    let mut lent = Vec::new();
    let mut places = Vec::new();
    let closure = export(state, closure, &mut lent, &mut places);
    let mut fields = vec![closure, name.clone()];
    if scope.is_some() {
        fields.push(Value::aggregate(lent));
    }
    let entry = place::aggregate(function, fields);
    // What is needed when the answer comes waits on the operand stack.
    state.push(Value::triple(name, scope.unwrap_or(Value::Unit), Value::aggregate(places)));
    let child = state.children;
    state.children += 1;
    Flow::Ask(Request::Spawn { child, entry })
}

/// Takes what mutable references lead to out of this thread's stack, and makes them lead to the bottom of the new thread's.
fn export(state: &mut State, value: Value, lent: &mut Vec<Value>, places: &mut Vec<Value>) -> Value {
    match value {
        Value::Slot(_) => {
            let inner = state.change(&value, &mut |v| std::mem::replace(v, Value::Moved)).unwrap_or(Value::Moved);
            lend(state, value, inner, None, lent, places)
        }
        Value::Place(ref p) => {
            if let Base::Cells(_) = p.base {
                return value;
            }
            let range = match p.path.last() {
                Some(Step::Range { len, .. }) => Some(*len),
                _ => None,
            };
            let inner = match range {
                // The elements are taken one by one; others may hold the rest of the sequence.
                Some(len) => Value::aggregate(
                    (0..len)
                        .map(|i| {
                            let place = extend(value.clone(), Step::Field(i));
                            state.change(&place, &mut |v| std::mem::replace(v, Value::Moved)).unwrap_or(Value::Moved)
                        })
                        .collect(),
                ),
                None => state.change(&value, &mut |v| std::mem::replace(v, Value::Moved)).unwrap_or(Value::Moved),
            };
            lend(state, value.clone(), inner, range, lent, places)
        }
        Value::Aggregate(a) => {
            if !a.fields().iter().any(place::has_place) {
                return Value::Aggregate(a);
            }
            let a = Rc::try_unwrap(a).unwrap_or_else(|a| (*a).clone());
            let variant = a.variant;
            let fields = a.into_fields().into_iter().map(|f| export(state, f, lent, places)).collect();
            place::aggregate(variant, fields)
        }
        other => other,
    }
}

fn lend(
    state: &mut State,
    place: Value,
    inner: Value,
    range: Option<u32>,
    lent: &mut Vec<Value>,
    places: &mut Vec<Value>,
) -> Value {
    let slot = lent.len() as u32;
    lent.push(Value::Moved);
    places.push(place);
    let inner = export(state, inner, lent, places);
    lent[slot as usize] = inner;
    match range {
        Some(len) => Value::Place(Rc::new(Place { base: Base::Slot(slot), path: vec![Step::Range { start: 0, len }] })),
        None => Value::Slot(slot),
    }
}

/// The thread has its number: it is entered into its scope's list, and its handle is made.
fn spawned(state: &mut State, which: Intrinsic, thread: u32) -> Flow {
    let pending = state.pop();
    let (name, scope, places) = (
        pending.get(0).unwrap_or(Value::Unit),
        pending.get(1).unwrap_or(Value::Unit),
        pending.get(2).unwrap_or(Value::Unit),
    );
    let thread_value = Value::pair(Value::u32(thread), name);
    if which == Intrinsic::scope_spawn {
        let entry = Value::triple(Value::u32(thread), Value::Bool(false), places);
        enter(state, &scope, entry);
    }
    state.push(thread_value);
    Flow::Next
}

/// Enters a thread into its scope's list; one that was started into another thread's scope is told of when this thread ends.
fn enter(state: &mut State, scope: &Value, entry: Value) {
    let owner = scope.get(0).map_or(0, |o| thread_number(&o));
    if owner != state.id {
        Rc::make_mut(&mut state.rare).orphans.push((scope.clone(), entry));
        return;
    }
    let list = Value::Slot(scope.get(1).map_or(0, |s| thread_number(&s)));
    state.change(&list, &mut |v| elements(v).push(entry.clone()));
}

/// A thread of a scope has been joined: takes back what it was lent, takes note of what it has started, and gives its result alone.
fn scope_done(state: &mut State, scope: &Value, thread: &Value, result: Value) -> Flow {
    let owner = scope.get(0).map_or(0, |o| thread_number(&o));
    let returned = result.variant_index() == 0;
    let package = result.get(0).unwrap_or(Value::Unit);
    if owner != state.id {
        // Joined by another thread: the owner of the scope takes back what was lent, later.
        state.push(if returned { Value::ok(package.get(0).unwrap_or(Value::Unit)) } else { result });
        return Flow::Next;
    }
    if !returned {
        // The package is in an object of the thread's: see `State::unwind`.
        state.push(Value::triple(result, scope.clone(), thread.clone()));
        let object = Object { owner: thread_number(thread), index: FAREWELL };
        return Flow::Ask(Request::Load { object, mode: Mode::NonAtomic });
    }
    let value = package.get(0).unwrap_or(Value::Unit);
    unpack(state, scope, thread, package);
    state.push(Value::ok(value));
    Flow::Next
}

/// What a scoped thread leaves behind: its result, what it was lent, which threads it has started into which scopes.
fn unpack(state: &mut State, scope: &Value, thread: &Value, package: Value) {
    let list = Value::Slot(scope.get(1).map_or(0, |s| thread_number(&s)));
    let threads = state.at(&list).unwrap_or(Value::Unit);
    let Some(index) = (0..threads.len()).find(|&i| threads.get(i).and_then(|e| e.get(0)) == Some(thread.clone()))
    else {
        return;
    };
    let entry = threads.get(index).expect("found");
    if entry.get(1) == Some(Value::Bool(true)) {
        return;
    }
    let places = entry.get(2).unwrap_or(Value::Unit);
    let done = Value::triple(thread.clone(), Value::Bool(true), Value::Unit);
    state.set(&extend(list, Step::Field(index as u32)), done);
    give_back(state, &places, package.get(1).map(Value::into_fields).unwrap_or_default());
    for orphan in package.get(2).map(Value::into_fields).unwrap_or_default() {
        let (scope, entry) = (orphan.get(0).unwrap_or(Value::Unit), orphan.get(1).unwrap_or(Value::Unit));
        enter(state, &scope, entry);
    }
}

/// Puts back what was lent, into the places where it came from; inner ones last to first.
fn give_back(state: &mut State, places: &Value, values: Vec<Value>) {
    for (i, value) in values.into_iter().enumerate().rev() {
        let Some(place) = places.get(i) else { continue };
        if let Value::Place(p) = &place
            && let Some(Step::Range { len, .. }) = p.path.last()
        {
            for i in 0..*len {
                let element = value.get(i as usize).unwrap_or(Value::Moved);
                state.set(&extend(place.clone(), Step::Field(i)), element);
            }
            continue;
        }
        state.set(&place, value);
    }
}

/// Operations on values alone.
#[allow(clippy::too_many_lines)]
fn plain(
    state: &mut State,
    code: &Code,
    which: Intrinsic,
    extra: u32,
    next: &mut dyn FnMut() -> Value,
) -> Result<Value, String> {
    use Intrinsic as I;
    let op_of = |v: &Value| match v.as_usize() {
        Some(0) => Arith::Add,
        Some(1) => Arith::Sub,
        Some(2) => Arith::Mul,
        Some(3) => Arith::Div,
        Some(4) => Arith::Rem,
        Some(5) => Arith::Shl,
        _ => Arith::Shr,
    };
    let text = |v: &Value| if let Value::Str(s) = v { s.clone() } else { Rc::default() };
    let strings = |all: Vec<&str>| Value::aggregate(all.into_iter().map(Value::str).collect());
    Ok(match which {
        I::same | I::copy_out | I::clone => next(),
        I::mem_forget => {
            next();
            Value::Unit
        }
        I::int_arith_wrapping | I::int_arith_checked | I::int_arith_overflowing | I::int_arith_saturating => {
            let (op, a, b) = (op_of(&next()), next(), next());
            let result = arith(op, &a, &b);
            match (which, result) {
                (I::int_arith_checked, None) => Value::none(),
                (_, None) => {
                    return Err(if op == Arith::Div {
                        "attempt to divide by zero".into()
                    } else {
                        "attempt to calculate the remainder with a divisor of zero".into()
                    });
                }
                (I::int_arith_wrapping, Some(w)) => w.value,
                (I::int_arith_checked, Some(w)) => {
                    if w.overflowed {
                        Value::none()
                    } else {
                        Value::some(w.value)
                    }
                }
                (I::int_arith_overflowing, Some(w)) => Value::pair(w.value, Value::Bool(w.overflowed)),
                (_, Some(w)) if !w.overflowed => w.value,
                (_, Some(_)) => {
                    let ty = a.int_ty().expect("an integer");
                    let zero = Value::int(ty, 0);
                    let (a_low, b_low) = (compare(&a, &zero).is_lt(), compare(&b, &zero).is_lt());
                    let low = match op {
                        Arith::Add => a_low,
                        Arith::Sub => a_low || !ty.signed(),
                        _ => a_low != b_low,
                    };
                    limit(ty, low)
                }
            }
        }
        I::int_from | I::int_try_from => {
            let value = next();
            let ty = IntTy::ALL[extra as usize];
            if which == I::int_from {
                cast(&value, ty).expect("a number")
            } else {
                try_convert(&value, ty).map_or(Value::err(Value::Unit), Value::ok)
            }
        }
        I::int_to_bits => {
            let value = next();
            cast(&value, IntTy::ALL[extra as usize]).expect("a number")
        }
        I::int_pow => {
            let (mode, base, exponent) = (next().as_usize().unwrap_or(0), next(), next().as_usize().unwrap_or(0));
            let ty = base.int_ty().expect("an integer");
            let (mut result, mut overflowed) = (Value::int(ty, 1), false);
            for _ in 0..exponent.min(1 << 12) {
                let w = arith(Arith::Mul, &result, &base).expect("integers");
                result = w.value;
                overflowed |= w.overflowed;
            }
            match mode {
                0 if overflowed => return Err(overflow(Arith::Mul)),
                0 | 1 => result,
                _ => {
                    if overflowed {
                        Value::none()
                    } else {
                        Value::some(result)
                    }
                }
            }
        }
        I::int_abs => {
            let (mode, value) = (next().as_usize().unwrap_or(0), next());
            let ty = value.int_ty().expect("an integer");
            let n = value.as_i128().expect("an integer");
            match mode {
                // unsigned_abs
                1 => Value::int(ty.unsigned(), n.wrapping_abs()),
                2 => Value::int(ty, n.wrapping_abs()),
                _ if Value::int(ty, n.wrapping_abs()).as_i128() != Some(n.wrapping_abs()) || n == i128::MIN => {
                    return Err("attempt to negate with overflow".into());
                }
                _ => Value::int(ty, n.abs()),
            }
        }
        I::int_leading_zeros
        | I::int_trailing_zeros
        | I::int_count_ones
        | I::int_swap_bytes
        | I::int_signum
        | I::int_isqrt => {
            let value = next();
            let ty = value.int_ty().expect("an integer");
            let n = value.as_i128().expect("an integer");
            let width = ty.bits();
            let bits = n.cast_unsigned() & if width == 128 { u128::MAX } else { (1 << width) - 1 };
            match which {
                I::int_leading_zeros => Value::u32(bits.leading_zeros() - (128 - width)),
                I::int_trailing_zeros => Value::u32(bits.trailing_zeros().min(width)),
                I::int_count_ones => Value::u32(bits.count_ones()),
                I::int_swap_bytes => Value::int(ty, (bits.swap_bytes() >> (128 - width)).cast_signed()),
                I::int_isqrt => Value::int(ty, bits.isqrt().cast_signed()),
                _ => Value::int(ty, n.signum()),
            }
        }
        I::int_rotate_left | I::int_rotate_right => {
            let (value, by) = (next(), next().as_usize().unwrap_or(0) as u32);
            let ty = value.int_ty().expect("an integer");
            let width = ty.bits();
            let by = by % width;
            let by = if which == I::int_rotate_left { by } else { (width - by) % width };
            let bits = value.as_i128().expect("an integer").cast_unsigned()
                & if width == 128 { u128::MAX } else { (1 << width) - 1 };
            let rotated = if by == 0 { bits } else { (bits << by) | (bits >> (width - by)) };
            Value::int(ty, rotated.cast_signed())
        }
        I::int_rem_euclid | I::int_div_euclid => {
            let (a, b) = (next(), next());
            let ty = a.int_ty().expect("an integer");
            let (x, y) = (a.as_i128().expect("an integer"), b.as_i128().expect("an integer"));
            if y == 0 {
                return Err(if which == I::int_div_euclid {
                    "attempt to divide by zero".into()
                } else {
                    "attempt to calculate the remainder with a divisor of zero".into()
                });
            }
            Value::int(ty, if which == I::int_rem_euclid { x.wrapping_rem_euclid(y) } else { x.wrapping_div_euclid(y) })
        }
        I::str_parse_int | I::int_parse => {
            let s = text(&next());
            let ty = IntTy::ALL[extra as usize];
            let parsed = s.parse::<i128>().ok().and_then(|n| try_convert(&Value::int(IntTy::I128, n), ty));
            parsed.map_or(Value::err(Value::aggregate(vec![])), Value::ok)
        }
        I::step_forward | I::step_backward => {
            let (value, by) = (next(), next());
            let ty = value.int_ty();
            let by = by.as_i128().unwrap_or(0);
            let by = if which == I::step_forward { by } else { -by };
            match ty {
                Some(ty) => {
                    let n = value.as_i128().expect("an integer").wrapping_add(by);
                    let new = Value::int(ty, n);
                    if new.as_i128() == Some(n) { Value::some(new) } else { Value::none() }
                }
                None => match value {
                    Value::Char(c) => {
                        let n = i128::from(u32::from(c)) + by;
                        let n =
                            if (0xd800..0xe000).contains(&n) { if by > 0 { n + 0x800 } else { n - 0x800 } } else { n };
                        u32::try_from(n)
                            .ok()
                            .and_then(char::from_u32)
                            .map_or(Value::none(), |c| Value::some(Value::Char(c)))
                    }
                    _ => Value::none(),
                },
            }
        }
        I::less => {
            let (mut a, mut b) = (next(), next());
            state.follow(&mut a);
            state.follow(&mut b);
            Value::Bool(compare(&a, &b).is_lt())
        }
        I::compare_values => {
            // `Ordering`: Less, Equal, Greater.
            let (mut a, mut b) = (next(), next());
            state.follow(&mut a);
            state.follow(&mut b);
            Value::Variant(match compare(&a, &b) {
                std::cmp::Ordering::Less => 0,
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Greater => 2,
            })
        }
        I::equal => {
            let (mut a, mut b) = (next(), next());
            state.follow(&mut a);
            state.follow(&mut b);
            Value::Bool(equal(&a, &b))
        }
        I::expect_variant_0 | I::expect_variant_1 => next(),
        // Sequences.
        I::seq_len => {
            let v = next();
            Value::usize(match &v {
                Value::Slot(_) | Value::Place(_) => state.len_at(&v),
                v => v.len(),
            })
        }
        I::seq_get => {
            let (v, i) = (next(), next().as_usize().unwrap_or(usize::MAX));
            v.get(i).map_or(Value::none(), Value::some)
        }
        I::seq_push => {
            let (place, value) = (next(), next());
            state.change(&place, &mut |v| elements(v).push(value.clone()));
            Value::Unit
        }
        I::seq_push_front => {
            let (place, value) = (next(), next());
            state.change(&place, &mut |v| elements(v).insert(0, value.clone()));
            Value::Unit
        }
        I::seq_pop => {
            let place = next();
            state.change(&place, &mut |v| elements(v).pop()).flatten().map_or(Value::none(), Value::some)
        }
        I::seq_pop_front => {
            let place = next();
            state
                .change(&place, &mut |v| {
                    let e = elements(v);
                    (!e.is_empty()).then(|| e.remove(0))
                })
                .flatten()
                .map_or(Value::none(), Value::some)
        }
        I::seq_insert => {
            let (place, i, value) = (next(), next().as_usize().unwrap_or(usize::MAX), next());
            let len = state.len_at(&place);
            if i > len {
                return Err(format!("insertion index (is {i}) should be <= len (is {len})"));
            }
            state.change(&place, &mut |v| elements(v).insert(i, value.clone()));
            Value::Unit
        }
        I::seq_remove => {
            let (place, i) = (next(), next().as_usize().unwrap_or(usize::MAX));
            let len = state.len_at(&place);
            if i >= len {
                return Err(format!("removal index (is {i}) should be < len (is {len})"));
            }
            state.change(&place, &mut |v| elements(v).remove(i)).unwrap_or(Value::Moved)
        }
        I::seq_truncate => {
            let (place, n) = (next(), next().as_usize().unwrap_or(usize::MAX));
            state.change(&place, &mut |v| elements(v).truncate(n));
            Value::Unit
        }
        I::seq_clear => {
            let place = next();
            state.change(&place, &mut |v| elements(v).clear());
            Value::Unit
        }
        I::seq_append => {
            let (place, more) = (next(), next().into_fields());
            state.change(&place, &mut |v| elements(v).extend(more.iter().cloned()));
            Value::Unit
        }
        I::seq_swap => {
            let (place, a, b) =
                (next(), next().as_usize().unwrap_or(usize::MAX), next().as_usize().unwrap_or(usize::MAX));
            let len = state.len_at(&place);
            if a >= len || b >= len {
                return Err(format!("index out of bounds: the len is {len} but the index is {}", a.max(b)));
            }
            state.change(&place, &mut |v| elements(v).swap(a, b));
            Value::Unit
        }
        I::seq_reverse => {
            let place = next();
            state.change(&place, &mut |v| elements(v).reverse());
            Value::Unit
        }
        I::seq_sort => {
            let place = next();
            state.change(&place, &mut |v| elements(v).sort_by(compare));
            Value::Unit
        }
        I::seq_from_elem => {
            let (value, n) = (next(), next().as_usize().unwrap_or(0));
            Value::aggregate(vec![value; n])
        }
        I::seq_range => {
            let (v, start, end) = (next(), next().as_usize().unwrap_or(0), next().as_usize().unwrap_or(0));
            place::slice(&v, start, end.saturating_sub(start))
        }
        I::seq_place_range => {
            let (place, start, end) = (next(), next().as_usize().unwrap_or(0), next().as_usize().unwrap_or(0));
            extend(place, Step::Range { start: start as u32, len: end.saturating_sub(start) as u32 })
        }
        I::seq_place => {
            let (place, i) = (next(), next().as_usize().unwrap_or(0));
            extend(place, Step::Field(i as u32))
        }
        I::seq_place_len => {
            let place = next();
            Value::usize(state.len_at(&place))
        }
        I::seq_take_at => {
            let (place, i) = (next(), next().as_usize().unwrap_or(0));
            state
                .change(&extend(place, Step::Field(i as u32)), &mut |v| std::mem::replace(v, Value::Moved))
                .unwrap_or(Value::Moved)
        }
        I::seq_concat => {
            let (a, b) = (next(), next());
            let mut all = a.into_fields();
            all.extend(b.into_fields());
            Value::aggregate(all)
        }
        I::seq_from_fn_finish => next(),
        // Text.
        I::str_len => Value::usize(text(&next()).len()),
        I::str_is_empty => Value::Bool(text(&next()).is_empty()),
        I::str_push => {
            let (place, more) = (next(), next());
            let more = match &more {
                Value::Char(c) => c.to_string(),
                v => text(v).to_string(),
            };
            state.change(&place, &mut |v| {
                if let Value::Str(s) = v {
                    Rc::make_mut(s).push_str(&more);
                }
            });
            Value::Unit
        }
        I::str_concat => {
            let (a, b) = (text(&next()), text(&next()));
            Value::str(format!("{a}{b}"))
        }
        I::str_chars => Value::aggregate(text(&next()).chars().map(Value::Char).collect()),
        I::str_bytes => Value::aggregate(text(&next()).bytes().map(|b| Value::int(IntTy::U8, b.into())).collect()),
        I::str_from_chars => {
            let list = next();
            let mut all = String::new();
            for i in 0..list.len() {
                match list.get(i) {
                    Some(Value::Char(c)) => all.push(c),
                    Some(Value::Str(s)) => all.push_str(&s),
                    _ => {}
                }
            }
            Value::str(all)
        }
        I::str_from => match next() {
            Value::Char(c) => Value::str(c.to_string()),
            other => other,
        },
        I::str_lines => strings(text(&next()).lines().collect()),
        I::str_split => {
            let (s, by) = (text(&next()), next());
            match &by {
                Value::Char(c) => strings(s.split(*c).collect()),
                Value::Unit => strings(s.split_whitespace().collect()),
                by => strings(s.split(text(by).as_str()).collect()),
            }
        }
        I::str_join => {
            let (list, by) = (next(), text(&next()));
            let all: Vec<String> = (0..list.len()).filter_map(|i| list.get(i)).map(|v| text(&v).to_string()).collect();
            Value::str(all.join(by.as_str()))
        }
        I::str_trim => Value::str(text(&next()).trim()),
        I::str_upper => Value::str(text(&next()).to_ascii_uppercase()),
        I::str_lower => Value::str(text(&next()).to_ascii_lowercase()),
        I::str_contains => {
            let (s, t) = (text(&next()), next());
            Value::Bool(match &t {
                Value::Char(c) => s.contains(*c),
                t => s.contains(text(t).as_str()),
            })
        }
        I::str_starts_with => {
            let (s, t) = (text(&next()), text(&next()));
            Value::Bool(s.starts_with(t.as_str()))
        }
        I::str_ends_with => {
            let (s, t) = (text(&next()), text(&next()));
            Value::Bool(s.ends_with(t.as_str()))
        }
        I::str_repeat => {
            let (s, n) = (text(&next()), next().as_usize().unwrap_or(0));
            Value::str(s.repeat(n))
        }
        I::char_is => {
            let (what, c) = (next().as_usize().unwrap_or(0), next());
            let Value::Char(c) = c else { return Ok(Value::Bool(false)) };
            Value::Bool(match what {
                0 => c.is_alphabetic(),
                1 => c.is_numeric(),
                2 => c.is_alphanumeric(),
                3 => c.is_whitespace(),
                4 => c.is_uppercase(),
                5 => c.is_lowercase(),
                6 => c.is_ascii_digit(),
                _ => c.is_ascii_alphabetic(),
            })
        }
        I::char_to_digit => {
            let (c, radix) = (next(), next().as_usize().unwrap_or(10));
            match c {
                Value::Char(c) => c.to_digit(radix as u32).map_or(Value::none(), |d| Value::some(Value::u32(d))),
                _ => Value::none(),
            }
        }
        I::char_upper | I::char_lower => match next() {
            Value::Char(c) => {
                Value::Char(if which == I::char_upper { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            }
            v => v,
        },
        I::display | I::debug_text => {
            let value = next();
            Value::str(format::plain(code, &value, &code.types[extra as usize], which == I::debug_text))
        }
        I::mem_replace => {
            let (place, new) = (next(), next());
            state.change(&place, &mut |v| std::mem::replace(v, new.clone())).unwrap_or(Value::Moved)
        }
        other => return Err(format!("internal error: {other:?} is not an operation on values")),
    })
}

fn limit(ty: IntTy, low: bool) -> Value {
    match (low, ty.signed()) {
        (true, false) => Value::int(ty, 0),
        (false, false) => Value::int(ty, -1),
        (low, true) => {
            let max = if ty.bits() == 128 { i128::MAX } else { (1i128 << (ty.bits() - 1)) - 1 };
            Value::int(ty, if low { -max - 1 } else { max })
        }
    }
}
