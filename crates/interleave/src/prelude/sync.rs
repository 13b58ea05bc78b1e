// Atomics, cells, locks, channels.

#[derive(Clone, Copy)]
pub enum MemoryOrdering { Relaxed, Release, Acquire, AcqRel, SeqCst }

pub struct Atomic<T>(T);
pub type AtomicBool = Atomic<bool>;
pub type AtomicI8 = Atomic<i8>;
pub type AtomicI16 = Atomic<i16>;
pub type AtomicI32 = Atomic<i32>;
pub type AtomicI64 = Atomic<i64>;
pub type AtomicIsize = Atomic<isize>;
pub type AtomicU8 = Atomic<u8>;
pub type AtomicU16 = Atomic<u16>;
pub type AtomicU32 = Atomic<u32>;
pub type AtomicU64 = Atomic<u64>;
pub type AtomicUsize = Atomic<usize>;
pub type AtomicPtr<T> = Atomic<*mut T>;
impl<T> Atomic<T> {
    pub const fn new(value: T) -> Atomic<T> { intrinsic!(atomic_new) }
    pub fn load(&self, order: MemoryOrdering) -> T { intrinsic!(atomic_load) }
    pub fn store(&self, value: T, order: MemoryOrdering) { intrinsic!(atomic_store) }
    pub fn swap(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_swap) }
    pub fn compare_exchange(&self, current: T, new: T, success: MemoryOrdering, failure: MemoryOrdering) -> Result<T, T> { intrinsic!(atomic_compare_exchange) }
    pub fn compare_exchange_weak(&self, current: T, new: T, success: MemoryOrdering, failure: MemoryOrdering) -> Result<T, T> { intrinsic!(atomic_compare_exchange_weak) }
    pub fn fetch_add(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_add) }
    pub fn fetch_sub(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_sub) }
    pub fn fetch_and(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_and) }
    pub fn fetch_or(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_or) }
    pub fn fetch_xor(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_xor) }
    pub fn fetch_nand(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_nand) }
    pub fn fetch_max(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_max) }
    pub fn fetch_min(&self, value: T, order: MemoryOrdering) -> T { intrinsic!(atomic_fetch_min) }
    pub fn fetch_update<F: FnMut(T) -> Option<T>>(&self, set: MemoryOrdering, fetch: MemoryOrdering, f: F) -> Result<T, T> {
        let mut f = f;
        let mut previous = self.load(fetch);
        while let Some(next) = f(raw_copy(&previous)) {
            match self.compare_exchange_weak(raw_copy(&previous), next, set, fetch) { Ok(x) => return Ok(x), Err(found) => { previous = found; } }
        }
        Err(previous)
    }
    pub fn try_update<F: FnMut(T) -> Option<T>>(&self, set: MemoryOrdering, fetch: MemoryOrdering, f: F) -> Result<T, T> { self.fetch_update(set, fetch, f) }
    pub fn update<F: FnMut(T) -> T>(&self, set: MemoryOrdering, fetch: MemoryOrdering, f: F) -> T {
        let mut f = f;
        let mut previous = self.load(fetch);
        loop {
            let next = f(raw_copy(&previous));
            match self.compare_exchange_weak(raw_copy(&previous), next, set, fetch) { Ok(x) => return x, Err(found) => { previous = found; } }
        }
    }
    pub fn as_ptr(&self) -> *mut T { intrinsic!(object_pointer) }
    pub fn get_mut(&mut self) -> &mut T { unsafe { &mut *self.as_ptr() } }
    pub fn into_inner(self) -> T { unsafe { *self.as_ptr() } }
}
impl Atomic<bool> { pub fn fetch_not(&self, order: MemoryOrdering) -> bool { self.fetch_xor(true, order) } }
impl<T> Default for Atomic<T> { fn default() -> Atomic<T> { Atomic::new(T::default()) } }
impl<T> From<T> for Atomic<T> { fn from(value: T) -> Atomic<T> { Atomic::new(value) } }
pub fn fence(order: MemoryOrdering) { intrinsic!(fence) }
pub fn compiler_fence(order: MemoryOrdering) { intrinsic!(compiler_fence) }
pub fn spin_loop() { intrinsic!(yield_now) }

pub struct UnsafeCell<T>(T);
impl<T> UnsafeCell<T> {
    pub const fn new(value: T) -> UnsafeCell<T> { intrinsic!(cells_new) }
    pub const fn get(&self) -> *mut T { intrinsic!(same) }
    pub fn get_mut(&mut self) -> &mut T { unsafe { &mut *self.get() } }
    pub fn into_inner(self) -> T { unsafe { *self.get() } }
}
impl<T> Default for UnsafeCell<T> { fn default() -> UnsafeCell<T> { UnsafeCell::new(T::default()) } }

