// Values: options and results, comparison, conversion, numbers, references.

pub enum Option<T> { None, Some(T) }
pub enum Result<T, E> { Ok(T), Err(E) }
pub use Option::{None, Some};
pub use Result::{Err, Ok};

#[derive(Clone, Copy)]
pub enum CmpOrdering { Less, Equal, Greater }

#[derive(Clone, Copy)]
pub struct PhantomData<T>(T);
#[derive(Clone)]
#[deref(same, T)]
pub struct Box<T>(T);
#[deref(0, T)]
pub struct ManuallyDrop<T> { value: T }

pub trait Clone { fn clone(&self) -> Self; }
pub trait Default { fn default() -> Self; }
pub trait Drop { fn drop(&mut self); }
pub trait Deref { type Target; fn deref(&self) -> &Self::Target; }
pub trait DerefMut { fn deref_mut(&mut self) -> &mut Self::Target; }
pub trait From<T> { fn from(value: T) -> Self; }
pub trait Into<T> { fn into(self) -> T; }
pub trait TryFrom<T> { fn try_from(value: T) -> Result<Self, TryFromIntError>; }
pub trait FromStr { type Err; fn from_str(text: &str) -> Result<Self, Self::Err>; }
pub trait PartialEq<R> { fn eq(&self, other: &R) -> bool; }
pub trait PartialOrd<R> { fn partial_cmp(&self, other: &R) -> Option<CmpOrdering>; }
pub trait Ord { fn cmp(&self, other: &Self) -> CmpOrdering; }
pub trait Add<R> { type Output; fn add(self, other: R) -> Self::Output; }
pub trait Sub<R> { type Output; fn sub(self, other: R) -> Self::Output; }
pub trait Mul<R> { type Output; fn mul(self, other: R) -> Self::Output; }
pub trait Div<R> { type Output; fn div(self, other: R) -> Self::Output; }
pub trait Rem<R> { type Output; fn rem(self, other: R) -> Self::Output; }
pub trait Neg { type Output; fn neg(self) -> Self::Output; }
pub trait Not { type Output; fn not(self) -> Self::Output; }
pub trait AddAssign<R> { fn add_assign(&mut self, other: R); }
pub trait SubAssign<R> { fn sub_assign(&mut self, other: R); }
pub trait Index<I> { type Output; fn index(&self, index: I) -> &Self::Output; }
pub trait IndexMut<I> { fn index_mut(&mut self, index: I) -> &mut Self::Output; }
pub trait AsRef<T> { fn as_ref(&self) -> &T; }
pub trait Display { fn fmt(&self, f: &mut Formatter) -> Result<(), FmtError>; }
pub trait Debug { fn fmt(&self, f: &mut Formatter) -> Result<(), FmtError>; }

#[derive(Clone, Copy)]
pub struct FmtError;
pub type FmtResult = Result<(), FmtError>;
pub struct Formatter { text: String }
impl Formatter {
    fn write_text(&mut self, text: String) -> Result<(), FmtError> { self.text.push_str(&text); Ok(()) }
    pub fn write_str(&mut self, text: &str) -> Result<(), FmtError> { self.text.push_str(text); Ok(()) }
    pub fn write_char(&mut self, c: char) -> Result<(), FmtError> { self.text.push(c); Ok(()) }
}

#[derive(Clone, Copy)]
pub struct TryFromIntError(());
#[derive(Clone)]
pub struct ParseIntError {}

