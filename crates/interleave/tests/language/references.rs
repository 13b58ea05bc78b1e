//! Mutable references everywhere: in options, tuples, structs, iterators, through functions; what prints and compares behind them.
#[derive(Debug)]
struct Cursor<'a> { at: &'a mut Vec<i32>, pos: usize }
impl<'a> Cursor<'a> {
    fn set(&mut self, n: i32) -> &mut Self { self.at[self.pos] = n; self.pos += 1; self }
    fn here(&mut self) -> Option<&mut i32> { self.at.get_mut(self.pos) }
}
fn pick<'a>(a: &'a mut i32, b: &'a mut i32, first: bool) -> &'a mut i32 { if first { a } else { b } }
fn both(p: &mut (i32, String)) -> (&mut i32, &mut String) { (&mut p.0, &mut p.1) }
fn inc(x: &mut i32) { *x += 1; }
fn nested(v: &mut Vec<Vec<i32>>) { for row in v.iter_mut() { for x in row { inc(x); } } }
fn swap_ends<T>(xs: &mut [T]) { let n = xs.len(); if n > 1 { let (a, b) = xs.split_at_mut(1); std::mem::swap(&mut a[0], &mut b[n - 2]); } }
enum State { Idle, Busy { n: u32, log: Vec<String> } }
impl State {
    fn step(&mut self) {
        match self {
            State::Idle => *self = State::Busy { n: 0, log: vec![] },
            State::Busy { n, log } if *n < 2 => { *n += 1; log.push(format!("step {n}")); }
            State::Busy { log, .. } => { println!("{}", log.join(",")); *self = State::Idle; }
        }
    }
}
fn main() {
    let mut v = vec![1, 2, 3];
    let mut c = Cursor { at: &mut v, pos: 0 };
    c.set(10).set(20);
    if let Some(x) = c.here() { *x = 30; }
    println!("{c:?}");
    let Cursor { at, .. } = c;
    at.push(40);
    println!("{v:?}");
    let (mut a, mut b) = (1, 2);
    *pick(&mut a, &mut b, false) += 40;
    let r = pick(&mut a, &mut b, true);
    inc(r);
    inc(r);
    println!("{r} {}", *r + 1);
    println!("{a} {b}");
    let mut p = (1, "s".to_string());
    { let (n, s) = both(&mut p); *n += 1; s.push_str("!"); println!("{n} {s}"); }
    println!("{p:?}");
    let mut g = vec![vec![1], vec![2, 3]];
    nested(&mut g);
    println!("{g:?}");
    let mut xs = ["a", "b", "c"];
    swap_ends(&mut xs);
    println!("{xs:?}");
    let mut s = State::Idle;
    for _ in 0..5 { s.step(); }
    println!("{}", matches!(s, State::Idle));
    let mut o = Some(5);
    if let Some(x) = o.as_mut() { *x *= 2; }
    println!("{o:?} {:?}", o.as_mut().map(|x| { *x += 1; *x }));
    let mut t = (1, 2);
    let (x, y) = &mut t;
    std::mem::swap(x, y);
    println!("{t:?}");
    let mut arr = [1, 2, 3, 4];
    if let [first, .., last] = &mut arr { std::mem::swap(first, last); }
    if let [_, middle @ ..] = &mut arr[..] { middle[0] = 99; }
    println!("{arr:?}");
    let total: i32 = arr.iter_mut().map(|x| { *x += 1; *x }).sum();
    println!("{total}");
    let m = arr.iter_mut().max().unwrap();
    *m = 0;
    println!("{arr:?} {:?}", arr.iter().max());
    let mut refs: Vec<&mut i32> = arr.iter_mut().filter(|x| **x > 2).collect();
    for r in refs.iter_mut() { **r = -**r; }
    println!("{refs:?} {}", refs.len());
    println!("{arr:?}");
    let mut words = vec![String::from("x"), String::from("y")];
    let w = &mut words[1];
    w.push('z');
    let w2 = &mut *w;
    w2.insert_front();
    println!("{words:?}");
    let mut count = 0;
    let mut add = |n: i32| { count += n; count };
    println!("{} {}", add(1), add(2));
    println!("{count}");
    let mut list = vec![3, 1, 2];
    let sorted = { let l = &mut list; l.sort(); l };
    println!("{sorted:?} {}", sorted == &mut vec![1, 2, 3]);
    let mut boxed = Box::new((1, vec![2]));
    boxed.0 += 1;
    boxed.1.push(3);
    let inner = &mut boxed.1;
    inner[0] = 7;
    println!("{boxed:?}");
    let (q, w) = *boxed;
    println!("{q} {w:?}");
    let mut deep = Some(Box::new(Some(4)));
    if let Some(b) = &mut deep && let Some(n) = b.as_mut() { *n = 5; }
    println!("{deep:?}");
    let mut i = 0;
    let mut next = || { i += 1; i };
    let arr2 = [next(), next(), next()];
    println!("{arr2:?}");
}
trait Front { fn insert_front(&mut self); }
impl Front for String { fn insert_front(&mut self) { let old = std::mem::take(self); *self = format!(">{old}"); } }