impl<T> Drop for UnsafeCell<T> { fn drop(&mut self) { drop(unsafe { *self.get() }); } }

// Cells of one thread are memory too, though nobody else looks: they may move to another thread.
pub struct Cell<T> { value: UnsafeCell<T> }
impl<T> Cell<T> {
    pub const fn new(value: T) -> Cell<T> { Cell { value: UnsafeCell::new(value) } }
    pub fn get(&self) -> T { unsafe { *self.value.get() } }
    pub fn set(&self, value: T) { drop(self.replace(value)); }
    pub fn replace(&self, value: T) -> T { let old = unsafe { *self.value.get() }; unsafe { raw_write(self.value.get(), value); } old }
    pub fn swap(&self, other: &Cell<T>) { let a = self.get(); let b = other.replace(a); raw_write(self.value.get(), b); }
    pub fn take(&self) -> T { self.replace(T::default()) }
    pub fn into_inner(self) -> T { let value = unsafe { *self.value.get() }; forget(self); value }
    pub fn update<F: FnOnce(T) -> T>(&self, f: F) { self.set(f(self.get())); }
    pub fn get_mut(&mut self) -> &mut T { unsafe { &mut *self.value.get() } }
}
impl<T> Default for Cell<T> { fn default() -> Cell<T> { Cell::new(T::default()) } }
impl<T> Clone for Cell<T> { fn clone(&self) -> Cell<T> { Cell::new(self.get()) } }

// `RefCell`: a mutable guard has the value meanwhile, as a mutex's has.
pub struct RefCell<T> { value: UnsafeCell<T>, borrows: UnsafeCell<isize> }
#[deref(1, T)]
pub struct Ref<'a, T> { cell: &'a RefCell<T>, data: ManuallyDrop<T> }
#[deref(1, T)]
pub struct RefMut<'a, T> { cell: &'a RefCell<T>, data: T }
pub struct BorrowError;
pub struct BorrowMutError;
impl<T> RefCell<T> {
    pub const fn new(value: T) -> RefCell<T> { RefCell { value: UnsafeCell::new(value), borrows: UnsafeCell::new(0) } }
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        let n = unsafe { *self.borrows.get() };
        if n < 0 { return Err(BorrowError); }
        unsafe { *self.borrows.get() = n + 1; }
        Ok(Ref { cell: self, data: raw_same(unsafe { *self.value.get() }) })
    }
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        let n = unsafe { *self.borrows.get() };
        if n != 0 { return Err(BorrowMutError); }
        unsafe { *self.borrows.get() = -1; }
        Ok(RefMut { cell: self, data: unsafe { *self.value.get() } })
    }
    pub fn borrow(&self) -> Ref<'_, T> { match self.try_borrow() { Ok(guard) => guard, Err(_) => panic!("RefCell already mutably borrowed") } }
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        let n = unsafe { *self.borrows.get() };
        match self.try_borrow_mut() { Ok(guard) => guard, Err(_) => if n < 0 { panic!("RefCell already mutably borrowed") } else { panic!("RefCell already borrowed") } }
    }
    pub fn into_inner(self) -> T { let value = unsafe { *self.value.get() }; forget(self); value }
    pub fn replace(&self, value: T) -> T { let mut guard = self.borrow_mut(); replace(&mut *guard, value) }
    pub fn take(&self) -> T { self.replace(T::default()) }
    pub fn get_mut(&mut self) -> &mut T { unsafe { &mut *self.value.get() } }
}
impl<T> Drop for Ref<'_, T> { fn drop(&mut self) { unsafe { *self.cell.borrows.get() -= 1; } } }
impl<T> Drop for RefMut<'_, T> { fn drop(&mut self) { raw_write(self.cell.value.get(), raw_take(&mut self.data)); unsafe { *self.cell.borrows.get() = 0; } } }
impl<T> Default for RefCell<T> { fn default() -> RefCell<T> { RefCell::new(T::default()) } }

// Memory that may hold no value yet.
pub struct MaybeUninit<T>(T);
fn raw_uninit<T>() -> T { intrinsic!(uninit) }
impl<T> MaybeUninit<T> {
    pub const fn uninit() -> MaybeUninit<T> { raw_uninit() }
    pub const fn new(value: T) -> MaybeUninit<T> { raw_same(value) }
    pub fn write(&mut self, value: T) -> &mut T { let place: &mut T = raw_same(self); raw_put(raw_same::<&mut T, &mut MaybeUninit<T>>(place), raw_same::<T, MaybeUninit<T>>(value)); place }
    pub unsafe fn assume_init(self) -> T { intrinsic!(same) }
    pub unsafe fn assume_init_read(&self) -> T { raw_copy(raw_same::<&MaybeUninit<T>, &T>(self)) }
    pub unsafe fn assume_init_ref(&self) -> &T { intrinsic!(same) }
    pub unsafe fn assume_init_mut(&mut self) -> &mut T { intrinsic!(same) }
    pub unsafe fn assume_init_drop(&mut self) { drop(raw_take(raw_same::<&mut MaybeUninit<T>, &mut T>(self))); }
    pub fn as_ptr(&self) -> *const T { panic!("`MaybeUninit::as_ptr` is not supported: use `assume_init_ref`") }
}