// What every type has.
#[any]
impl<T> T {
    pub fn clone(&self) -> T { intrinsic!(clone) }
    pub fn clone_from(&mut self, other: &T) { *self = other.clone(); }
    pub fn to_owned(&self) -> T { intrinsic!(clone) }
    pub fn cmp(&self, other: &T) -> CmpOrdering { intrinsic!(compare_values) }
    pub fn partial_cmp(&self, other: &T) -> Option<CmpOrdering> { Some(raw_compare(self, other)) }
    pub fn eq(&self, other: &T) -> bool { intrinsic!(equal) }
    pub fn ne(&self, other: &T) -> bool { !raw_equal(self, other) }
    pub fn lt(&self, other: &T) -> bool { raw_less(self, other) }
    pub fn gt(&self, other: &T) -> bool { raw_less(other, self) }
    pub fn le(&self, other: &T) -> bool { !raw_less(other, self) }
    pub fn ge(&self, other: &T) -> bool { !raw_less(self, other) }
    pub fn max(self, other: T) -> T { if raw_less(&other, &self) { self } else { other } }
    pub fn min(self, other: T) -> T { if raw_less(&other, &self) { other } else { self } }
    pub fn clamp(self, low: T, high: T) -> T { if raw_less(&self, &low) { low } else if raw_less(&high, &self) { high } else { self } }
    pub fn to_string(&self) -> String { format!("{}", *self) }
    pub fn into<U>(self) -> U { U::from(self) }
    pub fn try_into<U>(self) -> Result<U, TryFromIntError> { U::try_from(self) }
    pub fn default() -> T { intrinsic!(default) }
    pub fn from(value: T) -> T { value }
}

fn raw_less<T>(a: &T, b: &T) -> bool { intrinsic!(less) }
fn raw_equal<T>(a: &T, b: &T) -> bool { intrinsic!(equal) }
fn raw_compare<T>(a: &T, b: &T) -> CmpOrdering { intrinsic!(compare_values) }
fn raw_same<T, U>(value: T) -> U { intrinsic!(same) }
fn raw_copy<T>(value: &T) -> T { intrinsic!(copy_out) }
fn raw_take<T>(place: &mut T) -> T { intrinsic!(mem_take_place) }
fn raw_leak<T>(value: T) -> &T { intrinsic!(same) }
fn raw_unset<T>() -> T { intrinsic!(unset) }
fn raw_unwrap<T, U>(value: T) -> U { intrinsic!(unwrap_field) }

impl CmpOrdering {
    pub fn is_eq(self) -> bool { matches!(self, CmpOrdering::Equal) }
    pub fn is_ne(self) -> bool { !matches!(self, CmpOrdering::Equal) }
    pub fn is_lt(self) -> bool { matches!(self, CmpOrdering::Less) }
    pub fn is_gt(self) -> bool { matches!(self, CmpOrdering::Greater) }
    pub fn is_le(self) -> bool { !matches!(self, CmpOrdering::Greater) }
    pub fn is_ge(self) -> bool { !matches!(self, CmpOrdering::Less) }
    pub fn reverse(self) -> CmpOrdering {
        match self { CmpOrdering::Less => CmpOrdering::Greater, CmpOrdering::Equal => CmpOrdering::Equal, CmpOrdering::Greater => CmpOrdering::Less }
    }
    pub fn then(self, other: CmpOrdering) -> CmpOrdering { match self { CmpOrdering::Equal => other, order => order } }
}

