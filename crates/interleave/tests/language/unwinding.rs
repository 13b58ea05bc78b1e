//! What unwinding drops, and in which order: locals, temporaries, arguments, half-built values, captures, items of loops.
use std::panic::{self, AssertUnwindSafe};
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("  drop {}", self.0); } }
impl D { fn get(&self) -> u32 { 1 } fn boom(&self) -> u32 { panic!("boom in {}", self.0) } }
fn boom() -> u32 { panic!("boom") }
fn two(_a: D, _b: D) -> u32 { boom() }
fn take3(_a: D, _n: u32, _c: D) {}
struct S { a: D, n: u32, b: D }
fn run(name: &str, f: impl FnOnce()) { println!("{name}"); let r = panic::catch_unwind(AssertUnwindSafe(f)); println!("  {}", r.is_err()); }
fn nested(depth: u32) { let _d = D(["n0", "n1", "n2"][depth as usize]); if depth == 0 { boom(); } nested(depth - 1); let _e = D("never"); }
struct Bomb(&'static str);
impl Drop for Bomb { fn drop(&mut self) { println!("  bomb {}", self.0); if !std::thread::panicking() { panic!("bomb"); } } }
fn main() {
    run("locals", || { let _a = D("a"); let _b = D("b"); boom(); let _c = D("c"); });
    run("temporary", || { let _x = D("x"); let _n = D("temp").get() + boom(); });
    run("method on temporary", || { let _n = D("temp").boom(); });
    run("arguments", || { take3(D("first"), boom(), D("third")); });
    run("callee's arguments", || { two(D("p"), D("q")); });
    run("struct literal", || { let _s = S { a: D("sa"), n: boom(), b: D("sb") }; });
    run("out of order", || { let _s = S { b: D("sb"), n: boom(), a: D("sa") }; });
    run("array", || { let _v = [D("v0"), D("v1"), if boom() > 0 { D("v2") } else { D("v3") }]; });
    run("vec", || { let mut v = vec![D("v0")]; v.push(D("v1")); boom(); });
    run("moved", || { let a = D("a"); let b = D("b"); drop(a); boom(); drop(b); });
    run("half moved", || { let s = S { a: D("sa"), n: 1, b: D("sb") }; let _a = s.a; if s.n == 1 { boom(); } });
    run("nested", || nested(2));
    run("loop", || { for d in vec![D("i0"), D("i1"), D("i2")] { if d.0 == "i1" { boom(); } } });
    run("match", || { match Some(D("some")) { Some(d) if d.get() == 1 => { let _e = D("e"); boom(); } _ => {} } });
    run("captured", || { let d = D("cap"); let f = move || { d.get(); boom() }; f(); });
    run("captured once", || { let d = D("cap"); let f = move || { let d2 = d; boom(); drop(d2); }; f(); });
    run("boxed closure", || { let d = D("box"); let f: Box<dyn FnOnce()> = Box::new(move || { d.get(); boom(); }); f(); });
    run("assignment", || { let mut a = D("old"); a = D("new"); boom(); drop(a); });
    run("assignment from panic", || { let mut a = D("old"); a = if boom() > 0 { D("new") } else { D("other") }; drop(a); });
    run("option map", || { Some(D("inner")).map(|d| { boom(); d }); });
    run("if let", || { if let Some(_d) = Some(D("bound")) { boom(); } });
    run("tuple", || { let (_a, _b) = (D("t0"), D("t1")); boom(); });
    run("shadow", || { let x = D("x1"); let x = (x, D("x2")); boom(); drop(x); });
    run("bomb", || { let _b = D("before"); { let _bomb = Bomb("b"); let _c = D("c"); } println!("  never"); });
    run("bomb while panicking", || { let _bomb = Bomb("b"); boom(); });
    run("break with value", || { let _v = loop { let _d = D("in loop"); break D("value"); }; boom(); });
    run("question mark", || { fn f() -> Result<u32, D> { let _g = D("guard"); Err(D("err"))?; Ok(1) } let _r = f(); boom(); });
    run("return", || { fn f() -> D { let _a = D("a"); let _b = D("b"); return D("r"); } let _x = f(); boom(); });
    run("extended", || { let _r = &D("ext"); let _s = D("s"); boom(); });
    run("block value", || { let _x = { let _t = D("t"); D("x") }; boom(); });
    run("index", || { let v = [D("v")]; let i = std::hint::black_box(3); let _d = D("d"); v[i].get(); });
    println!("done");
}
