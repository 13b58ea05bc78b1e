//! Control flow, errors, shadowing, nested functions, operators, references.
use std::fmt;
use std::ops::{Add, AddAssign, Mul, Neg, Not, Sub};
#[derive(Debug, PartialEq)]
enum Error { Parse(String), Range { low: i32, high: i32 }, Empty }
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Parse(s) => write!(f, "cannot parse {s:?}"),
            Error::Range { low, high } => write!(f, "not in {low}..{high}"),
            Error::Empty => f.write_str("empty"),
        }
    }
}
impl From<std::num::ParseIntError> for Error { fn from(_: std::num::ParseIntError) -> Self { Error::Parse("int".into()) } }
impl From<Error> for String { fn from(e: Error) -> String { format!("E:{e}") } }
fn parse(s: &str) -> Result<i32, Error> {
    if s.is_empty() { return Err(Error::Empty); }
    let n: i32 = s.trim().parse()?;
    if !(0..100).contains(&n) { Err(Error::Range { low: 0, high: 100 }) } else { Ok(n) }
}
fn sum(list: &[&str]) -> Result<i32, String> { let mut t = 0; for s in list { t += parse(s)?; } Ok(t) }
fn first_even(xs: &[u32]) -> Option<u32> { let x = xs.iter().find(|x| *x % 2 == 0)?; Some(x * 10) }
#[derive(Clone, Copy, Debug, PartialEq)]
struct V(i32, i32);
impl Add for V { type Output = V; fn add(self, o: V) -> V { V(self.0 + o.0, self.1 + o.1) } }
impl Sub for V { type Output = V; fn sub(self, o: V) -> V { V(self.0 - o.0, self.1 - o.1) } }
impl Mul<i32> for V { type Output = V; fn mul(self, k: i32) -> V { V(self.0 * k, self.1 * k) } }
impl Neg for V { type Output = V; fn neg(self) -> V { V(-self.0, -self.1) } }
impl Not for V { type Output = bool; fn not(self) -> bool { self.0 == 0 && self.1 == 0 } }
impl AddAssign for V { fn add_assign(&mut self, o: V) { self.0 += o.0; self.1 += o.1; } }
struct Caseless(String);
impl PartialEq for Caseless { fn eq(&self, other: &Caseless) -> bool { self.0.to_ascii_lowercase() == other.0.to_ascii_lowercase() } }
const PRIMES: [u32; 4] = [2, 3, 5, 7];
static GREETING: &str = "hi";
const fn cube(n: u32) -> u32 { n * n * n }
const CUBE: u32 = cube(3);
struct Matrix<const R: usize, const C: usize> { cells: [[i32; C]; R] }
impl<const R: usize, const C: usize> Matrix<R, C> {
    fn new() -> Self { Matrix { cells: [[0; C]; R] } }
    fn size(&self) -> usize { R * C }
    fn transposed(&self) -> Matrix<C, R> { let mut t = Matrix::<C, R>::new(); for r in 0..R { for c in 0..C { t.cells[c][r] = self.cells[r][c]; } } t }
}
mod shapes {
    pub const SIDES: u32 = 4;
    #[derive(Debug, Default, Clone)]
    pub struct Square { pub side: u32, tags: Vec<String> }
    impl Square { pub fn new(side: u32) -> Self { Self { side, ..Default::default() } } pub fn tag(mut self, t: &str) -> Self { self.tags.push(t.to_owned()); self } }
    pub mod deep { use super::Square; pub fn area(s: &Square) -> u32 { s.side * s.side } }
}
use shapes::{Square, deep};
#[derive(Debug, Default, Clone, PartialEq)]
enum Mode { #[default] Off, On(u8) }
fn longest<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() >= b.len() { a } else { b } }
fn modify(x: &mut i32, v: &mut Vec<i32>) -> usize { *x += 1; v.push(*x); v.len() }
fn largest<T: PartialOrd + Copy>(xs: &[T]) -> T { let mut m = xs[0]; for &x in xs { if x > m { m = x; } } m }
fn describe(x: impl Into<String>) -> String { let s: String = x.into(); format!("[{s}]") }
fn fib(n: u32) -> u64 { match n { 0 => 0, 1 => 1, n => fib(n - 1) + fib(n - 2) } }
fn main() {
    println!("{:?} {:?} {:?}", parse("42"), parse(""), parse("x"));
    println!("{:?} {:?}", sum(&["1", "2"]), sum(&["1", "200"]));
    match parse("500") { Err(e @ Error::Range { .. }) => println!("{e}"), other => println!("{other:?}") }
    println!("{:?} {:?}", first_even(&[1, 3, 4]), first_even(&[1]));
    let v = V(1, 2) + V(3, 4) * 2 - -V(1, 1);
    let mut w = v;
    w += V(1, 0);
    println!("{v:?} {w:?} {} {}", !v, !V(0, 0));
    println!("{}", Caseless("aB".into()) == Caseless("Ab".into()));
    println!("{} {GREETING} {CUBE} {}", PRIMES.iter().sum::<u32>(), PRIMES[PRIMES.len() - 1]);
    let mut m = Matrix::<2, 3>::new();
    m.cells[1][2] = 7;
    println!("{} {:?}", m.size(), m.transposed().cells);
    let sq = Square::new(3).tag("a");
    println!("{sq:?} {} {} {:?}", deep::area(&sq), shapes::SIDES, sq.clone());
    println!("{:?} {}", Mode::default(), Mode::On(1) == Mode::On(1));
    println!("{}", longest("ab", "c"));
    let (mut x, mut v) = (1, vec![]);
    let n = modify(&mut x, &mut v) + modify(&mut x, &mut v);
    println!("{x} {v:?} {n}");
    println!("{} {}", largest(&[3, 9, 2]), largest(&['a', 'z', 'q']));
    println!("{} {}", describe("s"), describe(String::from("t")));
    println!("{}", fib(12));
    let x = 5;
    let x = { let x = x * 2; x + 1 };
    { let x = "inner"; println!("{x}"); }
    println!("{x}");
    let mut grid = vec![vec!['.'; 3]; 2];
    grid[1][0] = '#';
    for row in &grid { println!("{}", row.iter().collect::<String>()); }
    let mut it = (1..4).into_iter();
    while let Some(i) = it.next() { if i == 2 { continue; } print!("{i} "); }
    println!();
    let r = &mut (1, 2);
    r.0 = 10;
    let (a, b) = *r;
    println!("{a} {b}");
    let mut arr = [1, 2, 3];
    for x in &mut arr { *x *= 2; }
    for (i, x) in arr.iter_mut().enumerate() { *x += i as i32; }
    println!("{arr:?}");
    let s: String = vec!["a", "b"].iter().map(|s| s.to_ascii_uppercase()).collect::<Vec<_>>().join("+");
    println!("{s}");
    let t = if let Some(c) = s.chars().next() && c.is_uppercase() { c } else { '?' };
    println!("{t}");
    let value = loop { if x > 1 { break 7; } };
    println!("{value}");
    let opt: Option<&str> = None;
    println!("{}", opt.map_or("none".to_string(), |s| s.to_string()));
    let mut a = Some(1);
    let b = a.take().or(Some(9));
    println!("{a:?} {b:?} {:?} {:?}", b.xor(None), b.zip(Some('z')));
    let c = a.get_or_insert_with(|| 4);
    *c += 1;
    println!("{a:?} {:?}", a.replace(0));
    if let Some(ref mut n) = a { *n = 100; }
    println!("{a:?} {}", a.is_some_and(|n| n > 50));
    let tuple = ((1, 2), [3, 4]);
    let ((p, _), [_, q]) = tuple;
    println!("{p} {q}");
    let bits = 0b1010_u8;
    println!("{} {} {}", bits & 0b11 != 0, bits | 1, !bits);
    let big = 1_000_000_i64 * 3;
    println!("{big} {}", big as i32 as i64 == big);
    let c = 'x';
    println!("{}", match c { 'a'..='m' => 1, 'n'..='z' => 2, _ => 3 });
    let text = "line one\nline two";
    for (n, line) in text.lines().enumerate() { println!("{}: {line}", n + 1); }
    let words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
    println!("{} {:?}", words.len(), words.iter().map(|w| w.len()).max());
    let sum_sq = |n: u32| -> u32 { (1..=n).map(|x| x * x).sum() };
    println!("{}", sum_sq(4));
    println!("{}", i32::pow(2, 5) + i32::abs(-3) + u8::MAX as i32);
}