// `Arc`: its owners are counted where that can be observed.
#[derive(Clone)]
#[deref(0, T)]
pub struct Arc<T> { data: T, count: ArcCount }
pub struct ArcCount { strong: AtomicUsize }
pub type Rc<T> = Arc<T>;
fn raw_counted<T>() -> bool { intrinsic!(arc_counted) }
fn raw_arc_count<T>() -> ArcCount { if raw_counted::<T>() { ArcCount { strong: Atomic::new(1) } } else { raw_unset() } }
impl<T> Arc<T> {
    pub fn new(value: T) -> Arc<T> { Arc { data: value, count: raw_arc_count::<T>() } }
    pub fn clone(&self) -> Arc<T> {
        if raw_counted::<T>() { self.count.strong.fetch_add(1, MemoryOrdering::Relaxed); }
        raw_copy(self)
    }
    pub fn strong_count(this: &Arc<T>) -> usize { this.count.strong.load(MemoryOrdering::Relaxed) }
    pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>> {
        match this.count.strong.compare_exchange(1, 0, MemoryOrdering::Relaxed, MemoryOrdering::Relaxed) {
            Ok(_) => { fence(MemoryOrdering::Acquire); let mut this = this; let data = raw_take(&mut this.data); forget(this); Ok(data) }
            Err(_) => Err(this),
        }
    }
    pub fn into_inner(this: Arc<T>) -> Option<T> {
        let mut this = this;
        let last = this.count.strong.fetch_sub(1, MemoryOrdering::Release) == 1;
        if last { fence(MemoryOrdering::Acquire); let data = raw_take(&mut this.data); forget(this); Some(data) } else { forget(this); None }
    }
    pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T> { if this.count.strong.load(MemoryOrdering::Acquire) == 1 { Some(&mut this.data) } else { None } }
    pub fn as_ptr(this: &Arc<T>) -> *const T { panic!("`Arc::as_ptr` is not supported") }
    pub fn ptr_eq(a: &Arc<T>, b: &Arc<T>) -> bool { raw_equal(&a.count.strong, &b.count.strong) }
}
impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        if self.count.strong.fetch_sub(1, MemoryOrdering::Release) == 1 {
            fence(MemoryOrdering::Acquire);
            drop(raw_take(&mut self.data));
        }
    }
}
impl<T> From<T> for Arc<T> { fn from(value: T) -> Arc<T> { Arc::new(value) } }
impl<T> Default for Arc<T> { fn default() -> Arc<T> { Arc::new(T::default()) } }

pub struct PoisonError<G> { guard: G }
impl<G> PoisonError<G> {
    pub fn into_inner(self) -> G { self.guard }
    pub fn get_ref(&self) -> &G { &self.guard }
    pub fn get_mut(&mut self) -> &mut G { &mut self.guard }
}
pub enum TryLockError<G> { Poisoned(PoisonError<G>), WouldBlock }
pub type LockResult<G> = Result<G, PoisonError<G>>;
pub type TryLockResult<G> = Result<G, TryLockError<G>>;
fn raw_panicking() -> bool { intrinsic!(panicking) }

pub struct Mutex<T>(T);
fn raw_mutex_new<M, T>(value: T) -> M { intrinsic!(mutex_new) }
fn raw_mutex_lock<M, T>(lock: &M) -> (T, bool) { intrinsic!(mutex_lock) }
fn raw_mutex_try_lock<M, T>(lock: &M) -> Option<(T, bool)> { intrinsic!(mutex_try_lock) }
fn raw_mutex_unlock<M, T>(lock: &M, data: T, poison: bool) { intrinsic!(mutex_unlock) }
#[deref(1, T)]
pub struct MutexGuard<'a, T> { lock: &'a Mutex<T>, data: T, panicking: bool }
impl<T> Mutex<T> {
    pub const fn new(value: T) -> Mutex<T> { intrinsic!(mutex_new) }
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let (data, poisoned) = raw_mutex_lock(self);
        let guard = MutexGuard { lock: self, data, panicking: raw_panicking() };
        if poisoned { Err(PoisonError { guard }) } else { Ok(guard) }
    }
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        match raw_mutex_try_lock(self) {
            None => Err(TryLockError::WouldBlock),
            Some((data, poisoned)) => {
                let guard = MutexGuard { lock: self, data, panicking: raw_panicking() };
                if poisoned { Err(TryLockError::Poisoned(PoisonError { guard })) } else { Ok(guard) }
            }
        }
    }
    pub fn is_poisoned(&self) -> bool { intrinsic!(mutex_is_poisoned) }
    pub fn clear_poison(&self) { intrinsic!(mutex_clear_poison) }
    pub fn into_inner(self) -> LockResult<T> { let (data, poisoned) = raw_mutex_lock(&self); forget(self); if poisoned { Err(PoisonError { guard: data }) } else { Ok(data) } }
    pub fn get_mut(&mut self) -> LockResult<MutexGuard<'_, T>> { self.lock() }
}
impl<T> Drop for Mutex<T> { fn drop(&mut self) { let (data, _): (T, bool) = raw_mutex_lock(self); drop(data); } }
impl<T> Drop for MutexGuard<'_, T> { fn drop(&mut self) { raw_mutex_unlock(self.lock, raw_take(&mut self.data), !self.panicking && raw_panicking()); } }
impl<T> Default for Mutex<T> { fn default() -> Mutex<T> { Mutex::new(T::default()) } }
impl<T> From<T> for Mutex<T> { fn from(value: T) -> Mutex<T> { Mutex::new(value) } }

