//! Prints values the way `std::fmt` does.

use super::code::{Code, Template};
use crate::types::items::Shape;
use crate::types::tree::{Align, Count, Piece, Spec, Style};
use crate::types::ty::Ty;
use crate::value::Value;

/// Longest text that is made. What would be longer is cut off, for whoever asked to see.
pub const LONGEST: usize = 1 << 18;

/// The text of a format string with these arguments.
#[must_use]
pub fn format(code: &Code, template: &Template, args: &[Value]) -> String {
    let mut text = String::new();
    for piece in template.pieces.iter() {
        match piece {
            Piece::Text(t) => text.push_str(t),
            Piece::Argument(i, spec) => {
                let count = |c: Count| match c {
                    Count::None => None,
                    Count::Is(n) => Some(n),
                    Count::Argument(i) => args[i].as_usize(),
                };
                let mut out = Printer { code, spec, text: String::new(), indent: 0 };
                if text.len() <= LONGEST {
                    out.value(&args[*i], &template.types[*i], count(spec.width), count(spec.precision));
                    text.push_str(&out.text);
                }
            }
        }
    }
    text
}

/// A value's text in one of the plain styles.
#[must_use]
pub fn plain(code: &Code, value: &Value, ty: &Ty, debug: bool) -> String {
    let spec = Spec { style: if debug { Style::Debug } else { Style::Display }, ..Spec::default() };
    let mut out = Printer { code, spec: &spec, text: String::new(), indent: 0 };
    out.value(value, ty, None, None);
    out.text
}

struct Printer<'c> {
    code: &'c Code,
    spec: &'c Spec,
    text: String,
    indent: usize,
}

