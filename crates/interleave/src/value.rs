//! Values of the interpreted program: compact, cheap to clone, comparable and hashable, since whole states are compared.
//!
//! Types are known when a program is compiled, so a value carries only what its own operations need. Three choices keep the
//! machine simple, and safe Rust is what makes them right:
//!
//! - What lies behind a shared reference cannot change while the reference lives, so `&T` *is* the value of `T`.
//! - What lies behind `&mut T` is reached by one path only, so `&mut T` is that path: a [`Place`] in the thread's own stack.
//! - What can change while shared (atomics, mutexes, cells) is never inside a value: a value holds the [`Object`]'s name.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use crate::request::{Fetch, Object};

/// An integer type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[repr(u8)]
pub enum IntTy {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
}

impl IntTy {
    /// All of them, in declaration order.
    pub const ALL: [IntTy; 12] = {
        use IntTy::*;
        [I8, I16, I32, I64, I128, Isize, U8, U16, U32, U64, U128, Usize]
    };

    /// Rust's name of the type.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"][self as usize]
    }

    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<IntTy> {
        Self::ALL.into_iter().find(|ty| ty.name() == name)
    }

    /// Width in bits; `usize` has 64, as on the machines the book speaks of.
    #[must_use]
    pub fn bits(self) -> u32 {
        [8, 16, 32, 64, 128, 64, 8, 16, 32, 64, 128, 64][self as usize]
    }

    /// Whether the type has negative values.
    #[must_use]
    pub fn signed(self) -> bool {
        (self as u8) < (IntTy::U8 as u8)
    }

    /// The unsigned type of the same width.
    #[must_use]
    pub fn unsigned(self) -> IntTy {
        Self::ALL[self as usize % 6 + 6]
    }

    /// The signed type of the same width.
    #[must_use]
    pub fn to_signed(self) -> IntTy {
        Self::ALL[self as usize % 6]
    }

    /// Whether the mathematical integer `n` is a value of this type (`u128` is the caller's business).
    fn holds(self, n: i128) -> bool {
        match self {
            IntTy::I128 => true,
            IntTy::U128 => n >= 0,
            _ if self.signed() => {
                let half = 1i128 << (self.bits() - 1);
                -half <= n && n < half
            }
            _ => 0 <= n && n < 1i128 << self.bits(),
        }
    }
}

/// A value of the interpreted program.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `()`, and a place not filled yet.
    Unit,
    /// What a move leaves behind.
    Moved,
    Bool(bool),
    Char(char),
    /// An integer of at most 64 bits, sign- or zero-extended according to its type.
    Int {
        ty: IntTy,
        bits: u64,
    },
    /// An integer of 128 bits.
    Wide(IntTy, Rc<u128>),
    /// A string, `&str` or `String`.
    Str(Rc<String>),
    /// A shared object, or a raw pointer to one.
    Object(Object),
    /// `&mut` to a whole stack slot.
    Slot(u32),
    /// `&mut` to part of a stack slot.
    Place(Rc<Place>),
    /// A variant without fields, a function, a closure that captures nothing.
    Variant(u32),
    /// A variant with one small integer in it: what a compare-exchange answers, without an allocation.
    Tagged {
        variant: u8,
        ty: IntTy,
        bits: u64,
    },
    /// A tuple, struct, array, `Vec`, a variant with fields, a closure with its captures.
    Aggregate(Rc<Aggregate>),
}

const _: () = assert!(size_of::<Value>() == 16);

impl Value {
    /// Takes as much from `left` as there are values in this one, and bytes in texts; whether that was enough. Parts that are
    /// shared in memory count each time, as they do for whoever compares or hashes the whole; and nothing may lie too deep.
    pub fn weigh(&self, left: &mut u32) -> bool {
        self.weigh_at(0, left)
    }