pub struct RwLock<T>(T);
#[deref(1, T)]
pub struct RwLockReadGuard<'a, T> { lock: &'a RwLock<T>, data: ManuallyDrop<T> }
#[deref(1, T)]
pub struct RwLockWriteGuard<'a, T> { lock: &'a RwLock<T>, data: T, panicking: bool }
fn raw_rw_read<M, T>(lock: &M) -> (T, bool) { intrinsic!(rwlock_read) }
fn raw_rw_write<M, T>(lock: &M) -> (T, bool) { intrinsic!(rwlock_write) }
fn raw_rw_try_read<M, T>(lock: &M) -> Option<(T, bool)> { intrinsic!(rwlock_try_read) }
fn raw_rw_try_write<M, T>(lock: &M) -> Option<(T, bool)> { intrinsic!(rwlock_try_write) }
fn raw_rw_end_read<M>(lock: &M) { intrinsic!(rwlock_end_read) }
fn raw_rw_end_write<M, T>(lock: &M, data: T, poison: bool) { intrinsic!(rwlock_end_write) }
fn raw_rw_downgrade<M, T>(lock: &M, data: T) { intrinsic!(rwlock_downgrade) }
impl<T> RwLock<T> {
    pub const fn new(value: T) -> RwLock<T> { intrinsic!(rwlock_new) }
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let (data, poisoned) = raw_rw_read(self);
        let guard = RwLockReadGuard { lock: self, data };
        if poisoned { Err(PoisonError { guard }) } else { Ok(guard) }
    }
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let (data, poisoned) = raw_rw_write(self);
        let guard = RwLockWriteGuard { lock: self, data, panicking: raw_panicking() };
        if poisoned { Err(PoisonError { guard }) } else { Ok(guard) }
    }
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        match raw_rw_try_read(self) {
            None => Err(TryLockError::WouldBlock),
            Some((data, poisoned)) => { let guard = RwLockReadGuard { lock: self, data }; if poisoned { Err(TryLockError::Poisoned(PoisonError { guard })) } else { Ok(guard) } }
        }
    }
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        match raw_rw_try_write(self) {
            None => Err(TryLockError::WouldBlock),
            Some((data, poisoned)) => { let guard = RwLockWriteGuard { lock: self, data, panicking: raw_panicking() }; if poisoned { Err(TryLockError::Poisoned(PoisonError { guard })) } else { Ok(guard) } }
        }
    }
    pub fn is_poisoned(&self) -> bool { intrinsic!(rwlock_is_poisoned) }
    pub fn clear_poison(&self) { intrinsic!(rwlock_clear_poison) }
    pub fn into_inner(self) -> LockResult<T> { let (data, poisoned) = raw_rw_write(&self); forget(self); if poisoned { Err(PoisonError { guard: data }) } else { Ok(data) } }
    pub fn get_mut(&mut self) -> LockResult<RwLockWriteGuard<'_, T>> { self.write() }
}
impl<'a, T> RwLockWriteGuard<'a, T> {
    pub fn downgrade(this: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let mut this = this;
        let lock = this.lock;
        let data = raw_take(&mut this.data);
        forget(this);
        raw_rw_downgrade(lock, raw_copy(&data));
        RwLockReadGuard { lock, data: raw_same(data) }
    }
}
impl<T> Drop for RwLock<T> { fn drop(&mut self) { let (data, _): (T, bool) = raw_rw_write(self); drop(data); } }
impl<T> Drop for RwLockReadGuard<'_, T> { fn drop(&mut self) { raw_rw_end_read(self.lock); } }
impl<T> Drop for RwLockWriteGuard<'_, T> { fn drop(&mut self) { raw_rw_end_write(self.lock, raw_take(&mut self.data), !self.panicking && raw_panicking()); } }
impl<T> Default for RwLock<T> { fn default() -> RwLock<T> { RwLock::new(T::default()) } }