impl Printer<'_> {
    fn padded(&mut self, text: &str, numeric: bool, width: Option<usize>) {
        let len = text.chars().count();
        let missing = width.unwrap_or(0).min(LONGEST + 1).saturating_sub(len);
        if missing == 0 {
            self.text.push_str(text);
            return;
        }
        if numeric && self.spec.zero {
            let (sign, digits) = if text.starts_with(['-', '+']) { text.split_at(1) } else { ("", text) };
            let (prefix, digits) = if self.spec.alternate
                && digits.len() > 2
                && matches!(self.spec.style, Style::LowerHex | Style::UpperHex | Style::Binary | Style::Octal)
            {
                digits.split_at(2)
            } else {
                ("", digits)
            };
            self.text.push_str(sign);
            self.text.push_str(prefix);
            self.text.extend(std::iter::repeat_n('0', missing));
            self.text.push_str(digits);
            return;
        }
        let fill = self.spec.fill.unwrap_or(' ');
        let before = match self.spec.align {
            Some(Align::Left) => 0,
            Some(Align::Center) => missing / 2,
            Some(Align::Right) => missing,
            None if numeric => missing,
            None => 0,
        };
        self.text.extend(std::iter::repeat_n(fill, before));
        self.text.push_str(text);
        self.text.extend(std::iter::repeat_n(fill, missing - before));
    }

    fn value(&mut self, value: &Value, ty: &Ty, width: Option<usize>, precision: Option<usize>) {
        if self.text.len() > LONGEST {
            return;
        }
        let debug = self.spec.style == Style::Debug;
        match ty {
            Ty::Ref(_, t) | Ty::Ptr(_, t) => self.value(value, t, width, precision),
            Ty::Int(int) => {
                let n = value.as_i128().unwrap_or(0);
                let wide =
                    if *int == crate::value::IntTy::U128 { n.cast_unsigned().to_string() } else { n.to_string() };
                let mask = if int.bits() == 128 { u128::MAX } else { (1 << int.bits()) - 1 };
                let bits = n.cast_unsigned() & mask;
                let alternate = self.spec.alternate;
                let mut text = match self.spec.style {
                    Style::LowerHex => format!("{}{bits:x}", if alternate { "0x" } else { "" }),
                    Style::UpperHex => format!("{}{bits:X}", if alternate { "0x" } else { "" }),
                    Style::Binary => format!("{}{bits:b}", if alternate { "0b" } else { "" }),
                    Style::Octal => format!("{}{bits:o}", if alternate { "0o" } else { "" }),
                    Style::Display | Style::Debug => wide,
                };
                if self.spec.plus && !text.starts_with('-') {
                    text.insert(0, '+');
                }
                self.padded(&text, true, width);
            }
            Ty::Bool => {
                let text = if *value == Value::Bool(true) { "true" } else { "false" };
                self.padded(text, false, width);
            }
            Ty::Char => {
                let Value::Char(c) = *value else { return };
                let text = if debug { format!("{c:?}") } else { c.to_string() };
                self.padded(&text, false, width);
            }
            Ty::Str => self.string(value, debug, width, precision),
            Ty::Never => {}
            Ty::Tuple(tys) if tys.is_empty() => self.padded("()", false, width),
            Ty::Tuple(tys) => {
                let fields: Vec<(Option<&str>, Value, &Ty)> =
                    tys.iter().enumerate().map(|(i, t)| (None, value.get(i).unwrap_or(Value::Unit), t)).collect();
                let one = tys.len() == 1;
                self.fields("", "(", &fields, if one && !self.spec.alternate { ",)" } else { ")" }, width);
            }
            Ty::Array(a) => self.list(value, &a.0, width),
            Ty::Slice(t) => self.list(value, t, width),
            Ty::Adt(id, args) => {
                let adt = &self.code.items.adts[*id as usize];
                if adt.library {
                    match &*adt.name {
                        "String" => return self.string(value, debug, width, precision),
                        "Vec" | "VecDeque" => return self.list(value, &args[0], width),
                        "Box" => return self.value(value, &args[0], width, precision),
                        "ThreadId" => {
                            return self.padded(
                                &format!("ThreadId({})", value.get(0).and_then(|v| v.as_i128()).unwrap_or(0) + 1),
                                false,
                                width,
                            );
                        }
                        "Any" => return self.padded("Any { .. }", false, width),
                        "Duration" => return self.padded(&duration(value), false, width),
                        "PoisonError" if debug => return self.padded("PoisonError { .. }", false, width),
                        "PoisonError" => return self.padded("poisoned lock: another task failed inside", false, width),
                        "SendError" if debug => return self.padded("SendError { .. }", false, width),
                        "SendError" => return self.padded("sending on a closed channel", false, width),
                        "IoError" => return self.padded("the thread cannot be started", false, width),
                        "TryRecvError" if !debug => {
                            return self.padded(
                                if value.variant_index() == 0 {
                                    "receiving on an empty channel"
                                } else {
                                    "receiving on a closed channel"
                                },
                                false,
                                width,
                            );
                        }
                        "RecvTimeoutError" if !debug => {
                            return self.padded(
                                if value.variant_index() == 0 {
                                    "timed out waiting on channel"
                                } else {
                                    "channel is empty and sending half is closed"
                                },
                                false,
                                width,
                            );
                        }
                        "TrySendError" if debug => {
                            return self.padded(
                                if value.variant_index() == 0 { "Full(..)" } else { "Disconnected(..)" },
                                false,
                                width,
                            );
                        }
                        "TrySendError" => {
                            return self.padded(
                                if value.variant_index() == 0 {
                                    "sending on a full channel"
                                } else {
                                    "sending on a closed channel"
                                },
                                false,
                                width,
                            );
                        }
                        "TryLockError" if debug => {
                            return self.padded(
                                if value.variant_index() == 0 { "Poisoned(..)" } else { "WouldBlock" },
                                false,
                                width,
                            );
                        }
                        "TryLockError" => {
                            return self.padded(
                                if value.variant_index() == 0 {
                                    "poisoned lock: another task failed inside"
                                } else {
                                    "try_lock failed because the operation would block"
                                },
                                false,
                                width,
                            );
                        }
                        "TryFromIntError" if !debug => {
                            return self.padded("out of range integral type conversion attempted", false, width);
                        }
                        "TryFromIntError" => return self.padded("TryFromIntError(())", false, width),
                        "ParseIntError" if debug => {
                            return self.padded("ParseIntError { kind: InvalidDigit }", false, width);
                        }
                        "BorrowError" if !debug => return self.padded("already mutably borrowed", false, width),
                        "BorrowMutError" if !debug => return self.padded("already borrowed", false, width),
                        "CmpOrdering" => {
                            return self.padded(
                                ["Less", "Equal", "Greater"][value.variant_index().min(2) as usize],
                                false,
                                width,
                            );
                        }
                        "RecvError" if !debug => return self.padded("receiving on a closed channel", false, width),
                        "AccessError" | "ParseIntError" if !debug => {
                            return self.padded("invalid digit found in string", false, width);
                        }
                        "Range" | "RangeInclusive" => {
                            let sign = if &*adt.name == "Range" { ".." } else { "..=" };
                            self.value(&value.get(0).unwrap_or(Value::Unit), &args[0], None, None);
                            self.text.push_str(sign);
                            self.value(&value.get(1).unwrap_or(Value::Unit), &args[0], None, None);
                            return;
                        }
                        _ => {}
                    }
                    if let Some((field, target)) = &adt.deref {
                        let inner =
                            field.map_or_else(|| Some(value.clone()), |f| value.get(f as usize)).unwrap_or(Value::Unit);
                        return self.value(&inner, &target.subst(args), width, precision);
                    }
                }
                let variant = &adt.variants[value.variant_index() as usize];
                let name = if adt.is_enum { &variant.name } else { &adt.name };
                let fields: Vec<(Option<&str>, Value, Ty)> = variant
                    .fields
                    .iter()
                    .enumerate()
                    .map(|(i, (n, t))| {
                        (
                            (variant.shape == Shape::Named).then_some(&**n),
                            value.get(i).unwrap_or(Value::Unit),
                            t.subst(args),
                        )
                    })
                    .collect();
                let fields: Vec<(Option<&str>, Value, &Ty)> =
                    fields.iter().map(|(n, v, t)| (*n, v.clone(), t)).collect();
                match variant.shape {
                    Shape::Unit => self.padded(name, false, width),
                    Shape::Tuple => self.fields(name, "(", &fields, ")", width),
                    Shape::Named => self.fields(name, " { ", &fields, " }", width),
                }
            }
            _ => self.padded(&value.to_string(), false, width),
        }
    }

    fn string(&mut self, value: &Value, debug: bool, width: Option<usize>, precision: Option<usize>) {
        let Value::Str(s) = value else { return };
        let text = if debug { format!("{s:?}") } else { s.to_string() };
        let text = match precision {
            Some(n) if !debug => text.chars().take(n).collect(),
            _ => text,
        };
        self.padded(&text, false, width);
    }

    fn list(&mut self, value: &Value, elem: &Ty, width: Option<usize>) {
        let fields: Vec<(Option<&str>, Value, &Ty)> =
            (0..value.len()).map(|i| (None, value.get(i).expect("in range"), elem)).collect();
        self.fields("", "[", &fields, "]", width);
    }

    fn fields(
        &mut self,
        name: &str,
        open: &str,
        fields: &[(Option<&str>, Value, &Ty)],
        close: &str,
        width: Option<usize>,
    ) {
        self.text.push_str(name);
        if fields.is_empty() {
            self.text.push_str(open);
            self.text.push_str(close);
            return;
        }
        let pretty = self.spec.alternate && self.spec.style == Style::Debug;
        self.text.push_str(if pretty { open.trim_end() } else { open });
        if pretty {
            self.indent += 1;
        }
        for (i, (label, value, ty)) in fields.iter().enumerate() {
            if pretty {
                self.text.push('\n');
                self.text.push_str(&"    ".repeat(self.indent));
            } else if i > 0 {
                self.text.push_str(", ");
            }
            if let Some(label) = label {
                self.text.push_str(label);
                self.text.push_str(": ");
            }
            self.value(value, ty, width, None);
            if pretty {
                self.text.push(',');
            }
        }
        if pretty {
            self.indent -= 1;
            self.text.push('\n');
            self.text.push_str(&"    ".repeat(self.indent));
            self.text.push_str(close.trim_start());
        } else {
            self.text.push_str(close);
        }
    }
}

fn duration(value: &Value) -> String {
    let nanos = value.get(0).and_then(|v| v.as_i128()).unwrap_or(0);
    format!("{:?}", std::time::Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
}