    fn weigh_at(&self, depth: u32, left: &mut u32) -> bool {
        let own = if let Value::Str(text) = self { u32::try_from(text.len()).unwrap_or(u32::MAX) } else { 0 };
        let Some(rest) = left.checked_sub(own.saturating_add(1)) else { return false };
        *left = rest;
        match self {
            Value::Aggregate(_) if depth > 1_000 => false,
            Value::Aggregate(aggregate) => aggregate.fields().iter().all(|field| field.weigh_at(depth + 1, left)),
            _ => true,
        }
    }
}

/// A path into the thread's own stack: a slot, then steps inward.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// Where the path starts.
    pub base: Base,
    /// The steps from there.
    pub path: Vec<Step>,
}

/// Where a [`Place`] starts.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Base {
    /// A slot of the thread's stack, counted from its bottom.
    Slot(u32),
    /// Memory that threads share: an [`Object`], or an aggregate of them, field by field.
    Cells(Value),
}

/// One step of a [`Place`] inward.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// A field or an element.
    Field(u32),
    /// The elements from `start` on, `len` of them: a slice of an array or `Vec`.
    Range { start: u32, len: u32 },
}

/// Several values in one, with the number of their variant (0 where there are no variants).
#[derive(Clone)]
pub struct Aggregate {
    /// Which variant of an enum this is, or which function a closure runs.
    pub variant: u32,
    fields: Fields,
}

/// Up to three fields lie in the same allocation.
#[derive(Clone)]
enum Fields {
    Zero,
    One([Value; 1]),
    Two([Value; 2]),
    Three([Value; 3]),
    Many(Vec<Value>),
}

impl Aggregate {
    /// Puts fields together.
    #[must_use]
    pub fn new(variant: u32, fields: Vec<Value>) -> Aggregate {
        Aggregate { variant, fields: Fields::from(fields) }
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &[Value] {
        match &self.fields {
            Fields::Zero => &[],
            Fields::One(f) => f,
            Fields::Two(f) => f,
            Fields::Three(f) => f,
            Fields::Many(f) => f,
        }
    }

    /// The fields, to change them.
    pub fn fields_mut(&mut self) -> &mut [Value] {
        match &mut self.fields {
            Fields::Zero => &mut [],
            Fields::One(f) => f,
            Fields::Two(f) => f,
            Fields::Three(f) => f,
            Fields::Many(f) => f,
        }
    }

    /// The fields as a vector, to add and remove some.
    pub fn elements(&mut self) -> &mut Vec<Value> {
        if !matches!(self.fields, Fields::Many(_)) {
            let all = match std::mem::replace(&mut self.fields, Fields::Zero) {
                Fields::Zero => Vec::new(),
                Fields::One(f) => f.into(),
                Fields::Two(f) => f.into(),
                Fields::Three(f) => f.into(),
                Fields::Many(_) => unreachable!(),
            };
            self.fields = Fields::Many(all);
        }
        let Fields::Many(all) = &mut self.fields else { unreachable!() };
        all
    }

    /// The fields by value.
    #[must_use]
    pub fn into_fields(self) -> Vec<Value> {
        match self.fields {
            Fields::Zero => Vec::new(),
            Fields::One(f) => f.into(),
            Fields::Two(f) => f.into(),
            Fields::Three(f) => f.into(),
            Fields::Many(f) => f,
        }
    }
}

impl From<Vec<Value>> for Fields {
    fn from(fields: Vec<Value>) -> Fields {
        let mut fields = fields;
        match fields.len() {
            0 => Fields::Zero,
            1 => Fields::One(fields.pop().map(|a| [a]).expect("one field")),
            2 => Fields::Two(<[Value; 2]>::try_from(fields).expect("two fields")),
            3 => Fields::Three(<[Value; 3]>::try_from(fields).expect("three fields")),
            _ => Fields::Many(fields),
        }
    }
}

impl PartialEq for Aggregate {
    fn eq(&self, other: &Self) -> bool {
        self.variant == other.variant && self.fields() == other.fields()
    }
}
impl Eq for Aggregate {}
impl Hash for Aggregate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.variant.hash(state);
        self.fields().hash(state);
    }
}
impl fmt::Debug for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.variant)?;
        f.debug_list().entries(self.fields()).finish()
    }
}

