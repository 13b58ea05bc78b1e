//! When values are dropped: locals, temporaries, fields, moves, matches, loops.
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
impl D { fn id(&self) -> &'static str { self.0 } fn some(&self) -> Option<u32> { Some(1) } fn none(&self) -> Option<u32> { None } }
struct Pair { a: D, b: D }
struct Both { name: &'static str, inner: D }
impl Drop for Both { fn drop(&mut self) { println!("drop both {} with {}", self.name, self.inner.0); } }
fn make(name: &'static str) -> D { println!("make {name}"); D(name) }
fn eat(d: D) { println!("eat {}", d.0); }
fn pass(d: D) -> D { d }
fn early(stop: bool) -> u32 { let _a = D("early a"); if stop { return 1; } let _b = D("early b"); 2 }
fn tail() -> usize { let _x = D("tail local"); make("tail temp").id().len() }

fn main() {
    let _a = D("a");
    let _b = D("b");
    {
        let _c = D("c");
        println!("in block");
    }
    let _ = make("ignored");
    let _kept = make("kept");
    make("statement");
    println!("{}", make("argument").id());
    let len = make("temp in let").id().len();
    println!("len {len}");
    eat(make("eaten"));
    let moved = make("moved");
    eat(moved);
    let d = pass(make("passed"));
    println!("has {}", d.id());
    let mut v = make("first");
    println!("assigning");
    v = make("second");
    println!("assigned {}", v.id());
    if make("if cond").id().len() > 3 { println!("in if"); }
    if let Some(n) = make("if let").some() { println!("in if let {n}"); } else { println!("else"); }
    if let Some(n) = make("if let none").none() { println!("in if let {n}"); } else { println!("in else"); }
    match make("match").some() { Some(n) => println!("in match {n}"), None => println!("none") }
    let mut rounds = 0;
    while let Some(n) = make("while let").some() { rounds += n; if rounds > 1 { break; } println!("round"); }
    for i in 0..2 { let _l = D(if i == 0 { "loop 0" } else { "loop 1" }); println!("i {i}"); if i == 0 { continue; } println!("end {i}"); }
    let p = Pair { a: D("p.a"), b: D("p.b") };
    let Pair { a, .. } = p;
    println!("took {}", a.id());
    let q = Pair { a: D("q.a"), b: D("q.b") };
    drop(q.b);
    println!("q.b is gone");
    let _both = Both { name: "x", inner: D("inner") };
    let t = (D("t.0"), D("t.1"));
    let (x, _) = t;
    println!("x {}", x.id());
    println!("early {} {}", early(true), early(false));
    println!("tail {}", tail());
    let o = Some(D("option"));
    if let Some(d) = &o { println!("peek {}", d.id()); }
    let o2 = Some(D("option2"));
    if let Some(d) = o2 { println!("took {}", d.id()); }
    let vec = vec![D("v0"), D("v1"), D("v2")];
    println!("vec of {}", vec.len());
    for d in vec { println!("item {}", d.id()); if d.id() == "v1" { break; } }
    println!("after vec");
    let c = { let d = D("captured"); move || println!("closure {}", d.id()) };
    c();
    c();
    drop(c);
    let once = { let d = D("once"); move || eat(d) };
    once();
    let b: Box<dyn FnOnce()> = { let d = D("boxed"); Box::new(move || println!("boxed {}", d.id())) };
    b();
    let unused: Box<dyn Fn()> = { let d = D("unused"); Box::new(move || println!("never {}", d.id())) };
    drop(unused);
    let maybe = make("maybe");
    if rounds > 100 { eat(maybe); }
    let x = match Some(make("arm")) { Some(d) if d.id() == "no" => 1, Some(_) => 2, None => 3 };
    println!("x {x}");
    let arr = [D("arr0"), D("arr1")];
    let [first, _second] = arr;
    println!("first {}", first.id());
    let r = &make("extended");
    println!("r {}", r.id());
    let s = std::mem::take(&mut Some(D("taken")));
    println!("s {}", s.is_some());
    let both = (make("left"), make("right")).0.id();
    println!("both {both}");
    let short = make("lhs").id() == "lhs" && make("rhs").id() == "rhs";
    println!("short {short}");
    println!("end of main");
}
