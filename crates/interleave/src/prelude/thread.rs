// Threads, panics, time, choices.

pub struct Any { message: String }
impl Any {
    pub fn downcast_ref<T>(&self) -> Option<&T> { Some(raw_same(&self.message)) }
    pub fn is<T>(&self) -> bool { true }
}
impl Box<Any> { pub fn downcast<T>(self) -> Result<Box<T>, Box<Any>> { Ok(raw_same(raw_message(self))) } }
fn raw_message(payload: Box<Any>) -> String { let any: Any = raw_same(payload); any.message }
pub type ThreadResult<T> = Result<T, Box<Any>>;
// The machine turns a panic that reaches it into its result.
pub fn try_call<F: FnOnce() -> T, T>(f: F) -> Result<T, Box<Any>> { Ok(f()) }
pub fn resume_unwind(payload: Box<Any>) -> ! { intrinsic!(resume_unwind) }
pub fn panicking() -> bool { intrinsic!(panicking) }
pub type AssertUnwindSafe<T> = T;
pub fn AssertUnwindSafe<T>(value: T) -> T { value }
pub fn catch_unwind<F: FnOnce() -> T, T>(f: F) -> Result<T, Box<Any>> { try_call(f) }

#[derive(Clone)]
pub struct Thread { id: u32, name: Option<String> }
#[derive(Clone, Copy)]
pub struct ThreadId { id: u32 }
impl Thread {
    pub fn id(&self) -> ThreadId { ThreadId { id: self.id } }
    pub fn name(&self) -> Option<&str> { match &self.name { Some(name) => Some(name), None => None } }
    pub fn unpark(&self) { raw_unpark(self.id); }
}
fn raw_unpark(thread: u32) { intrinsic!(unpark) }
pub fn current() -> Thread { intrinsic!(current_thread) }
pub fn park() { raw_park(); }
fn raw_park() -> bool { intrinsic!(park) }
pub fn park_timeout(duration: Duration) { raw_park_timeout(); }
fn raw_park_timeout() -> bool { intrinsic!(park_timeout) }
pub fn yield_now() { intrinsic!(yield_now) }
pub fn sleep(duration: Duration) { raw_yield(); }
fn raw_yield() { intrinsic!(yield_now) }

pub struct JoinHandle<T> { thread: Thread, result: PhantomData<T> }
fn thread_main<F: FnOnce() -> T, T>(f: F) -> T { f() }
fn raw_spawn<F, T>(f: F, name: Option<String>) -> Thread { intrinsic!(spawn) }
fn raw_join<T>(thread: u32) -> Result<T, Box<Any>> { intrinsic!(join) }
fn raw_is_finished(thread: u32) -> bool { intrinsic!(is_finished) }
pub fn spawn<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T> { JoinHandle { thread: raw_spawn::<F, T>(f, None), result: raw_unset() } }
impl<T> JoinHandle<T> {
    pub fn join(self) -> Result<T, Box<Any>> { raw_join(self.thread.id) }
    pub fn is_finished(&self) -> bool { raw_is_finished(self.thread.id) }
    pub fn thread(&self) -> &Thread { &self.thread }
}