pub struct Condvar;
#[derive(Clone, Copy)]
pub struct WaitTimeoutResult(bool);
impl WaitTimeoutResult { pub fn timed_out(&self) -> bool { self.0 } }
fn raw_condvar_wait<C, M, T>(condvar: &C, lock: &M, data: T) { intrinsic!(condvar_wait) }
fn raw_condvar_wake<C>(condvar: &C, timeout: bool) -> bool { intrinsic!(condvar_wake) }
impl Condvar {
    pub const fn new() -> Condvar { intrinsic!(condvar_new) }
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let mut guard = guard;
        let lock = guard.lock;
        raw_condvar_wait(self, lock, raw_take(&mut guard.data));
        forget(guard);
        raw_condvar_wake(self, false);
        lock.lock()
    }
    pub fn wait_while<'a, T, F: FnMut(&mut T) -> bool>(&self, guard: MutexGuard<'a, T>, condition: F) -> LockResult<MutexGuard<'a, T>> {
        let mut condition = condition;
        let mut guard = guard;
        while condition(&mut *guard) { guard = self.wait(guard)?; }
        Ok(guard)
    }
    pub fn wait_timeout<'a, T>(&self, guard: MutexGuard<'a, T>, duration: Duration) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mut guard = guard;
        let lock = guard.lock;
        raw_condvar_wait(self, lock, raw_take(&mut guard.data));
        forget(guard);
        let timed_out = raw_condvar_wake(self, true);
        match lock.lock() {
            Ok(guard) => Ok((guard, WaitTimeoutResult(timed_out))),
            Err(e) => Err(PoisonError { guard: (e.into_inner(), WaitTimeoutResult(timed_out)) }),
        }
    }
    pub fn wait_timeout_while<'a, T, F: FnMut(&mut T) -> bool>(&self, guard: MutexGuard<'a, T>, duration: Duration, condition: F) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mut condition = condition;
        let mut guard = guard;
        loop {
            if !condition(&mut *guard) { return Ok((guard, WaitTimeoutResult(false))); }
            let (again, result) = self.wait_timeout(guard, duration)?;
            guard = again;
            if result.0 { let waiting = condition(&mut *guard); return Ok((guard, WaitTimeoutResult(waiting))); }
        }
    }
    pub fn notify_one(&self) { raw_notify_one(self); }
    pub fn notify_all(&self) { raw_notify_all(self); }
}
fn raw_notify_one<C>(condvar: &C) -> usize { intrinsic!(condvar_notify_one) }
fn raw_notify_all<C>(condvar: &C) -> usize { intrinsic!(condvar_notify_all) }
impl Default for Condvar { fn default() -> Condvar { Condvar::new() } }

pub struct Barrier;
pub struct BarrierWaitResult(bool);
impl BarrierWaitResult { pub fn is_leader(&self) -> bool { self.0 } }
fn raw_barrier_arrive(barrier: &Barrier, looks: bool) { intrinsic!(barrier_arrive) }
fn raw_barrier_pass(barrier: &Barrier) -> bool { intrinsic!(barrier_pass) }
impl Barrier {
    pub const fn new(n: usize) -> Barrier { intrinsic!(barrier_new) }
    pub fn wait(&self) -> BarrierWaitResult { raw_barrier_arrive(self, true); BarrierWaitResult(raw_barrier_pass(self)) }
}

