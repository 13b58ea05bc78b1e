//! What the explorer does not take: where, why, and what to write instead; everything in a file at once.

use interleave::machine::Program;

/// The refusals of a program, as `line:column reason`.
fn refusals(source: &str) -> Vec<String> {
    match Program::new(source) {
        Ok(_) => Vec::new(),
        Err(all) => all.iter().map(|r| format!("{}:{} {}", r.line, r.column, r.reason)).collect(),
    }
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(refusals(source), expected, "{source}");
}

#[test]
fn all_refusals_of_a_file_come_at_once_in_order() {
    check(
        "use std::collections::HashMap;
use std::fs::File;
async fn wait() {}
union U { a: u32 }
fn unused() { let _x = 1.5; }
fn main() {
    let s = dbg!(1);
    let t: Box<dyn Iterator<Item = u32>> = Box::new(0..s);
    loop { std::process::exit(3) }
}
",
        &[
            "1:23 `std::collections::HashMap` is not known here",
            "2:14 `std::fs::File` is not known here",
            "3:10 `async` is not supported",
            "4:7 unions are not supported",
            "5:24 floating-point numbers are not supported",
            "7:13 `dbg!` is not supported",
            "8:16 trait objects other than of `Fn`, `FnMut` and `FnOnce` are not supported",
            "9:12 `std::process::exit` is not known here",
        ],
    );
}

#[test]
fn every_refusal_says_what_to_write_instead_where_there_is_something() {
    let Err(all) = Program::new("use std::time::Instant;\nfn main() { let _ = 0.5; }\n") else { panic!("accepted") };
    let rewrites: Vec<&str> = all.iter().map(|r| r.rewrite.as_str()).collect();
    assert_eq!(
        rewrites,
        ["time is not modelled: leave the measuring out, or choose with rand::random_range(a..b)", "count in integers"]
    );
}

#[test]
fn columns_count_characters() {
    check(
        "fn main() { let ä = \"ööö\"; let _ = ä.nonsense(); }\n",
        &["1:38 the method `nonsense` is not known for `&str`"],
    );
}

#[test]
fn a_consequence_of_a_refusal_is_not_another_one() {
    check(
        "fn main() { let x = 2.0; let y = x * 3; println!(\"{y} {}\", y.max(1)); }\n",
        &["1:21 floating-point numbers are not supported"],
    );
}

#[test]
fn a_type_that_cannot_be_known_is_never_guessed() {
    check(
        "fn main() { let x = Default::default(); drop(x); }\n",
        &[
            "1:21 not all types are known here (`default` with _)",
            "1:21 which `default` is meant is not known here",
            "1:41 not all types are known here (`drop` with _)",
        ],
    );
}

#[test]
fn what_is_not_rust_is_refused_where_it_is_wrong() {
    let all = refusals("fn main() { let = 3; }\n");
    assert!(all.len() == 1 && all[0].starts_with("1:17 this is not Rust: expected one of"), "{all:?}");
    check("fn main() { (1 + 2; }\n", &["1:21 this `}` does not close the `(` of line 1"]);
    check("fn main() {\n    if true {\n", &["2:13 this `{` is never closed"]);
    check("", &["1:1 there is no `main`"]);
}

#[test]
fn depth_is_refused_before_anything_recurses() {
    let deep = |open: &str, close: &str, n: usize| {
        format!("fn main() {{ let _ = {}1{}; }}\n", open.repeat(n), close.repeat(n))
    };
    for source in [
        deep("(", ")", 5_000),
        deep("!", "", 100_000),
        deep("1 + ", "", 50_000),
        deep("{", "}", 500_000),
        deep("[", "]", 200),
        "{".repeat(1_000_000),
        "x.f({})".repeat(20_000),
    ] {
        let all = refusals(&source);
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(
            all[0].contains("too deep")
                || all[0].contains("KiB")
                || all[0].contains("not Rust")
                || all[0].contains("closed"),
            "{all:?}"
        );
    }
}
