//! Where temporaries are dropped (Reference, "Temporary scopes"; 2024 edition).
use std::cell::RefCell;
use std::sync::Mutex;
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("  drop {}", self.0); } }
impl D {
    fn t(&self) -> bool { println!("  {} true", self.0); true }
    fn f(&self) -> bool { println!("  {} false", self.0); false }
    fn n(&self) -> u32 { println!("  {} n", self.0); 1 }
    fn opt(&self) -> Option<&'static str> { Some(self.0) }
    fn me(self) -> D { println!("  {} me", self.0); self }
    fn inner(&self) -> &D { self }
    fn pair(&self) -> (u32, u32) { (1, 2) }
}
fn d(name: &'static str) -> D { println!("  make {name}"); D(name) }
fn id<T>(t: T) -> T { t }
fn see(_: &D) { println!("  see"); }
fn tail(m: &Mutex<Vec<u32>>) -> usize { let _x = D("local"); d("tail temp").inner().n(); m.lock().unwrap().len() }
fn tail_ref() -> u32 { let x = RefCell::new(5); *x.borrow() }
fn tail_match() -> u32 { match d("scrutinee").n() { 1 => d("arm").n(), _ => 0 } }
struct Holder { d: D, n: u32 }
fn main() {
    println!("statement"); d("a").n(); println!("next");
    println!("sum"); let s = d("a").n() + d("b").n(); println!("got {s}");
    println!("call"); id(d("arg")).n(); println!("next");
    println!("nested call"); see(&d("x").me()); println!("next");
    println!("and"); let _b = d("a").t() && d("b").f(); println!("next");
    println!("or"); let _b = d("a").f() || d("b").t(); println!("next");
    println!("if"); if d("c").t() { println!("  body"); }
    println!("if else"); if d("c").f() { println!("  body"); } else { println!("  else"); }
    println!("if and"); if d("c").t() && d("e").t() { println!("  body"); }
    println!("if let"); if let Some(s) = d("o").opt() { println!("  body {s}"); }
    println!("if let else"); if let Some("zzz") = d("o").opt() { println!("  body"); } else { println!("  else"); }
    println!("if let chain"); if let Some(s) = d("o").opt() && d("p").t() && let Some(t) = d("q").opt() { println!("  body {s}{t}"); }
    println!("if let chain fails"); if let Some(_) = d("o").opt() && d("p").f() { println!("  body"); } else { println!("  else"); }
    println!("while"); let mut i = 0; while d("w").n() + i < 3 { println!("  round"); i += 1; }
    println!("while let"); let mut i = 0; while let Some(_) = d("w").opt() { i += 1; if i == 2 { break; } println!("  round"); }
    println!("match"); match d("m").opt() { Some(s) if d("guard").f() => println!("  guarded {s}"), Some(s) => println!("  arm {s}"), None => {} }
    println!("match value"); let v = match d("m").n() { 1 => d("arm").n(), _ => 0 }; println!("got {v}");
    println!("for"); for x in [d("i").n(), 2] { println!("  item {x}"); }
    println!("for over temp"); for x in d("it").opt() { println!("  item {x}"); }
    println!("block"); let v = { let _l = D("l"); d("t").n() }; println!("got {v}");
    println!("extended"); let r = &d("e"); let q = &d("f").0; println!("  use {} {}", r.0, q);
    println!("extended tuple"); let t = (&d("t0"), 1); println!("  use {}", t.0.0);
    println!("extended struct"); struct W<'a> { r: &'a D } let w = W { r: &d("w") }; println!("  use {}", w.r.0);
    println!("extended block"); let b = { println!("  in block"); &d("eb") }; println!("  use {}", b.0);
    println!("not extended"); let n = d("ne").inner().n(); println!("  use {n}");
    println!("destructure"); let (a, _) = d("p").pair(); println!("got {a}");
    println!("wild"); let _ = d("gone"); let _keep = d("kept"); _ = d("assigned"); println!("next");
    println!("field of temp"); let n = Holder { d: d("h"), n: 3 }.n; println!("got {n}");
    println!("move field of temp"); let x = Holder { d: d("h2"), n: 3 }.d; println!("got {}", x.0);
    let m = Mutex::new(vec![1]);
    println!("tail"); println!("  {}", tail(&m));
    println!("{} {}", tail_ref(), tail_match());
    println!("lock twice"); let a = m.lock().unwrap().len(); m.lock().unwrap().push(2); println!("{a} {}", m.lock().unwrap().len());
    println!("lock in if"); if m.lock().unwrap().is_empty() { println!("empty"); } else { m.lock().unwrap().clear(); }
    println!("lock in if let else"); if let Some(x) = m.lock().unwrap().pop() { println!("{x}"); } else { m.lock().unwrap().push(9); }
    println!("lock in block tail"); let n = { m.lock().unwrap().pop() }; println!("{n:?} {}", m.try_lock().is_ok());
    println!("lock in match"); match m.lock().unwrap().len() { 0 => println!("held {}", m.try_lock().is_err()), _ => {} }
    println!("lock in while let"); m.lock().unwrap().extend([1, 2]); while let Some(x) = m.lock().unwrap().pop() { println!("{x} held {}", m.try_lock().is_err()); }
    println!("lock in let"); let x = m.lock().unwrap().first().copied(); println!("{x:?} free {}", m.try_lock().is_ok());
    println!("closure"); let c = || d("in closure").n(); println!("  {}", c());
    println!("array index"); let v = [1, 2, 3][d("ix").n() as usize]; println!("{v}");
    println!("compound"); let mut x = 1; x += d("rhs").n(); println!("{x}");
    println!("assign drops"); let mut y = d("y1"); y = d("y2"); println!("  now {}", y.0);
    println!("return"); fn ret() -> u32 { let _l = D("rl"); return d("rt").n(); } println!("{}", ret());
    println!("format"); let s = format!("{} {}", d("f1").n(), d("f2").n()); println!("{s}");
    println!("let else"); let Some(s) = d("le").opt() else { return }; println!("  {s}");
    println!("question"); fn que() -> Option<u32> { let x = d("q").opt()?; println!("  {x}"); Some(1) } println!("{:?}", que());
    println!("end");
}