// Answers of the objects behind these: see the machine's intrinsics.
pub enum RawBegin<T> { Mine, Done(T), Poisoned }
fn raw_once_begin<O, T>(once: &O, force: bool) -> RawBegin<T> { intrinsic!(once_begin) }
fn raw_once_finish<O, T>(once: &O, value: T) { intrinsic!(once_finish) }
fn raw_once_fail<O>(once: &O, poison: bool) { intrinsic!(once_fail) }
fn raw_once_get<O, T>(once: &O) -> Option<T> { intrinsic!(once_get) }
fn raw_once_set<O, T>(once: &O, value: T) -> Result<(), T> { intrinsic!(once_set) }
fn raw_once_wait<O, T>(once: &O, force: bool) -> RawBegin<T> { intrinsic!(once_wait) }
fn raw_once_take<O, T>(once: &O) -> Option<T> { intrinsic!(once_take) }
pub struct Once;
pub struct OnceState { poisoned: bool }
impl OnceState { pub fn is_poisoned(&self) -> bool { self.poisoned } }
impl Once {
    pub const fn new() -> Once { intrinsic!(once_new) }
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        match raw_once_begin::<Once, ()>(self, false) {
            RawBegin::Mine => match try_call(f) {
                Ok(()) => raw_once_finish(self, ()),
                Err(e) => { raw_once_fail(self, true); resume_unwind(e) }
            },
            RawBegin::Done(_) => {}
            RawBegin::Poisoned => panic!("Once instance has previously been poisoned"),
        }
    }
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        match raw_once_begin::<Once, ()>(self, true) {
            RawBegin::Mine => match try_call(|| f(&OnceState { poisoned: false })) {
                Ok(()) => raw_once_finish(self, ()),
                Err(e) => { raw_once_fail(self, true); resume_unwind(e) }
            },
            _ => {}
        }
    }
    pub fn is_completed(&self) -> bool { raw_once_get::<Once, ()>(self).is_some() }
    pub fn wait(&self) { match raw_once_wait::<Once, ()>(self, false) { RawBegin::Poisoned => panic!("Once instance has previously been poisoned"), _ => {} } }
}
pub struct OnceLock<T>(T);
impl<T> OnceLock<T> {
    pub const fn new() -> OnceLock<T> { intrinsic!(once_new) }
    pub fn get(&self) -> Option<&T> { intrinsic!(once_get) }
    pub fn set(&self, value: T) -> Result<(), T> { intrinsic!(once_set) }
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        match raw_once_begin::<OnceLock<T>, &T>(self, true) {
            RawBegin::Done(value) => value,
            RawBegin::Mine => match try_call(f) {
                Ok(value) => { raw_once_finish(self, raw_copy(&value)); raw_leak(value) }
                Err(e) => { raw_once_fail(self, false); resume_unwind(e) }
            },
            RawBegin::Poisoned => unreachable!(),
        }
    }
    pub fn wait(&self) -> &T { match raw_once_wait::<OnceLock<T>, &T>(self, true) { RawBegin::Done(value) => value, _ => unreachable!() } }
    pub fn take(&mut self) -> Option<T> { intrinsic!(once_take) }
    pub fn into_inner(self) -> Option<T> { let value = raw_once_take(&self); forget(self); value }
}
impl<T> Drop for OnceLock<T> { fn drop(&mut self) { drop(raw_once_take::<OnceLock<T>, T>(self)); } }
pub struct LazyLock<T> { once: OnceLock<T>, init: Box<dyn FnOnce() -> T> }
impl<T> LazyLock<T> {
    pub const fn new<F: FnOnce() -> T>(init: F) -> LazyLock<T> { LazyLock { once: OnceLock::new(), init: Box::new(init) } }
    pub fn force(this: &LazyLock<T>) -> &T { raw_force(this) }
}
fn raw_force<T>(lazy: &LazyLock<T>) -> &T {
    match raw_once_begin::<OnceLock<T>, &T>(&lazy.once, false) {
        RawBegin::Done(value) => value,
        RawBegin::Mine => { let init = raw_copy(&lazy.init); match try_call(init) {
            Ok(value) => { raw_once_finish(&lazy.once, raw_copy(&value)); raw_leak(value) }
            Err(e) => { raw_once_fail(&lazy.once, true); resume_unwind(e) }
        } }
        RawBegin::Poisoned => panic!("LazyLock instance has previously been poisoned"),
    }
}
impl<T> Deref for LazyLock<T> { type Target = T; fn deref(&self) -> &T { raw_force(self) } }