pub struct Scope { owner: u32, list: u32 }
pub struct ScopedJoinHandle<T> { thread: Thread, scope: Scope, result: PhantomData<T> }
pub struct RawList;
fn raw_scope_list() -> RawList { intrinsic!(scope_list) }
fn raw_scope_of(list: &mut RawList) -> Scope { intrinsic!(scope_of) }
fn raw_scope_next(list: &mut RawList) -> Option<u32> { intrinsic!(scope_next) }
fn raw_scope_done<T>(scope: &Scope, thread: u32, result: Result<T, Box<Any>>) -> Result<T, Box<Any>> { intrinsic!(scope_done) }
fn raw_scope_spawn<F, T>(f: F, name: Option<String>, scope: &Scope) -> Thread { intrinsic!(scope_spawn) }
pub fn scope<F: FnOnce(&Scope) -> T, T>(f: F) -> T {
    let mut list = raw_scope_list();
    let scope = raw_scope_of(&mut list);
    let result = try_call(|| f(&scope));
    let mut panicked = false;
    while let Some(thread) = raw_scope_next(&mut list) {
        if raw_scope_done(&scope, thread, raw_join::<()>(thread)).is_err() { panicked = true; }
    }
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(value) => { if panicked { panic!("a scoped thread panicked"); } value }
    }
}
impl Scope {
    pub fn spawn<F: FnOnce() -> T, T>(&self, f: F) -> ScopedJoinHandle<T> {
        let thread = raw_scope_spawn::<F, T>(f, None, self);
        ScopedJoinHandle { thread, scope: raw_copy(self), result: raw_unset() }
    }
}
impl<T> ScopedJoinHandle<T> {
    pub fn join(self) -> Result<T, Box<Any>> { let result = raw_join(self.thread.id); raw_scope_done(&self.scope, self.thread.id, result) }
    pub fn is_finished(&self) -> bool { raw_is_finished(self.thread.id) }
    pub fn thread(&self) -> &Thread { &self.thread }
}

pub struct Builder { name: Option<String> }
#[derive(Debug)]
pub struct IoError;
impl Builder {
    pub fn new() -> Builder { Builder { name: None } }
    pub fn name(self, name: String) -> Builder { Builder { name: Some(name) } }
    pub fn stack_size(self, size: usize) -> Builder { self }
    pub fn spawn<F: FnOnce() -> T, T>(self, f: F) -> Result<JoinHandle<T>, IoError> { Ok(JoinHandle { thread: raw_spawn::<F, T>(f, self.name), result: raw_unset() }) }
    pub fn spawn_scoped<F: FnOnce() -> T, T>(self, scope: &Scope, f: F) -> Result<ScopedJoinHandle<T>, IoError> {
        let thread = raw_scope_spawn::<F, T>(f, self.name, scope);
        Ok(ScopedJoinHandle { thread, scope: raw_copy(scope), result: raw_unset() })
    }
}

pub struct LocalKey<T> { key: usize, init: fn() -> T }
#[derive(Clone, Copy)]
pub struct AccessError;
fn raw_local_get<T>(key: usize) -> Option<T> { intrinsic!(thread_local_get) }
fn raw_local_set<T>(key: usize, value: T) { intrinsic!(thread_local_set) }
impl<T> LocalKey<T> {
    pub fn with<R, F: FnOnce(&T) -> R>(&self, f: F) -> R {
        if let Some(value) = raw_local_get::<&T>(self.key) { return f(value); }
        let value = (self.init)();
        raw_local_set(self.key, raw_copy(&value));
        f(&value)
    }
}
impl<T> LocalKey<Cell<T>> {
    pub fn get(&self) -> T { self.with(|cell| cell.get()) }
    pub fn set(&self, value: T) { self.with(|cell| cell.set(value)) }
    pub fn replace(&self, value: T) -> T { self.with(|cell| cell.replace(value)) }
    pub fn take(&self) -> T { self.with(|cell| cell.take()) }
}
impl<T> LocalKey<RefCell<T>> {
    pub fn set(&self, value: T) { self.with(|cell| drop(cell.replace(value))) }
    pub fn replace(&self, value: T) -> T { self.with(|cell| cell.replace(value)) }
    pub fn take(&self) -> T { self.with(|cell| cell.take()) }
    pub fn with_borrow<R, F: FnOnce(&T) -> R>(&self, f: F) -> R { self.with(|cell| f(&*cell.borrow())) }
    pub fn with_borrow_mut<R, F: FnOnce(&mut T) -> R>(&self, f: F) -> R { self.with(|cell| f(&mut *cell.borrow_mut())) }
}

