//! Paths into a thread's stack, and into shared memory.

use std::rc::Rc;

use super::code::RangeKind;
use crate::value::{Aggregate, Base, Place, Step, Value};

/// A place on the stack: its slot, and the path from there.
pub(super) fn split(place: &Value) -> Option<(u32, &[Step])> {
    match place {
        Value::Slot(slot) => Some((*slot, &[])),
        Value::Place(p) => match p.base {
            Base::Slot(slot) => Some((slot, &p.path)),
            Base::Cells(_) => None,
        },
        _ => None,
    }
}

/// The place of a part.
pub(super) fn extend(place: Value, step: Step) -> Value {
    let (base, mut path) = match place {
        Value::Slot(slot) => (Base::Slot(slot), Vec::with_capacity(2)),
        Value::Place(p) => {
            let p = Rc::try_unwrap(p).unwrap_or_else(|p| (*p).clone());
            (p.base, p.path)
        }
        other => return other,
    };
    // In shared memory a field that is a location of its own has its own name.
    if let (Base::Cells(Value::Aggregate(tree)), Step::Field(i), true) = (&base, step, path.is_empty())
        && let Some(inner) = tree.fields().get(i as usize)
    {
        return Value::Place(Rc::new(Place { base: Base::Cells(inner.clone()), path }));
    }
    match (path.last().copied(), step) {
        // An element of a slice is an element of what it is a slice of.
        (Some(Step::Range { start, .. }), Step::Field(i)) => {
            path.pop();
            if let (Base::Cells(Value::Aggregate(tree)), true) = (&base, path.is_empty())
                && let Some(inner) = tree.fields().get((start + i) as usize)
            {
                return Value::Place(Rc::new(Place { base: Base::Cells(inner.clone()), path }));
            }
            path.push(Step::Field(start + i));
        }
        (Some(Step::Range { start, .. }), Step::Range { start: s, len }) => {
            path.pop();
            path.push(Step::Range { start: start + s, len });
        }
        _ => path.push(step),
    }
    Value::Place(Rc::new(Place { base, path }))
}

/// The value at the end of a path from a value.
pub(super) fn get(value: &Value, path: &[Step]) -> Value {
    let mut value = value.clone();
    for step in path {
        value = match *step {
            Step::Field(i) => value.get(i as usize).unwrap_or(Value::Moved),
            Step::Range { start, len } => slice(&value, start as usize, len as usize),
        };
    }
    value
}

/// Some elements of a sequence.
pub(super) fn slice(value: &Value, start: usize, len: usize) -> Value {
    match value {
        Value::Aggregate(a) => Value::aggregate(a.fields().get(start..start + len).unwrap_or(&[]).to_vec()),
        _ => Value::aggregate(Vec::new()),
    }
}

/// Applies `f` to the value at the end of a path; values in their compact form are unfolded and folded again.
pub(super) fn modify<T>(value: &mut Value, path: &[Step], f: &mut dyn FnMut(&mut Value) -> T) -> Option<T> {
    let Some((step, rest)) = path.split_first() else { return Some(f(value)) };
    match *step {
        Step::Field(i) => {
            if let Value::Tagged { variant, .. } = *value {
                let mut inner = value.get(0)?;
                let result = modify(&mut inner, rest, f);
                *value = Value::variant(variant.into(), vec![inner]);
                return result;
            }
            let Value::Aggregate(a) = value else { return None };
            let is_variant = a.variant > 0 || a.fields().len() == 1;
            let result = modify(Rc::make_mut(a).fields_mut().get_mut(i as usize)?, rest, f);
            if is_variant {
                refold(value);
            }
            result
        }
        Step::Range { start, len } => {
            let mut part = slice(value, start as usize, len as usize);
            let result = modify(&mut part, rest, f);
            let Value::Aggregate(a) = value else { return result };
            let fields = Rc::make_mut(a).fields_mut();
            for (i, v) in part.into_fields().into_iter().enumerate() {
                fields[start as usize + i] = v;
            }
            result
        }
    }
}

/// An enum's variant with one small integer has one form, and only that. (A struct or array of one has the other: see `Struct`.)
fn refold(value: &mut Value) {
    if let Value::Aggregate(a) = value
        && a.variant > 0
        && a.variant <= 255
        && let [Value::Int { ty, bits }] = *a.fields()
    {
        *value = Value::Tagged { variant: a.variant as u8, ty, bits };
    }
}

/// The elements of a sequence, to change them.
pub(super) fn elements(value: &mut Value) -> &mut Vec<Value> {
    if !matches!(value, Value::Aggregate(_)) {
        *value = Value::aggregate(Vec::new());
    }
    let Value::Aggregate(a) = value else { unreachable!("just made") };
    Rc::make_mut(a).elements()
}

/// The start and length that a range names in a sequence of `len` elements, or the message of the panic.
pub(super) fn bounds(kind: RangeKind, range: &Value, len: usize) -> Result<(usize, usize), String> {
    let field = |i: usize| range.get(i).and_then(|v| v.as_usize()).unwrap_or(0);
    let (start, end) = match kind {
        RangeKind::Exclusive => (field(0), field(1)),
        RangeKind::Inclusive => (field(0), field(1) + 1),
        RangeKind::From => (field(0), len),
        RangeKind::To => (0, field(0)),
        RangeKind::ToInclusive => (0, field(0) + 1),
        RangeKind::Full => (0, len),
    };
    if kind == RangeKind::From && start > len {
        return Err(format!("range start index {start} out of range for slice of length {len}"));
    }
    if start > end {
        return Err(format!("slice index starts at {start} but ends at {end}"));
    }
    if end > len {
        return Err(format!("range end index {end} out of range for slice of length {len}"));
    }
    Ok((start, end - start))
}

/// Whether there is a mutable reference in a value.
pub(super) fn has_place(value: &Value) -> bool {
    match value {
        Value::Slot(_) | Value::Place(_) => true,
        Value::Aggregate(a) => a.fields().iter().any(has_place),
        _ => false,
    }
}

/// A tuple, struct or array of these, with a variant.
pub(super) fn aggregate(variant: u32, fields: Vec<Value>) -> Value {
    Value::Aggregate(Rc::new(Aggregate::new(variant, fields)))
}