// Channels.
pub struct Sender<T> { channel: RawChannel<T> }
pub struct SyncSender<T> { channel: RawChannel<T> }
pub struct Receiver<T> { channel: RawChannel<T> }
pub struct RawChannel<T>(PhantomData<T>);
pub struct SendError<T>(pub T);
#[derive(Clone, Copy)]
pub struct RecvError;
#[derive(Clone, Copy)]
pub enum TryRecvError { Empty, Disconnected }
#[derive(Clone, Copy)]
pub enum RecvTimeoutError { Timeout, Disconnected }
pub enum TrySendError<T> { Full(T), Disconnected(T) }
fn raw_channel<T>(bound: Option<usize>) -> RawChannel<T> { intrinsic!(channel_new) }
fn raw_send<T>(channel: &RawChannel<T>, value: T) -> Option<(T, bool)> { intrinsic!(channel_send) }
fn raw_try_send<T>(channel: &RawChannel<T>, value: T) -> Option<(T, bool)> { intrinsic!(channel_try_send) }
fn raw_recv<T>(channel: &RawChannel<T>) -> Result<T, bool> { intrinsic!(channel_recv) }
fn raw_recv_timeout<T>(channel: &RawChannel<T>) -> Result<T, bool> { intrinsic!(channel_recv_timeout) }
fn raw_try_recv<T>(channel: &RawChannel<T>) -> Result<T, bool> { intrinsic!(channel_try_recv) }
fn raw_clone_sender<T>(channel: &RawChannel<T>) { intrinsic!(channel_clone_sender) }
fn raw_drop_sender<T>(channel: &RawChannel<T>) { intrinsic!(channel_drop_sender) }
fn raw_drop_receiver<T>(channel: &RawChannel<T>) -> Vec<T> { intrinsic!(channel_drop_receiver) }
pub fn channel<T>() -> (Sender<T>, Receiver<T>) { let channel = raw_channel(None); (Sender { channel: raw_copy(&channel) }, Receiver { channel }) }
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) { let channel = raw_channel(Some(bound)); (SyncSender { channel: raw_copy(&channel) }, Receiver { channel }) }
impl<T> Sender<T> { pub fn send(&self, value: T) -> Result<(), SendError<T>> { match raw_send(&self.channel, value) { None => Ok(()), Some((value, _)) => Err(SendError(value)) } } }
impl<T> SyncSender<T> {
    pub fn send(&self, value: T) -> Result<(), SendError<T>> { match raw_send(&self.channel, value) { None => Ok(()), Some((value, _)) => Err(SendError(value)) } }
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> { match raw_try_send(&self.channel, value) { None => Ok(()), Some((value, true)) => Err(TrySendError::Disconnected(value)), Some((value, false)) => Err(TrySendError::Full(value)) } }
}
impl<T> Receiver<T> {
    pub fn recv(&self) -> Result<T, RecvError> { match raw_recv(&self.channel) { Ok(value) => Ok(value), Err(_) => Err(RecvError) } }
    pub fn try_recv(&self) -> Result<T, TryRecvError> { match raw_try_recv(&self.channel) { Ok(value) => Ok(value), Err(true) => Err(TryRecvError::Disconnected), Err(false) => Err(TryRecvError::Empty) } }
    pub fn recv_timeout(&self, duration: Duration) -> Result<T, RecvTimeoutError> { match raw_recv_timeout(&self.channel) { Ok(value) => Ok(value), Err(true) => Err(RecvTimeoutError::Disconnected), Err(false) => Err(RecvTimeoutError::Timeout) } }
    pub fn iter(&self) -> RecvIter<'_, T> { RecvIter { receiver: self } }
    pub fn try_iter(&self) -> TryRecvIter<'_, T> { TryRecvIter { receiver: self } }
}
pub struct RecvIter<'a, T> { receiver: &'a Receiver<T> }
impl<'a, T> Iterator for RecvIter<'a, T> { type Item = T; fn next(&mut self) -> Option<T> { self.receiver.recv().ok() } }
pub struct TryRecvIter<'a, T> { receiver: &'a Receiver<T> }
impl<'a, T> Iterator for TryRecvIter<'a, T> { type Item = T; fn next(&mut self) -> Option<T> { self.receiver.try_recv().ok() } }
pub struct RecvIntoIter<T> { receiver: Receiver<T> }
impl<T> Iterator for RecvIntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.receiver.recv().ok() } }
impl<T> IntoIterator for Receiver<T> { type Item = T; type IntoIter = RecvIntoIter<T>; fn into_iter(self) -> RecvIntoIter<T> { RecvIntoIter { receiver: self } } }
impl<'a, T> IntoIterator for &'a Receiver<T> { type Item = T; type IntoIter = RecvIter<'a, T>; fn into_iter(self) -> RecvIter<'a, T> { RecvIter { receiver: self } } }
impl<T> Clone for Sender<T> { fn clone(&self) -> Sender<T> { raw_clone_sender(&self.channel); Sender { channel: raw_copy(&self.channel) } } }
impl<T> Clone for SyncSender<T> { fn clone(&self) -> SyncSender<T> { raw_clone_sender(&self.channel); SyncSender { channel: raw_copy(&self.channel) } } }
impl<T> Drop for Sender<T> { fn drop(&mut self) { raw_drop_sender(&self.channel); } }
impl<T> Drop for SyncSender<T> { fn drop(&mut self) { raw_drop_sender(&self.channel); } }
impl<T> Drop for Receiver<T> { fn drop(&mut self) { drop(raw_drop_receiver(&self.channel)); } }