/// An enum in the order std declares it: `None`, `Some`.
pub const NONE: u32 = 0;
/// See [`NONE`].
pub const SOME: u32 = 1;
/// An enum in the order std declares it: `Ok`, `Err`.
pub const OK: u32 = 0;
/// See [`OK`].
pub const ERR: u32 = 1;

impl Value {
    /// The integer `n` of type `ty`, wrapped around to fit.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // wrapping is the point
    pub fn int(ty: IntTy, n: i128) -> Value {
        match ty.bits() {
            128 => Value::Wide(ty, Rc::new(n as u128)),
            64 => Value::Int { ty, bits: n as u64 },
            width => {
                let up = 64 - width;
                let bits = (n as u64) << up;
                let bits = if ty.signed() { ((bits as i64) >> up) as u64 } else { bits >> up };
                Value::Int { ty, bits }
            }
        }
    }

    /// A `u32`.
    #[must_use]
    pub fn u32(n: u32) -> Value {
        Value::Int { ty: IntTy::U32, bits: n.into() }
    }

    /// An `i32`.
    #[must_use]
    pub fn i32(n: i32) -> Value {
        Value::int(IntTy::I32, n.into())
    }

    /// A `usize`.
    #[must_use]
    pub fn usize(n: usize) -> Value {
        Value::Int { ty: IntTy::Usize, bits: n as u64 }
    }

    /// A string.
    #[must_use]
    pub fn str(text: impl Into<String>) -> Value {
        Value::Str(Rc::new(text.into()))
    }

    /// A tuple, struct, array or `Vec`.
    #[must_use]
    pub fn aggregate(fields: Vec<Value>) -> Value {
        Value::Aggregate(Rc::new(Aggregate::new(0, fields)))
    }

    /// A variant of an enum, in its one canonical form.
    #[must_use]
    pub fn variant(variant: u32, fields: Vec<Value>) -> Value {
        match (u8::try_from(variant), fields.as_slice()) {
            (_, []) => Value::Variant(variant),
            (Ok(variant), &[Value::Int { ty, bits }]) => Value::Tagged { variant, ty, bits },
            _ => Value::Aggregate(Rc::new(Aggregate::new(variant, fields))),
        }
    }

    /// A variant with one field, in its one canonical form.
    #[must_use]
    pub fn variant1(variant: u32, field: Value) -> Value {
        match (variant, field) {
            (0..=255, Value::Int { ty, bits }) => Value::Tagged { variant: variant as u8, ty, bits },
            (_, field) => Value::Aggregate(Rc::new(Aggregate { variant, fields: Fields::One([field]) })),
        }
    }

    /// `Some(value)`.
    #[must_use]
    pub fn some(value: Value) -> Value {
        Value::variant1(SOME, value)
    }

    /// `None`.
    #[must_use]
    pub fn none() -> Value {
        Value::Variant(NONE)
    }

    /// `Ok(value)`.
    #[must_use]
    pub fn ok(value: Value) -> Value {
        Value::variant1(OK, value)
    }

    /// `Err(value)`.
    #[must_use]
    pub fn err(value: Value) -> Value {
        Value::variant1(ERR, value)
    }

    /// Two values in one, in one allocation.
    #[must_use]
    pub fn pair(a: Value, b: Value) -> Value {
        Value::Aggregate(Rc::new(Aggregate { variant: 0, fields: Fields::Two([a, b]) }))
    }

    /// Three values in one, in one allocation.
    #[must_use]
    pub fn triple(a: Value, b: Value, c: Value) -> Value {
        Value::Aggregate(Rc::new(Aggregate { variant: 0, fields: Fields::Three([a, b, c]) }))
    }

    /// Which variant of its enum this value is; 0 for what is no enum.
    #[must_use]
    pub fn variant_index(&self) -> u32 {
        match self {
            Value::Variant(v) => *v,
            Value::Tagged { variant, .. } => (*variant).into(),
            Value::Aggregate(a) => a.variant,
            _ => 0,
        }
    }