impl<T> Option<T> {
    pub fn is_some(&self) -> bool { intrinsic!(is_variant_1) }
    pub fn is_none(&self) -> bool { intrinsic!(is_variant_0) }
    pub fn is_some_and<F: FnOnce(T) -> bool>(self, f: F) -> bool { match self { Some(x) => f(x), None => false } }
    pub fn is_none_or<F: FnOnce(T) -> bool>(self, f: F) -> bool { match self { Some(x) => f(x), None => true } }
    pub fn unwrap(self) -> T { match self { Some(x) => x, None => panic!("called `Option::unwrap()` on a `None` value") } }
    pub fn expect(self, message: &str) -> T { match self { Some(x) => x, None => panic!("{}", message) } }
    pub fn unwrap_or(self, default: T) -> T { match self { Some(x) => x, None => default } }
    pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T { match self { Some(x) => x, None => f() } }
    pub fn unwrap_or_default(self) -> T { match self { Some(x) => x, None => T::default() } }
    pub unsafe fn unwrap_unchecked(self) -> T { match self { Some(x) => x, None => panic!("undefined behaviour: `unwrap_unchecked` on `None`") } }
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U> { match self { Some(x) => Some(f(x)), None => None } }
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U { match self { Some(x) => f(x), None => default } }
    pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, d: D, f: F) -> U { match self { Some(x) => f(x), None => d() } }
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Option<T> { if let Some(x) = &self { f(x); } self }
    pub fn and<U>(self, other: Option<U>) -> Option<U> { match self { Some(_) => other, None => None } }
    pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U> { match self { Some(x) => f(x), None => None } }
    pub fn or(self, other: Option<T>) -> Option<T> { match self { Some(x) => Some(x), None => other } }
    pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T> { match self { Some(x) => Some(x), None => f() } }
    pub fn xor(self, other: Option<T>) -> Option<T> { match (self, other) { (Some(a), None) => Some(a), (None, Some(b)) => Some(b), _ => None } }
    pub fn filter<F: FnOnce(&T) -> bool>(self, f: F) -> Option<T> { if let Some(x) = self { if f(&x) { return Some(x); } } None }
    pub fn ok_or<E>(self, error: E) -> Result<T, E> { match self { Some(x) => Ok(x), None => Err(error) } }
    pub fn ok_or_else<E, F: FnOnce() -> E>(self, f: F) -> Result<T, E> { match self { Some(x) => Ok(x), None => Err(f()) } }
    pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)> { match (self, other) { (Some(a), Some(b)) => Some((a, b)), _ => None } }
    pub const fn as_ref(&self) -> Option<&T> { match self { Some(x) => Some(x), None => None } }
    pub fn as_mut(&mut self) -> Option<&mut T> { match self { Some(x) => Some(x), None => None } }
    pub fn as_deref(&self) -> Option<&T::Target> { match self { Some(x) => Some(&**x), None => None } }
    pub fn take(&mut self) -> Option<T> { replace(self, None) }
    pub fn take_if<F: FnOnce(&mut T) -> bool>(&mut self, f: F) -> Option<T> { if let Some(x) = self { if f(x) { return replace(self, None); } } None }
    pub fn replace(&mut self, value: T) -> Option<T> { replace(self, Some(value)) }
    pub fn insert(&mut self, value: T) -> &mut T { *self = Some(value); match self { Some(x) => x, None => unreachable!() } }
    pub fn get_or_insert(&mut self, value: T) -> &mut T { if self.is_none() { *self = Some(value); } match self { Some(x) => x, None => unreachable!() } }
    pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T { if self.is_none() { *self = Some(f()); } match self { Some(x) => x, None => unreachable!() } }
    pub fn iter(&self) -> OptionIter<&T> { OptionIter { item: self.as_ref() } }
}
impl<T> Option<&T> {
    pub fn copied(self) -> Option<T> { match self { Some(x) => Some(raw_copy(x)), None => None } }
    pub fn cloned(self) -> Option<T> { match self { Some(x) => Some(x.clone()), None => None } }
}
impl<T> Option<Option<T>> { pub fn flatten(self) -> Option<T> { match self { Some(x) => x, None => None } } }
impl<T, E> Option<Result<T, E>> {
    pub fn transpose(self) -> Result<Option<T>, E> { match self { Some(Ok(x)) => Ok(Some(x)), Some(Err(e)) => Err(e), None => Ok(None) } }
}
impl<T> Clone for Option<T> { fn clone(&self) -> Option<T> { match self { Some(x) => Some(x.clone()), None => None } } }
impl<T> Copy for Option<T> {}
impl<T> Default for Option<T> { fn default() -> Option<T> { None } }
impl<T> From<T> for Option<T> { fn from(value: T) -> Option<T> { Some(value) } }