// Time passes as a yield of unknown length; how much has passed is not known.
#[derive(Clone, Copy)]
pub struct Duration { nanos: u128 }
impl Duration {
    pub const ZERO: Duration = Duration { nanos: 0 };
    pub const MAX: Duration = Duration { nanos: 340282366920938463463374607431768211455 };
    pub const fn from_secs(n: u64) -> Duration { Duration { nanos: n as u128 * 1_000_000_000 } }
    pub const fn from_millis(n: u64) -> Duration { Duration { nanos: n as u128 * 1_000_000 } }
    pub const fn from_micros(n: u64) -> Duration { Duration { nanos: n as u128 * 1_000 } }
    pub const fn from_nanos(n: u64) -> Duration { Duration { nanos: n as u128 } }
    pub const fn new(secs: u64, nanos: u32) -> Duration { Duration { nanos: secs as u128 * 1_000_000_000 + nanos as u128 } }
    pub fn as_millis(&self) -> u128 { self.nanos / 1_000_000 }
    pub fn as_micros(&self) -> u128 { self.nanos / 1_000 }
    pub fn as_nanos(&self) -> u128 { self.nanos }
    pub fn as_secs(&self) -> u64 { (self.nanos / 1_000_000_000) as u64 }
}
impl Mul<u32> for Duration { type Output = Duration; fn mul(self, by: u32) -> Duration { Duration { nanos: self.nanos * by as u128 } } }
impl Div<u32> for Duration { type Output = Duration; fn div(self, by: u32) -> Duration { Duration { nanos: self.nanos / by as u128 } } }
impl Add<Duration> for Duration { type Output = Duration; fn add(self, other: Duration) -> Duration { Duration { nanos: self.nanos + other.nanos } } }
impl Sub<Duration> for Duration { type Output = Duration; fn sub(self, other: Duration) -> Duration { Duration { nanos: self.nanos - other.nanos } } }
impl AddAssign<Duration> for Duration { fn add_assign(&mut self, other: Duration) { self.nanos += other.nanos; } }
impl Default for Duration { fn default() -> Duration { Duration { nanos: 0 } } }

// Standard output. A write is one step; nothing is buffered.
pub struct Stdout;
pub type IoResult<T> = Result<T, IoError>;
pub fn stdout() -> Stdout { Stdout }
impl Stdout {
    pub fn write_text(&mut self, text: String) -> Result<(), IoError> { print!("{}", text); Ok(()) }
    pub fn flush(&mut self) -> Result<(), IoError> { Ok(()) }
}

// Random numbers: every one is tried.
fn raw_choose(options: u32) -> u32 { intrinsic!(choose) }
pub trait Random { fn random_value() -> Self; }
impl Random for bool { fn random_value() -> bool { raw_choose(2) == 1 } }
pub struct ThreadRng;
pub fn rng() -> ThreadRng { ThreadRng }
impl ThreadRng {
    pub fn random<T: Random>(&mut self) -> T { T::random_value() }
    pub fn random_bool<P>(&mut self, p: P) -> bool { raw_choose(2) == 1 }
    pub fn random_range<T, R: SampleRange<T>>(&mut self, range: R) -> T { range.sample() }
}
pub fn random<T: Random>() -> T { T::random_value() }
pub fn random_bool<P>(p: P) -> bool { raw_choose(2) == 1 }
pub trait SampleRange<T> { fn sample(self) -> T; }
impl<T> SampleRange<T> for Range<T> { fn sample(self) -> T { let mut it = self; let n = it.clone().count(); if n == 0 { panic!("cannot sample empty range"); } let i = raw_choose(n as u32); it.nth(i as usize).unwrap() } }
impl<T> SampleRange<T> for RangeInclusive<T> { fn sample(self) -> T { let mut it = self; let n = it.clone().count(); if n == 0 { panic!("cannot sample empty range"); } let i = raw_choose(n as u32); it.nth(i as usize).unwrap() } }
pub fn random_range<T, R: SampleRange<T>>(range: R) -> T { range.sample() }