    /// The `index`th field or element, if there is one.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Value> {
        match self {
            Value::Aggregate(a) => a.fields().get(index).cloned(),
            Value::Tagged { ty, bits, .. } if index == 0 => Some(Value::Int { ty: *ty, bits: *bits }),
            _ => None,
        }
    }

    /// All fields or elements.
    #[must_use]
    pub fn into_fields(self) -> Vec<Value> {
        match self {
            Value::Aggregate(a) => Rc::try_unwrap(a).unwrap_or_else(|a| (*a).clone()).into_fields(),
            Value::Tagged { ty, bits, .. } => vec![Value::Int { ty, bits }],
            _ => Vec::new(),
        }
    }

    /// How many fields or elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Value::Aggregate(a) => a.fields().len(),
            Value::Tagged { .. } => 1,
            _ => 0,
        }
    }

    /// Whether there are no fields or elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value as a mathematical integer; `u128` above `i128::MAX` wraps. Characters and booleans count as their codes.
    #[must_use]
    #[allow(clippy::cast_possible_wrap)]
    pub fn as_i128(&self) -> Option<i128> {
        match self {
            Value::Int { ty, bits } if ty.signed() => Some(i128::from(*bits as i64)),
            Value::Int { bits, .. } => Some(i128::from(*bits)),
            Value::Wide(_, n) => Some(**n as i128),
            Value::Bool(b) => Some(i128::from(*b)),
            Value::Char(c) => Some(i128::from(u32::from(*c))),
            _ => None,
        }
    }

    /// The value as an index or length.
    #[must_use]
    pub fn as_usize(&self) -> Option<usize> {
        usize::try_from(self.as_i128()?).ok()
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(b) = self { Some(*b) } else { None }
    }

    /// The object that this value names.
    #[must_use]
    pub fn as_object(&self) -> Option<Object> {
        if let Value::Object(object) = self { Some(*object) } else { None }
    }

    /// The type of an integer.
    #[must_use]
    pub fn int_ty(&self) -> Option<IntTy> {
        match self {
            Value::Int { ty, .. } | Value::Wide(ty, _) => Some(*ty),
            _ => None,
        }
    }
}

/// Binary arithmetic on two integers of one type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Arith {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
}

/// The result of an operation, wrapped around, and whether it overflowed.
#[derive(Clone, Debug)]
pub struct Wrapped {
    pub value: Value,
    pub overflowed: bool,
}

/// Computes `a op b` in the type of `a`; `None` for a division by zero or for what is no integer. Shift amounts may have another type;
/// an amount that is too large overflows and is taken modulo the width, as in Rust.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_possible_wrap)]
pub fn arith(op: Arith, a: &Value, b: &Value) -> Option<Wrapped> {
    let ty = match a {
        Value::Bool(x) => {
            let y = b.as_bool()?;
            let value = match op {
                Arith::And => *x & y,
                Arith::Or => *x | y,
                Arith::Xor => *x ^ y,
                _ => return None,
            };
            return Some(Wrapped { value: Value::Bool(value), overflowed: false });
        }
        _ => a.int_ty()?,
    };
    let (x, y) = (a.as_i128()?, b.as_i128()?);
    if let Arith::Shl | Arith::Shr = op {
        let overflowed = y < 0 || y >= i128::from(ty.bits());
        let by = (y as u32) & (ty.bits() - 1);
        let n = match (op, ty.signed()) {
            (Arith::Shl, _) => ((x as u128) << by) as i128,
            (_, true) => x >> by,
            (_, false) => ((x as u128) >> by) as i128,
        };
        return Some(Wrapped { value: Value::int(ty, n), overflowed });
    }
    if let Arith::Div | Arith::Rem = op
        && y == 0
    {
        return None;
    }
    let (n, overflowed) = if ty == IntTy::U128 {
        let (x, y) = (x as u128, y as u128);
        let (n, overflowed) = match op {
            Arith::Add => x.overflowing_add(y),
            Arith::Sub => x.overflowing_sub(y),
            Arith::Mul => x.overflowing_mul(y),
            Arith::Div => (x / y, false),
            Arith::Rem => (x % y, false),
            Arith::And => (x & y, false),
            Arith::Or => (x | y, false),
            _ => (x ^ y, false),
        };
        (n as i128, overflowed)
    } else {
        let (n, wide_overflow) = match op {
            Arith::Add => x.overflowing_add(y),
            Arith::Sub => x.overflowing_sub(y),
            Arith::Mul => x.overflowing_mul(y),
            Arith::Div => x.overflowing_div(y),
            // MIN % -1 overflows in Rust although its remainder, 0, does not.
            Arith::Rem => {
                (x.wrapping_rem(y), y == -1 && ty.signed() && !ty.holds(x.wrapping_neg()) || y == -1 && x == i128::MIN)
            }
            Arith::And => (x & y, false),
            Arith::Or => (x | y, false),
            _ => (x ^ y, false),
        };
        (n, wide_overflow || !ty.holds(n))
    };
    Some(Wrapped { value: Value::int(ty, n), overflowed })
}