impl<T, E> Result<T, E> {
    pub fn is_ok(&self) -> bool { intrinsic!(is_variant_0) }
    pub fn is_err(&self) -> bool { intrinsic!(is_variant_1) }
    pub fn is_ok_and<F: FnOnce(T) -> bool>(self, f: F) -> bool { match self { Ok(x) => f(x), Err(_) => false } }
    pub fn is_err_and<F: FnOnce(E) -> bool>(self, f: F) -> bool { match self { Ok(_) => false, Err(e) => f(e) } }
    pub fn unwrap(self) -> T { match self { Ok(x) => x, Err(e) => panic!("called `Result::unwrap()` on an `Err` value: {:?}", e) } }
    pub fn expect(self, message: &str) -> T { match self { Ok(x) => x, Err(e) => panic!("{}: {:?}", message, e) } }
    pub fn unwrap_err(self) -> E { match self { Ok(x) => panic!("called `Result::unwrap_err()` on an `Ok` value: {:?}", x), Err(e) => e } }
    pub fn expect_err(self, message: &str) -> E { match self { Ok(x) => panic!("{}: {:?}", message, x), Err(e) => e } }
    pub fn unwrap_or(self, default: T) -> T { match self { Ok(x) => x, Err(_) => default } }
    pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, f: F) -> T { match self { Ok(x) => x, Err(e) => f(e) } }
    pub fn unwrap_or_default(self) -> T { match self { Ok(x) => x, Err(_) => T::default() } }
    pub fn ok(self) -> Option<T> { match self { Ok(x) => Some(x), Err(_) => None } }
    pub fn err(self) -> Option<E> { match self { Ok(_) => None, Err(e) => Some(e) } }
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Result<U, E> { match self { Ok(x) => Ok(f(x)), Err(e) => Err(e) } }
    pub fn map_err<G, F: FnOnce(E) -> G>(self, f: F) -> Result<T, G> { match self { Ok(x) => Ok(x), Err(e) => Err(f(e)) } }
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U { match self { Ok(x) => f(x), Err(_) => default } }
    pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, d: D, f: F) -> U { match self { Ok(x) => f(x), Err(e) => d(e) } }
    pub fn and<U>(self, other: Result<U, E>) -> Result<U, E> { match self { Ok(_) => other, Err(e) => Err(e) } }
    pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, f: F) -> Result<U, E> { match self { Ok(x) => f(x), Err(e) => Err(e) } }
    pub fn or<G>(self, other: Result<T, G>) -> Result<T, G> { match self { Ok(x) => Ok(x), Err(_) => other } }
    pub fn or_else<G, F: FnOnce(E) -> Result<T, G>>(self, f: F) -> Result<T, G> { match self { Ok(x) => Ok(x), Err(e) => f(e) } }
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Result<T, E> { if let Ok(x) = &self { f(x); } self }
    pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Result<T, E> { if let Err(e) = &self { f(e); } self }
    pub fn as_ref(&self) -> Result<&T, &E> { match self { Ok(x) => Ok(x), Err(e) => Err(e) } }
    pub fn as_mut(&mut self) -> Result<&mut T, &mut E> { match self { Ok(x) => Ok(x), Err(e) => Err(e) } }
    pub fn iter(&self) -> OptionIter<&T> { match self { Ok(x) => OptionIter { item: Some(x) }, Err(_) => OptionIter { item: None } } }
}
impl<T, E> Clone for Result<T, E> { fn clone(&self) -> Result<T, E> { match self { Ok(x) => Ok(x.clone()), Err(e) => Err(e.clone()) } } }
impl<T, E> Copy for Result<T, E> {}

