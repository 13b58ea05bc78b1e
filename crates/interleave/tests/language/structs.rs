//! Structs, enums, impls, generics, traits, matching.
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Point { x: i32, y: i32 }

impl Point {
    const ORIGIN: Point = Point { x: 0, y: 0 };
    fn new(x: i32, y: i32) -> Self { Self { x, y } }
    fn moved(mut self, by: i32) -> Self { self.x += by; self }
    fn norm(&self) -> i32 { self.x.abs() + self.y.abs() }
    fn flip(&mut self) { std::mem::swap(&mut self.x, &mut self.y); }
}

#[derive(Debug, Clone, PartialEq)]
enum Shape { Empty, Circle(u32), Rect { w: u32, h: u32 }, Named(String, Box<Shape>) }

impl Shape {
    fn area(&self) -> u32 {
        match self {
            Shape::Empty => 0,
            Shape::Circle(r) => 3 * r * r,
            Shape::Rect { w, h } => w * h,
            Shape::Named(_, inner) => inner.area(),
        }
    }
}

struct Stack<T> { items: Vec<T> }
impl<T: Clone> Stack<T> {
    fn new() -> Self { Stack { items: Vec::new() } }
    fn push(&mut self, item: T) -> &mut Self { self.items.push(item); self }
    fn top(&self) -> Option<&T> { self.items.last() }
}

trait Speak { fn name(&self) -> String; fn speak(&self) -> String { format!("I am {}", self.name()) } }
impl Speak for Point { fn name(&self) -> String { format!("point {},{}", self.x, self.y) } }
impl Speak for u8 { fn name(&self) -> String { "byte".to_string() } fn speak(&self) -> String { format!("byte {self}") } }
fn loud<S: Speak>(s: &S) -> String { s.speak().to_ascii_uppercase() }

#[repr(u8)]
#[derive(Clone, Copy, Debug)]
enum Level { Low = 1, Mid = 5, High }

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self { Level::Low => write!(f, "low"), other => write!(f, "level {}", *other as u8) }
    }
}

struct Counter { n: u32 }
impl Iterator for Counter {
    type Item = u32;
    fn next(&mut self) -> Option<u32> { if self.n < 5 { self.n += 1; Some(self.n) } else { None } }
}

fn classify(n: i32) -> &'static str {
    match n {
        i32::MIN..=-1 => "negative",
        0 => "zero",
        1 | 2 | 3 => "small",
        x if x % 2 == 0 => "even",
        _ => "odd",
    }
}

fn main() {
    let p = Point::new(3, -4);
    let mut q = p.moved(2);
    q.flip();
    println!("{p:?} {q:?} {} {}", p.norm(), p == Point::new(3, -4));
    println!("{:?} {:?} {}", Point::ORIGIN, Point::default(), Point::ORIGIN < p);
    println!("{:#?}", p);
    let shapes = [Shape::Empty, Shape::Circle(2), Shape::Rect { w: 2, h: 3 }, Shape::Named("n".to_string(), Box::new(Shape::Circle(1)))];
    for s in &shapes { println!("{s:?} {}", s.area()); }
    println!("{}", shapes[1] == Shape::Circle(2));
    let mut st = Stack::new();
    st.push(1_u8).push(2).push(3);
    println!("{:?} {}", st.top(), st.items.len());
    println!("{} {} {}", loud(&p), loud(&7_u8), p.speak());
    println!("{} {} {}", Level::Low, Level::High, Level::Mid as i32);
    println!("{}", Counter { n: 0 }.zip(Counter { n: 0 }.skip(1)).map(|(a, b)| a * b).filter(|x| x % 3 == 0).sum::<u32>());
    for n in [-5, 0, 2, 8, 9] { print!("{} ", classify(n)); }
    println!();
    let Point { x, y: height } = q;
    println!("{x} {height}");
    let pair @ (a, _) = (1, 2);
    println!("{pair:?} {a}");
    if let Shape::Rect { w, .. } = &shapes[2] && *w > 1 { println!("wide {w}"); }
    let Some(first) = shapes.first() else { panic!() };
    println!("{first:?}");
    let text = match q { Point { x: 0, .. } => "left", Point { x, y } if x == y => "diagonal", Point { x: -10..=-1, .. } => "west", _ => "else" };
    println!("{text}");
    let v = vec![1, 2, 3, 4];
    if let [first, .., last] = v.as_slice() { println!("{first} {last}"); }
    match &v[..] { [] => println!("none"), [one] => println!("{one}"), [a, rest @ ..] => println!("{a} {rest:?}") }
    let mut o = Some(3);
    if let Some(n) = &mut o { *n += 1; }
    while let Some(n) = o { if n > 6 { o = None; } else { o = Some(n + 1); } }
    println!("{o:?}");
    println!("{}", matches!(shapes[1], Shape::Circle(r) if r > 1));
    let nested = Some(Some((1, "a")));
    if let Some(Some((n, s))) = nested { println!("{n}{s}"); }
    let t = (1, (2, 3), [4, 5]);
    println!("{} {} {:?}", t.0, t.1.1, t.2);
    let old = std::mem::replace(&mut q, Point::ORIGIN);
    println!("{old:?} {q:?} {:?}", Point { x: 9, ..old });
}
