//! Closures: captures, FnMut, FnOnce, as arguments and results, function pointers.
fn apply<F: Fn(i32) -> i32>(f: F, x: i32) -> i32 { f(x) }
fn twice(mut f: impl FnMut()) { f(); f(); }
fn make_adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
fn boxed(n: i32) -> Box<dyn Fn(i32) -> i32> { if n > 0 { Box::new(move |x| x * n) } else { Box::new(|x| x) } }
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn call_dyn(f: &dyn Fn(u8) -> u8) -> u8 { f(1) }
fn call_mut(f: &mut dyn FnMut() -> u32) -> u32 { f() + f() }
fn once<T>(f: impl FnOnce() -> T) -> T { f() }
fn double(x: i32) -> i32 { x * 2 }
struct Config { name: String, size: usize }
fn main() {
    let k = 10;
    println!("{} {}", apply(|x| x + k, 5), apply(double, 4));
    let mut count = 0;
    twice(|| count += 3);
    println!("{count}");
    let mut log = Vec::new();
    let mut push = |s: &str| log.push(s.to_string());
    push("a");
    push("b");
    println!("{log:?}");
    println!("{} {} {}", make_adder(3)(4), boxed(3)(5), boxed(-1)(5));
    println!("{}", compose(|x: i32| x + 1, |y| format!("<{y}>"))(6));
    println!("{}", call_dyn(&|x| x + 41));
    let mut n = 0;
    println!("{}", call_mut(&mut || { n += 1; n }));
    let mut counter = { let mut c = 0; move || { c += 1; c } };
    println!("{} {} {}", counter(), counter(), counter());
    let c = Config { name: "cfg".to_string(), size: 3 };
    let f = || c.size * 2;
    let g = move || c.name;
    println!("{}", f());
    println!("{}", once(g));
    let table: [(&str, fn(i32) -> i32); 2] = [("double", double), ("neg", |x| -x)];
    for (name, f) in table { println!("{name} {}", f(21)); }
    let mut fs: Vec<Box<dyn FnMut() -> i32>> = Vec::new();
    for i in 0..3 { let mut t = i; fs.push(Box::new(move || { t += 10; t })); }
    for f in &mut fs { print!("{} ", f()); }
    for f in fs.iter_mut() { print!("{} ", f()); }
    println!();
    let add = |a: i32| move |b: i32| a + b;
    println!("{}", add(1)(2));
    let words = ["x", "yy", "zzz"];
    let longest = words.iter().max_by_key(|w| w.len());
    println!("{longest:?}");
    let mut state = (1, String::from("s"));
    { let r = &mut state; let mut change = || { r.0 += 1; r.1.push('!'); }; change(); change(); }
    println!("{state:?}");
    let opt = Some(4).map(|x| x * k).filter(|x| *x > 3).and_then(|x| if x > 5 { Some(x) } else { None });
    println!("{opt:?}");
    let r: Result<i32, String> = "12".parse::<i32>().map_err(|_| "bad".to_string()).and_then(|n| if n > 10 { Err(format!("{n} too big")) } else { Ok(n) });
    println!("{r:?}");
}