// Integers.
#[integers]
impl<I> I {
    pub fn wrapping_add(self, other: I) -> I { raw_wrapping(0, self, other) }
    pub fn wrapping_sub(self, other: I) -> I { raw_wrapping(1, self, other) }
    pub fn wrapping_mul(self, other: I) -> I { raw_wrapping(2, self, other) }
    pub fn wrapping_div(self, other: I) -> I { raw_wrapping(3, self, other) }
    pub fn wrapping_rem(self, other: I) -> I { raw_wrapping(4, self, other) }
    pub fn wrapping_shl(self, by: u32) -> I { raw_shift_wrapping(5, self, by) }
    pub fn wrapping_shr(self, by: u32) -> I { raw_shift_wrapping(6, self, by) }
    pub fn wrapping_neg(self) -> I { raw_wrapping(1, 0, self) }
    pub fn checked_add(self, other: I) -> Option<I> { raw_checked(0, self, other) }
    pub fn checked_sub(self, other: I) -> Option<I> { raw_checked(1, self, other) }
    pub fn checked_mul(self, other: I) -> Option<I> { raw_checked(2, self, other) }
    pub fn checked_div(self, other: I) -> Option<I> { raw_checked(3, self, other) }
    pub fn checked_rem(self, other: I) -> Option<I> { raw_checked(4, self, other) }
    pub fn checked_shl(self, by: u32) -> Option<I> { raw_shift_checked(5, self, by) }
    pub fn checked_shr(self, by: u32) -> Option<I> { raw_shift_checked(6, self, by) }
    pub fn checked_neg(self) -> Option<I> { raw_checked(1, 0, self) }
    pub fn overflowing_add(self, other: I) -> (I, bool) { raw_overflowing(0, self, other) }
    pub fn overflowing_sub(self, other: I) -> (I, bool) { raw_overflowing(1, self, other) }
    pub fn overflowing_mul(self, other: I) -> (I, bool) { raw_overflowing(2, self, other) }
    pub fn saturating_add(self, other: I) -> I { raw_saturating(0, self, other) }
    pub fn saturating_sub(self, other: I) -> I { raw_saturating(1, self, other) }
    pub fn saturating_mul(self, other: I) -> I { raw_saturating(2, self, other) }
    pub fn pow(self, exponent: u32) -> I { raw_pow(0, self, exponent) }
    pub fn wrapping_pow(self, exponent: u32) -> I { raw_pow(1, self, exponent) }
    pub fn checked_pow(self, exponent: u32) -> Option<I> { raw_pow_checked(2, self, exponent) }
    pub fn abs(self) -> I { raw_abs(0, self) }
    pub fn wrapping_abs(self) -> I { raw_abs(2, self) }
    pub fn abs_diff(self, other: I) -> I { if self < other { other - self } else { self - other } }
    pub fn signum(self) -> I { intrinsic!(int_signum) }
    pub fn is_positive(self) -> bool { self > 0 }
    pub fn is_negative(self) -> bool { self < 0 }
    pub fn rem_euclid(self, other: I) -> I { intrinsic!(int_rem_euclid) }
    pub fn div_euclid(self, other: I) -> I { intrinsic!(int_div_euclid) }
    pub fn div_ceil(self, other: I) -> I { if self % other == 0 { self / other } else { self / other + 1 } }
    pub fn next_multiple_of(self, other: I) -> I { if self % other == 0 { self } else { self + (other - self % other) } }
    pub fn is_multiple_of(self, other: I) -> bool { if other == 0 { self == 0 } else { self % other == 0 } }
    pub fn leading_zeros(self) -> u32 { intrinsic!(int_leading_zeros) }
    pub fn trailing_zeros(self) -> u32 { intrinsic!(int_trailing_zeros) }
    pub fn count_ones(self) -> u32 { intrinsic!(int_count_ones) }
    pub fn count_zeros(self) -> u32 { raw_ones(!self) }
    pub fn is_power_of_two(self) -> bool { raw_ones(self) == 1 }
    pub fn next_power_of_two(self) -> I { let mut n = 1; while n < self { n = n * 2; } n }
    pub fn rotate_left(self, by: u32) -> I { intrinsic!(int_rotate_left) }
    pub fn rotate_right(self, by: u32) -> I { intrinsic!(int_rotate_right) }
    pub fn swap_bytes(self) -> I { intrinsic!(int_swap_bytes) }
    pub fn isqrt(self) -> I { intrinsic!(int_isqrt) }
    pub fn from<J>(value: J) -> I { intrinsic!(int_from) }
    pub fn try_from<J>(value: J) -> Result<I, TryFromIntError> { intrinsic!(int_try_from) }
    pub fn is_ascii_digit(&self) -> bool { *self >= 48 && *self <= 57 }
}
fn raw_wrapping<I>(op: usize, a: I, b: I) -> I { intrinsic!(int_arith_wrapping) }
fn raw_shift_wrapping<I>(op: usize, a: I, by: u32) -> I { intrinsic!(int_arith_wrapping) }
fn raw_checked<I>(op: usize, a: I, b: I) -> Option<I> { intrinsic!(int_arith_checked) }
fn raw_shift_checked<I>(op: usize, a: I, by: u32) -> Option<I> { intrinsic!(int_arith_checked) }
fn raw_overflowing<I>(op: usize, a: I, b: I) -> (I, bool) { intrinsic!(int_arith_overflowing) }
fn raw_saturating<I>(op: usize, a: I, b: I) -> I { intrinsic!(int_arith_saturating) }
fn raw_pow<I>(mode: usize, a: I, exponent: u32) -> I { intrinsic!(int_pow) }
fn raw_pow_checked<I>(mode: usize, a: I, exponent: u32) -> Option<I> { intrinsic!(int_pow) }
fn raw_abs<I>(mode: usize, a: I) -> I { intrinsic!(int_abs) }
fn raw_ones<I>(a: I) -> u32 { intrinsic!(int_count_ones) }

