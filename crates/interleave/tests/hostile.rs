//! Input that nobody should write, and somebody will: each gets a clear answer within two seconds and a gigabyte.

#[path = "common/survive.rs"]
mod survive;

use std::fmt::Write as _;

use proptest::prelude::*;
use survive::survive;

const PROGRAMS: [&str; 8] = [
    include_str!("programs/store-buffering.rs"),
    include_str!("programs/lost-update.rs"),
    include_str!("programs/deadlock.rs"),
    include_str!("programs/race.rs"),
    include_str!("programs/lost-wake-up.rs"),
    include_str!("programs/panic.rs"),
    include_str!("programs/channel.rs"),
    include_str!("programs/spin.rs"),
];

/// Texts that have broken parsers and interpreters before, ours or others'.
fn nasty() -> Vec<(&'static str, String)> {
    let nest = |open: &str, core: &str, close: &str, depth: usize| {
        format!("fn main() {{ let x = {}{core}{}; }}", open.repeat(depth), close.repeat(depth))
    };
    let body = |statements: &str| format!("use std::thread;\nfn main() {{\n{statements}\n}}\n");
    let mut threads =
        String::from("use std::sync::atomic::{AtomicU32, Ordering::*};\nstatic X: AtomicU32 = AtomicU32::new(0);\n");
    let _ = writeln!(
        threads,
        "fn main() {{ std::thread::scope(|s| {{ for _ in 0..40 {{ s.spawn(|| {{ X.fetch_add(1, Relaxed); }}); }} }}); }}"
    );
    let mut chain = String::from("fn main() { let x = 1");
    chain.push_str(&".wrapping_add(1)".repeat(20_000));
    chain.push_str("; }");
    let mut elses = String::from("fn main() { let x = 3; ");
    for n in 0..5_000 {
        let _ = write!(elses, "if x == {n} {{ }} else ");
    }
    elses.push_str("{ } }");
    let functions: String = (0..2_000).map(|n| format!("fn f{n}() {{ f{}() }}\n", n + 1)).collect();
    vec![
        ("a megabyte of open braces", "{".repeat(1 << 20)),
        ("a megabyte of closed braces", "}".repeat(1 << 20)),
        ("a megabyte of brackets, paired", format!("{}{}", "[".repeat(1 << 19), "]".repeat(1 << 19))),
        ("a megabyte of quotes", "\"".repeat((1 << 20) + 1)),
        ("a megabyte of comment openings", "/*".repeat(1 << 19)),
        ("a megabyte of nothing", "\n".repeat(1 << 20)),
        ("deep parentheses", nest("(", "1", ")", 100_000)),
        ("not too deep parentheses", nest("(", "1", ")", 400)),
        ("deep negations", nest("!", "true", "", 100_000)),
        ("deep minus", nest("- ", "1", "", 100_000)),
        ("deep blocks", nest("{", "1", "}", 50_000)),
        ("deep closures", nest("|| ", "1", "", 50_000)),
        ("deep arrays", nest("[", "1", "]", 50_000)),
        ("deep calls", nest("Some(", "1", ")", 50_000)),
        ("deep references", nest("&", "1", "", 50_000)),
        ("deep ifs", nest("if true { ", "1", " } else { 2 }", 20_000)),
        ("deep types", format!("fn f(x: {}u8{}) {{}}\nfn main() {{}}", "Option<".repeat(50_000), ">".repeat(50_000))),
        ("deep patterns", format!("fn main() {{ let {}x{} = 1; }}", "(".repeat(50_000), ",)".repeat(50_000))),
        ("a long sum", format!("fn main() {{ let x = {}1; }}", "1 + ".repeat(100_000))),
        ("a long chain of methods", chain),
        ("a long chain of else if", elses),
        ("a long chain of functions", format!("{functions}fn f2000() {{}}\nfn main() {{ f0() }}")),
        ("a long chain of casts", format!("fn main() {{ let x = 1{}; }}", " as u32 as u64".repeat(20_000))),
        ("a long name", format!("fn {}() {{}}\nfn main() {{}}", "a".repeat(200_000))),
        ("a huge literal", "fn main() { let x: u32 = 99999999999999999999999999999999999999999999999999; println!(\"{x}\"); }".into()),
        ("a very long literal", format!("fn main() {{ let x = {}; }}", "9".repeat(100_000))),
        ("a huge array", "fn main() { let x = [0u8; 4_000_000_000]; println!(\"{}\", x[1]); }".into()),
        ("a huge array of arrays", "fn main() { let x = [[[0u64; 10_000]; 10_000]; 10_000]; println!(\"{}\", x[1][1][1]); }".into()),
        ("a vector that grows for ever", body("let mut v = Vec::new(); loop { v.push(1u64); }")),
        ("a string that doubles for ever", body("let mut s = String::from(\"x\"); loop { s = format!(\"{s}{s}\"); }")),
        ("a nest that grows for ever", "fn main() { let mut v: Vec<Vec<u8>> = vec![vec![1]]; loop { let w = v.clone(); v.extend(w); } }".into()),
        ("a message queue that grows for ever", "use std::sync::mpsc;\nfn main() { let (s, r) = mpsc::channel(); loop { s.send(1).unwrap(); } }".into()),
        ("a string that is pushed on itself", body("let mut s = String::from(\"x\"); loop { let t = s.clone(); s.push_str(&t); }")),
        ("a list that is appended to itself", body("let mut v = vec![1u8]; loop { let mut w = v.clone(); v.append(&mut w); }")),
        ("a long text that is joined", body("let s = \"x\".repeat(100_000); let v = vec![s; 100_000]; println!(\"{}\", v.join(\"\").len());")),
        ("a chain that grows for ever", body("struct Node { next: Option<Box<Node>> } let mut n = Node { next: None }; loop { n = Node { next: Some(Box::new(n)) }; }")),
        ("a tree of shared parts", "use std::sync::Mutex;\nstatic M: Mutex<u32> = Mutex::new(0);\n#[derive(Clone, Copy, PartialEq)] struct P<T>(T, T);\nfn main() { let a = P(1u8, 2u8); let b = P(a, a); let c = P(b, b); let d = P(c, c); let e = P(d, d); let f = P(e, e); let g = P(f, f); let h = P(g, g); let i = P(h, h); let j = P(i, i); let k = P(j, j); let l = P(k, k); let m = P(l, l); let n = P(m, m); let o = P(n, n); let p = P(o, o); let q = P(p, p); let r = P(q, q); let s = P(r, r); let t = P(s, s); let u = P(t, t); let v = P(u, u); drop(M.lock()); println!(\"{}\", v == v); }".into()),
        ("a table of tables", body("let v = vec![vec![vec![0u8; 10_000]; 10_000]; 10_000]; thread::yield_now(); println!(\"{}\", v[1][1][1]);")),
        ("an endless loop that starts from a fence", body("loop { std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst); }")),
        ("an endless loop that makes objects", body("loop { drop(std::sync::Arc::new(std::sync::Mutex::new(0))); }")),
        ("an endless loop around a barrier", "fn main() { let b = std::sync::Barrier::new(2); std::thread::scope(|s| for _ in 0..2 { s.spawn(|| loop { b.wait(); }); }); }".into()),
        ("an endless loop without a shared access", body("loop {}")),
        ("an endless loop that counts", body("let mut n = 0u64; loop { n = n.wrapping_add(1); }")),
        ("an endless loop that yields", body("loop { thread::yield_now(); }")),
        ("an endless loop that starts threads", body("loop { thread::spawn(|| {}); }")),
        ("an endless loop that prints", body("loop { println!(\"x\"); }")),
        ("an endless loop over memory", "use std::sync::atomic::{AtomicU64, Ordering::*};\nstatic X: AtomicU64 = AtomicU64::new(0);\nfn main() { loop { X.fetch_add(1, Relaxed); } }".into()),
        ("two endless loops over memory", "use std::sync::atomic::{AtomicU64, Ordering::*};\nstatic X: AtomicU64 = AtomicU64::new(0);\nfn main() { std::thread::scope(|s| { s.spawn(|| loop { X.fetch_add(1, Relaxed); }); s.spawn(|| loop { X.fetch_add(3, Relaxed); }); }); }".into()),
        ("unbounded recursion", "fn f(n: u64) -> u64 { f(n + 1) + 1 }\nfn main() { println!(\"{}\", f(0)); }".into()),
        ("unbounded recursion of two", "fn f() { g() }\nfn g() { f() }\nfn main() { f() }".into()),
        ("a thread that starts itself", "fn f() { std::thread::spawn(f); }\nfn main() { f() }".into()),
        ("forty threads", threads),
        ("shifts too far", body("let n = 200; println!(\"{}\", 1u32 << n);")),
        ("the smallest by minus one", body("println!(\"{}\", i32::MIN / -1 + i32::MIN % -1);")),
        ("an index out of bounds", body("let v = vec![1]; println!(\"{}\", v[usize::MAX]);")),
        ("a range without end", body("for n in 0u64.. { if n > 1 << 60 { break; } }")),
        ("a range from the smallest to the largest", body("for n in i128::MIN..i128::MAX { std::hint::black_box(n); }")),
        ("a struct that holds itself", "struct S { s: S }\nfn main() { }".into()),
        ("an enum that holds itself", "enum E { A(Box<E>), B }\nfn main() { let e = E::B; }".into()),
        ("a static that needs itself", "static A: u32 = B;\nstatic B: u32 = A;\nfn main() { println!(\"{A}\"); }".into()),
        ("a constant that needs itself", "const A: u32 = A + 1;\nfn main() { println!(\"{A}\"); }".into()),
        ("two mains", "fn main() {}\nfn main() {}".into()),
        ("no main", "fn not_main() {}".into()),
        ("nothing", String::new()),
        ("a byte order mark", "\u{feff}fn main() {}".into()),
        ("a null byte", "fn main() {\0}".into()),
        ("strange letters", "fn main() { let ﷽ = \"🦀\u{202e}\"; println!(\"{﷽}\"); }".into()),
        ("a format string gone wrong", body("println!(\"{} {} {:?}{\", 1);")),
        ("a format string with a width", body("println!(\"{:>4000000000}\", 1);")),
        ("a format string with a precision", body("println!(\"{:.1000000000}\", 1.5);")),
        ("a string repeated", body("println!(\"{}\", \"x\".repeat(usize::MAX));")),
        ("a vector with capacity", body("let v: Vec<u8> = Vec::with_capacity(usize::MAX); println!(\"{}\", v.len());")),
        ("a barrier that is too big", "fn main() { let b = std::sync::Barrier::new(usize::MAX); b.wait(); }".into()),
        ("a channel with all the room", "fn main() { let (s, r) = std::sync::mpsc::sync_channel(usize::MAX); s.send(1).unwrap(); println!(\"{:?}\", r.recv()); }".into()),
        ("a macro that makes itself", "macro_rules! m { () => { m!() } }\nfn main() { m!() }".into()),
        ("an include", "include!(\"/etc/passwd\");\nfn main() { println!(\"{}\", include_str!(\"/etc/passwd\")); }".into()),
    ]
}