/// Compares two integers of one type, or two booleans or characters.
#[must_use]
#[allow(clippy::cast_sign_loss)]
pub fn compare(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Int { ty, bits }, Value::Int { bits: other, .. }) if !ty.signed() => bits.cmp(other),
        (Value::Wide(IntTy::U128, x), Value::Wide(_, y)) => x.cmp(y),
        (Value::Str(x), Value::Str(y)) => x.cmp(y),
        (Value::Unit, Value::Unit) => std::cmp::Ordering::Equal,
        _ => match (a.as_i128(), b.as_i128()) {
            (Some(x), Some(y)) => x.cmp(&y),
            // Derived order: by variant, then field by field.
            _ => a.variant_index().cmp(&b.variant_index()).then_with(|| {
                for i in 0..a.len().min(b.len()) {
                    let (x, y) = (a.get(i).expect("in range"), b.get(i).expect("in range"));
                    let order = compare(&x, &y);
                    if order.is_ne() {
                        return order;
                    }
                }
                a.len().cmp(&b.len())
            }),
        },
    }
}

impl Fetch {
    /// What `fetch_*` with this operand leaves in place of `old`: wraps around, in the type of `old`.
    ///
    /// # Panics
    /// If the two are not integers, or booleans, of one type: the type checker's business.
    #[must_use]
    pub fn apply(self, old: &Value, operand: &Value) -> Value {
        let by = |op| arith(op, old, operand).expect("atomics hold integers or booleans").value;
        match self {
            Fetch::Add => by(Arith::Add),
            Fetch::Sub => by(Arith::Sub),
            Fetch::And => by(Arith::And),
            Fetch::Or => by(Arith::Or),
            Fetch::Xor => by(Arith::Xor),
            Fetch::Nand => not(&by(Arith::And)),
            Fetch::Max => {
                if compare(old, operand).is_ge() {
                    old.clone()
                } else {
                    operand.clone()
                }
            }
            Fetch::Min => {
                if compare(old, operand).is_le() {
                    old.clone()
                } else {
                    operand.clone()
                }
            }
        }
    }
}

/// `!value`.
///
/// # Panics
/// If it is neither an integer nor a boolean.
#[must_use]
pub fn not(value: &Value) -> Value {
    match value {
        Value::Bool(b) => Value::Bool(!b),
        _ => Value::int(value.int_ty().expect("an integer"), !value.as_i128().expect("an integer")),
    }
}

/// Casts an integer, character or boolean to an integer type, as `as` does.
#[must_use]
pub fn cast(value: &Value, to: IntTy) -> Option<Value> {
    Some(Value::int(to, value.as_i128()?))
}

/// Converts an integer to a type that may not hold it.
#[must_use]
pub fn try_convert(value: &Value, to: IntTy) -> Option<Value> {
    let n = value.as_i128()?;
    let too_big_for_i128 = value.int_ty() == Some(IntTy::U128) && n < 0;
    let fits = if to == IntTy::U128 { n >= 0 || too_big_for_i128 } else { !too_big_for_i128 && to.holds(n) };
    fits.then(|| Value::int(to, n))
}