impl bool {
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> { if self { Some(f()) } else { None } }
    pub fn then_some<T>(self, value: T) -> Option<T> { if self { Some(value) } else { None } }
}
impl char {
    pub fn is_alphabetic(self) -> bool { raw_char_is(0, self) }
    pub fn is_numeric(self) -> bool { raw_char_is(1, self) }
    pub fn is_alphanumeric(self) -> bool { raw_char_is(2, self) }
    pub fn is_whitespace(self) -> bool { raw_char_is(3, self) }
    pub fn is_uppercase(self) -> bool { raw_char_is(4, self) }
    pub fn is_lowercase(self) -> bool { raw_char_is(5, self) }
    pub fn is_ascii_digit(&self) -> bool { raw_char_is(6, *self) }
    pub fn is_ascii_alphabetic(&self) -> bool { raw_char_is(7, *self) }
    pub fn to_digit(self, radix: u32) -> Option<u32> { intrinsic!(char_to_digit) }
    pub fn to_ascii_uppercase(&self) -> char { intrinsic!(char_upper) }
    pub fn to_ascii_lowercase(&self) -> char { intrinsic!(char_lower) }
}
fn raw_char_is(what: usize, c: char) -> bool { intrinsic!(char_is) }

impl<T> Box<T> {
    pub fn new(value: T) -> Box<T> { intrinsic!(same) }
    pub fn into_raw(b: Box<T>) -> *mut T { raw_new_cells(raw_same::<Box<T>, T>(b)) }
    pub unsafe fn from_raw(pointer: *mut T) -> Box<T> { raw_same(raw_take_cells::<T>(pointer)) }
    pub fn into_inner(b: Box<T>) -> T { intrinsic!(same) }
    pub fn leak(b: Box<T>) -> &'static mut T { let pointer = Box::into_raw(b); unsafe { &mut *pointer } }
}
impl<T> From<T> for Box<T> { fn from(value: T) -> Box<T> { raw_same(value) } }
impl<T> Default for Box<T> { fn default() -> Box<T> { Box::new(T::default()) } }