#[test]
fn nasty_texts_are_survived() {
    let mut bad = vec![];
    for (name, text) in nasty() {
        println!("{name}");
        if std::panic::catch_unwind(|| survive(text.as_bytes())).is_err() {
            bad.push(name);
        }
    }
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn every_beginning_of_a_program_is_survived() {
    for program in PROGRAMS {
        for end in (0..program.len()).filter(|&end| program.is_char_boundary(end)) {
            survive(&program.as_bytes()[..end]);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_survived() {
    survive(&[0xff, 0xfe, 0x00]);
    survive(b"fn main() { let x = \"\xc3\x28\"; }");
}

/// The tokens of a text, roughly: words, and everything else one by one.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = vec![];
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for c in text.chars() {
        match tokens.last_mut() {
            Some(last) if word(c) && last.chars().all(word) => last.push(c),
            _ => tokens.push(c.to_string()),
        }
    }
    tokens
}

/// One thing that happens to the tokens of a program.
#[derive(Clone, Debug)]
enum Harm {
    Drop(prop::sample::Index),
    Double(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Copy(prop::sample::Index, prop::sample::Index),
    Put(prop::sample::Index, &'static str),
}

fn harm() -> impl Strategy<Value = Harm> {
    let index = any::<prop::sample::Index>;
    let word = prop::sample::select(vec![
        "loop",
        "{",
        "}",
        "(",
        ")",
        "move",
        "||",
        "|",
        "match",
        "=>",
        "return",
        "break",
        "?",
        "&",
        "mut",
        "*",
        "+",
        "u8",
        "-1",
        "usize::MAX",
        "panic!()",
        "drop",
        "Arc::new",
        ".clone()",
        ".unwrap()",
        "unsafe",
        "static",
        "if",
        "else",
        "0",
        "SeqCst",
        "Relaxed",
        "\"",
        "'a",
        "::",
        ";",
        "yield_now()",
    ]);
    prop_oneof![
        index().prop_map(Harm::Drop),
        index().prop_map(Harm::Double),
        (index(), index()).prop_map(|(a, b)| Harm::Swap(a, b)),
        (index(), index()).prop_map(|(a, b)| Harm::Copy(a, b)),
        (index(), word).prop_map(|(at, word)| Harm::Put(at, word)),
    ]
}

fn harmed(program: &str, harms: &[Harm]) -> String {
    let mut tokens = tokens(program);
    for harm in harms {
        let n = tokens.len();
        if n == 0 {
            break;
        }
        match harm {
            Harm::Drop(at) => {
                tokens.remove(at.index(n));
            }
            Harm::Double(at) => tokens.insert(at.index(n), tokens[at.index(n)].clone()),
            Harm::Swap(a, b) => tokens.swap(a.index(n), b.index(n)),
            Harm::Copy(from, to) => tokens[to.index(n)] = tokens[from.index(n)].clone(),
            Harm::Put(at, word) => tokens.insert(at.index(n), format!(" {word} ")),
        }
    }
    tokens.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn programs_that_were_tampered_with_are_survived(
        which in 0..PROGRAMS.len(),
        harms in prop::collection::vec(harm(), 1..4),
    ) {
        survive(harmed(PROGRAMS[which], &harms).as_bytes());
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        survive(text.as_bytes());
    }

    #[test]
    fn any_schedule_gets_an_error_or_is_followed(text in "[0-9rwfc.x-]{0,40}") {
        let program = std::rc::Rc::new(interleave::parse(PROGRAMS[0]).unwrap());
        let mut stepper = interleave::Stepper::new(program, interleave::Model::Rc11, interleave::Rules::default());
        stepper.take(0).unwrap();
        let before = stepper.schedule();
        if stepper.replay(&text).is_ok() {
            prop_assert_eq!(stepper.schedule(), text);
        } else {
            prop_assert_eq!(stepper.schedule(), before, "a bad schedule changes nothing");
        }
    }
}

/// The command itself, on each nasty text, with a gigabyte of memory and no more.
#[cfg(all(feature = "cli", target_os = "linux"))]
#[test]
fn the_command_answers_within_two_seconds_and_a_gigabyte() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let mut files = nasty().into_iter().map(|(name, text)| (name, text.into_bytes())).collect::<Vec<_>>();
    files.push(("bytes that are no text", b"fn main() { \xff\xfe }".to_vec()));
    let mut bad = vec![];
    for (name, text) in files {
        // These have ever new states: they run for as long as they are given.
        let endless = [
            "a message queue that grows for ever",
            "an endless loop that prints",
            "an endless loop that makes objects",
            "an endless loop over memory",
            "two endless loops over memory",
        ];
        let time = if endless.contains(&name) { "0.2" } else { "20" };
        let (mut answered, mut said) = (false, String::new());
        // A busy machine may take the time away from one run; not from each of three.
        for _ in 0..3 {
            let start = Instant::now();
            let mut child = Command::new("sh")
                .args([
                    "-c",
                    "ulimit -v 1048576; exec \"$0\" explore - --time \"$1\"",
                    env!("CARGO_BIN_EXE_interleave"),
                    time,
                ])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = child.stdin.take().unwrap();
            let bytes = text.clone();
            let feeder = std::thread::spawn(move || {
                let _ = input.write_all(&bytes);
            });
            let mut status = child.try_wait().unwrap();
            while status.is_none() && start.elapsed() < Duration::from_secs(4) {
                std::thread::sleep(Duration::from_millis(5));
                status = child.try_wait().unwrap();
            }
            let took = start.elapsed();
            if status.is_none() {
                child.kill().unwrap();
            }
            let output = child.wait_with_output().unwrap();
            feeder.join().unwrap();
            said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            let code = status.and_then(|status| status.code());
            println!("{name}: {code:?} in {took:?}");
            answered = matches!(code, Some(0..=3)) && !said.trim().is_empty() && took < Duration::from_secs(2);
            if answered {
                break;
            }
        }
        if !answered {
            println!("{}", said.chars().take(1_000).collect::<String>());
            bad.push(name);
        }
    }
    assert!(bad.is_empty(), "{bad:?}");
}