/// How a value looks in an answer: integers and strings as they print, the rest by shape.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unit => write!(f, "()"),
            Value::Moved => write!(f, "(moved)"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Char(c) => write!(f, "{c}"),
            Value::Wide(IntTy::U128, n) => write!(f, "{n}"),
            Value::Int { .. } | Value::Wide(..) => write!(f, "{}", self.as_i128().expect("an integer")),
            Value::Str(s) => write!(f, "{s}"),
            Value::Object(o) => write!(f, "object {}.{}", o.owner.cast_signed(), o.index),
            Value::Slot(_) | Value::Place(_) => write!(f, "&mut _"),
            Value::Variant(v) => write!(f, "#{v}"),
            Value::Tagged { variant, .. } => write!(f, "#{variant}({})", self.get(0).expect("one field")),
            Value::Aggregate(a) => {
                if a.variant > 0 {
                    write!(f, "#{}", a.variant)?;
                }
                write!(f, "(")?;
                for (i, field) in a.fields().iter().enumerate() {
                    write!(f, "{}{field}", if i > 0 { ", " } else { "" })?;
                }
                write!(f, ")")
            }
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Int { ty, .. } | Value::Wide(ty, _) => write!(f, "{self}{}", ty.name()),
            Value::Str(s) => write!(f, "{s:?}"),
            Value::Char(c) => write!(f, "{c:?}"),
            Value::Slot(slot) => write!(f, "&mut slot {slot}"),
            Value::Place(place) => write!(f, "&mut {place:?}"),
            Value::Aggregate(a) => write!(f, "{a:?}"),
            _ => write!(f, "{self}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_agrees_with_rust_on_every_pair_of_bytes() {
        for x in i8::MIN..=i8::MAX {
            for y in i8::MIN..=i8::MAX {
                let (a, b) = (Value::int(IntTy::I8, x.into()), Value::int(IntTy::I8, y.into()));
                let check = |op, rust: Option<(i8, bool)>| {
                    let ours = arith(op, &a, &b).map(|w| (w.value.as_i128().unwrap() as i8, w.overflowed));
                    assert_eq!(ours, rust, "{x} {op:?} {y}");
                };
                check(Arith::Add, Some(x.overflowing_add(y)));
                check(Arith::Sub, Some(x.overflowing_sub(y)));
                check(Arith::Mul, Some(x.overflowing_mul(y)));
                check(Arith::Div, (y != 0).then(|| x.overflowing_div(y)));
                check(Arith::Rem, (y != 0).then(|| x.overflowing_rem(y)));
                check(Arith::Shl, Some(x.overflowing_shl(y as u32)));
                check(Arith::Shr, Some(x.overflowing_shr(y as u32)));
                let (a, b) = (Value::int(IntTy::U8, (x as u8).into()), Value::int(IntTy::U8, (y as u8).into()));
                let check = |op, rust: Option<(u8, bool)>| {
                    let ours = arith(op, &a, &b).map(|w| (w.value.as_i128().unwrap() as u8, w.overflowed));
                    assert_eq!(ours, rust, "{} {op:?} {}", x as u8, y as u8);
                };
                let (x, y) = (x as u8, y as u8);
                check(Arith::Add, Some(x.overflowing_add(y)));
                check(Arith::Sub, Some(x.overflowing_sub(y)));
                check(Arith::Mul, Some(x.overflowing_mul(y)));
                check(Arith::Div, (y != 0).then(|| x.overflowing_div(y)));
                check(Arith::Xor, Some((x ^ y, false)));
                check(Arith::Shr, Some(x.overflowing_shr(y.into())));
            }
        }
    }

    #[test]
    fn one_value_has_one_form() {
        assert_eq!(Value::some(Value::u32(3)), Value::variant(SOME, vec![Value::u32(3)]));
        assert_eq!(Value::some(Value::u32(3)).get(0), Some(Value::u32(3)));
        assert_ne!(Value::some(Value::u32(3)), Value::some(Value::i32(3)));
    }
}