impl<T> ManuallyDrop<T> {
    pub fn new(value: T) -> ManuallyDrop<T> { ManuallyDrop { value } }
    pub fn into_inner(slot: ManuallyDrop<T>) -> T { slot.value }
}

impl<T> *mut T {
    pub fn is_null(self) -> bool { intrinsic!(is_null) }
    pub unsafe fn read(self) -> T { *self }
    pub unsafe fn write(self, value: T) { raw_write(self, value); }
    pub unsafe fn replace(self, value: T) -> T { let old = unsafe { *self }; raw_write(self, value); old }
    pub unsafe fn as_ref(self) -> Option<&T> { if raw_is_null(self) { None } else { Some(&*self) } }
    pub unsafe fn as_mut(self) -> Option<&mut T> { if raw_is_null(self) { None } else { Some(&mut *self) } }
    pub fn cast_const(self) -> *const T { intrinsic!(same) }
}
impl<T> *const T {
    pub fn is_null(self) -> bool { intrinsic!(is_null) }
    pub unsafe fn read(self) -> T { *self }
    pub unsafe fn as_ref(self) -> Option<&T> { if raw_is_null(raw_same::<*const T, *mut T>(self)) { None } else { Some(&*self) } }
    pub fn cast_mut(self) -> *mut T { intrinsic!(same) }
}
#[derive(Clone, Copy)]
pub struct NonNull<T> { pointer: *mut T }
impl<T> NonNull<T> {
    pub fn new(pointer: *mut T) -> Option<NonNull<T>> { if pointer.is_null() { None } else { Some(NonNull { pointer }) } }
    pub unsafe fn new_unchecked(pointer: *mut T) -> NonNull<T> { NonNull { pointer } }
    pub fn as_ptr(self) -> *mut T { self.pointer }
    pub unsafe fn as_ref(&self) -> &T { unsafe { &*self.pointer } }
    pub unsafe fn as_mut(&mut self) -> &mut T { unsafe { &mut *self.pointer } }
}
impl<T> From<&mut T> for NonNull<T> { fn from(value: &mut T) -> NonNull<T> { NonNull { pointer: value } } }
fn raw_write<T>(pointer: *mut T, value: T) { let place: &mut T = unsafe { &mut *pointer }; raw_put(place, value); }
pub unsafe fn ptr_read<T>(pointer: *const T) -> T { unsafe { *pointer } }
pub unsafe fn ptr_write<T>(pointer: *mut T, value: T) { raw_write(pointer, value); }
fn raw_is_null<T>(pointer: *mut T) -> bool { intrinsic!(is_null) }
fn raw_new_cells<T>(value: T) -> *mut T { intrinsic!(cells_new) }
fn raw_take_cells<T>(pointer: *mut T) -> T { intrinsic!(cells_take) }
pub fn null_mut<T>() -> *mut T { intrinsic!(null) }
pub fn null<T>() -> *const T { intrinsic!(null) }
pub fn ptr_eq<T>(a: *const T, b: *const T) -> bool { raw_equal(&a, &b) }

pub fn drop<T>(value: T) {}
pub fn forget<T>(value: T) { intrinsic!(mem_forget) }
pub fn replace<T>(place: &mut T, value: T) -> T { intrinsic!(mem_replace) }
fn raw_put<T>(place: &mut T, value: T) { intrinsic!(write_raw) }
pub fn swap<T>(a: &mut T, b: &mut T) { let x = raw_take(a); let y = replace(b, x); raw_put(a, y); }
pub fn take<T>(place: &mut T) -> T { replace(place, T::default()) }
pub fn identity<T>(value: T) -> T { value }
pub fn black_box<T>(value: T) -> T { value }
pub fn cmp_max<T>(a: T, b: T) -> T { if raw_less(&b, &a) { a } else { b } }
pub fn cmp_min<T>(a: T, b: T) -> T { if raw_less(&b, &a) { b } else { a } }