// `parking_lot`: the same locks without poisoning.
pub mod parking {
    pub struct Mutex<T>(T);
    #[deref(1, T)]
    pub struct MutexGuard<'a, T> { lock: &'a Mutex<T>, data: T }
    impl<T> Mutex<T> {
        pub const fn new(value: T) -> Mutex<T> { intrinsic!(mutex_new) }
        pub fn lock(&self) -> MutexGuard<'_, T> { let (data, _) = raw_mutex_lock(self); MutexGuard { lock: self, data } }
        pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> { match raw_mutex_try_lock(self) { None => None, Some((data, _)) => Some(MutexGuard { lock: self, data }) } }
        pub fn try_lock_for(&self, duration: Duration) -> Option<MutexGuard<'_, T>> { self.try_lock() }
        pub fn into_inner(self) -> T { let (data, _) = raw_mutex_lock(&self); forget(self); data }
        pub fn is_locked(&self) -> bool { self.try_lock().is_none() }
    }
    impl<'a, T> MutexGuard<'a, T> {
        pub fn unlock_fair(guard: MutexGuard<'a, T>) {}
        pub fn unlocked<U, F: FnOnce() -> U>(guard: &mut MutexGuard<'a, T>, f: F) -> U {
            raw_mutex_unlock(guard.lock, raw_take(&mut guard.data), false);
            let result = f();
            let (data, _) = raw_mutex_lock(guard.lock);
            raw_put(&mut guard.data, data);
            result
        }
    }
    impl<T> Drop for Mutex<T> { fn drop(&mut self) { let (data, _): (T, bool) = raw_mutex_lock(self); drop(data); } }
    impl<T> Drop for MutexGuard<'_, T> { fn drop(&mut self) { raw_mutex_unlock(self.lock, raw_take(&mut self.data), false); } }
    impl<T> Default for Mutex<T> { fn default() -> Mutex<T> { Mutex::new(T::default()) } }

    pub struct RwLock<T>(T);
    #[deref(1, T)]
    pub struct RwLockReadGuard<'a, T> { lock: &'a RwLock<T>, data: ManuallyDrop<T> }
    #[deref(1, T)]
    pub struct RwLockWriteGuard<'a, T> { lock: &'a RwLock<T>, data: T }
    impl<T> RwLock<T> {
        pub const fn new(value: T) -> RwLock<T> { intrinsic!(rwlock_new) }
        pub fn read(&self) -> RwLockReadGuard<'_, T> { let (data, _) = raw_rw_read(self); RwLockReadGuard { lock: self, data } }
        pub fn write(&self) -> RwLockWriteGuard<'_, T> { let (data, _) = raw_rw_write(self); RwLockWriteGuard { lock: self, data } }
        pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> { match raw_rw_try_read(self) { None => None, Some((data, _)) => Some(RwLockReadGuard { lock: self, data }) } }
        pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> { match raw_rw_try_write(self) { None => None, Some((data, _)) => Some(RwLockWriteGuard { lock: self, data }) } }
        pub fn into_inner(self) -> T { let (data, _) = raw_rw_write(&self); forget(self); data }
    }
    impl<T> Drop for RwLock<T> { fn drop(&mut self) { let (data, _): (T, bool) = raw_rw_write(self); drop(data); } }
    impl<T> Drop for RwLockReadGuard<'_, T> { fn drop(&mut self) { raw_rw_end_read(self.lock); } }
    impl<T> Drop for RwLockWriteGuard<'_, T> { fn drop(&mut self) { raw_rw_end_write(self.lock, raw_take(&mut self.data), false); } }

    pub struct Condvar;
    impl Condvar {
        pub const fn new() -> Condvar { intrinsic!(condvar_new) }
        pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
            let lock = guard.lock;
            raw_condvar_wait(self, lock, raw_take(&mut guard.data));
            raw_condvar_wake(self, false);
            let (data, _) = raw_mutex_lock(lock);
            raw_put(&mut guard.data, data);
        }
        pub fn wait_while<T, F: FnMut(&mut T) -> bool>(&self, guard: &mut MutexGuard<'_, T>, condition: F) {
            let mut condition = condition;
            while condition(&mut **guard) { self.wait(guard); }
        }
        pub fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, duration: Duration) -> WaitTimeoutResult {
            let lock = guard.lock;
            raw_condvar_wait(self, lock, raw_take(&mut guard.data));
            let timed_out = raw_condvar_wake(self, true);
            let (data, _) = raw_mutex_lock(lock);
            raw_put(&mut guard.data, data);
            WaitTimeoutResult(timed_out)
        }
        pub fn notify_one(&self) -> bool { raw_notify_one(self) > 0 }
        pub fn notify_all(&self) -> usize { raw_notify_all(self) }
    }
    impl Default for Condvar { fn default() -> Condvar { Condvar::new() } }
    pub struct Once;
    impl Once {
        pub const fn new() -> Once { intrinsic!(once_new) }
        pub fn call_once<F: FnOnce()>(&self, f: F) {
            match raw_once_begin::<Once, ()>(self, false) {
                RawBegin::Mine => match try_call(f) { Ok(()) => raw_once_finish(self, ()), Err(e) => { raw_once_fail(self, true); resume_unwind(e) } },
                RawBegin::Done(_) => {}
                RawBegin::Poisoned => panic!("Once instance has previously been poisoned"),
            }
        }
    }
}
