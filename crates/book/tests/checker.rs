//! The checker can fail. Each test makes a small book that passes every check, breaks one thing in it, and sees the message.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use tempfile::TempDir;

/// A throw-away book with one chapter, `demo`.
struct Book(TempDir);

const CHAPTER: &str = "# Demo

{{#listing demo/hello}}

{{#listing demo/hello anchor=greeting bare}}

```rust
assert_eq!(1 + 1, 2);
```

{{#listing demo/moved}}

{{#exercise demo/answer}}
";

const CONTRACTS: &str = r#"[hello]
caption = "It greets"
prints = "hello\n"
record = 5

[moved]
caption = "A value moves once"
refused = { code = "E0382", message = "use of moved value: `text`" }

[exercises.answer]
caption = "Print the answer"
prints = "42\n"
runs = 1
"#;

const HELLO: &str = r#"fn main() {
    // ANCHOR: greeting
    println!("hello");
    // ANCHOR_END: greeting
}
"#;

const MOVED: &str = r#"fn main() {
    let text = String::new();
    drop(text);
    drop(text);
}
"#;

impl Book {
    /// A book that is as it should be, but has no recording yet. Its chapter has no number, so that it need not teach.
    fn new() -> Book {
        let book = Book(tempfile::tempdir().unwrap());
        book.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"listings/*\"]\n\n[workspace.package]\nedition = \"2024\"\n",
        );
        book.write("book.toml", "[book]\ntitle = \"Throw-away\"\n\n[rust]\nedition = \"2024\"\n");
        book.write("src/SUMMARY.md", "# Summary\n\n[Demo](demo.md)\n");
        book.write("src/demo.md", CHAPTER);
        book.write("listings/demo/Cargo.toml", "[package]\nname = \"demo\"\nedition.workspace = true\n");
        book.write("listings/demo/contracts.toml", CONTRACTS);
        book.write("listings/demo/src/bin/hello.rs", HELLO);
        book.write("listings/demo/refused/moved.rs", MOVED);
        book.write("listings/demo/examples/answer.rs", "fn main() {\n    todo!()\n}\n");
        book.write("listings/demo/examples/answer-solution.rs", "fn main() {\n    println!(\"42\");\n}\n");
        book.write("listings/demo/examples/answer-wrong-sum.rs", "fn main() {\n    println!(\"{}\", 4 + 2);\n}\n");
        book
    }

    /// A book that passes every check.
    fn recorded() -> Book {
        let book = Book::new();
        let output = book.run(&["record", "demo"]);
        assert!(output.status.success(), "{}", text(&output));
        book
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a piece of a file that is there exactly once.
    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.0.path().join(path)).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {path}");
        self.write(path, &text.replace(old, new));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_book"));
        command.args(arguments).current_dir(self.0.path());
        // A build of its own, wherever this test is built, and no lint of a book that nobody reads.
        command.env("CARGO_TARGET_DIR", self.0.path().join("target")).env_remove("RUSTFLAGS");
        command.output().unwrap()
    }

    /// Runs the command, which must fail, and looks for each of these texts in what it says.
    #[track_caller]
    fn fails(&self, arguments: &[&str], messages: &[&str]) {
        let output = self.run(arguments);
        let text = text(&output);
        assert!(!output.status.success(), "{arguments:?} passes\n{text}");
        for message in messages {
            assert!(text.contains(message), "no {message:?} in\n{text}");
        }
    }

    #[track_caller]
    fn passes(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = text(&output);
        assert!(output.status.success(), "{arguments:?} fails\n{text}");
        text
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_book_without_a_fault_passes() {
    let book = Book::recorded();
    book.passes(&["check"]);
    let said = book.passes(&["test", "demo"]);
    let last = said.lines().rfind(|line| line.ends_with("skipped")).unwrap();
    assert!(last.contains(" 0 failed, 0 skipped"), "{said}");
    assert!(said.contains("demo/hello") && said.contains("blocks of src/demo.md"), "{said}");
}

#[test]
fn one_character_of_an_expected_output() {
    let book = Book::recorded();
    book.edit("listings/demo/contracts.toml", "hello\\n", "hallo\\n");
    book.fails(
        &["test", "demo"],
        &[
            "demo/hello: printed something else",
            "- hallo",
            "+ hello",
            "listings/demo/contracts.toml:1",
            "src/bin/hello.rs",
        ],
    );
    book.fails(&["run", "hello"], &["- hallo"]);
}

#[test]
fn a_misspelt_fence_attribute() {
    let book = Book::new();
    book.edit("src/demo.md", "```rust\n", "```rust,norun\n");
    book.fails(&["check"], &["src/demo.md:7", "norun", "no_run"]);
}

#[test]
fn a_deleted_anchor() {
    let book = Book::new();
    book.edit("listings/demo/src/bin/hello.rs", "    // ANCHOR: greeting\n", "");
    book.fails(&["check"], &["src/demo.md:5", "greeting"]);
}

#[test]
fn an_unknown_listing_and_an_unknown_attribute_are_both_reported() {
    let book = Book::new();
    book.edit("src/demo.md", "{{#listing demo/hello}}", "{{#listing demo/hallo}}");
    book.edit("src/demo.md", "anchor=greeting bare", "anker=greeting");
    book.fails(&["check"], &["src/demo.md:3", "demo/hallo", "src/demo.md:5", "anker"]);
}

#[test]
fn contracts_that_do_not_parse_are_reported_all_at_once() {
    let book = Book::new();
    let contracts = r#"[hello]
captoin = "It greets"
prints = "hello\n"
prints-one-of = ["a", "b"]

[moved]
caption = "A value moves once"
refused = { code = "E0382" }
runs = "often"

[twin.c]
pattern = "{n:number}"
must-see = [{ outcome = "1\n" }]

[ways]
caption = "Many ways to end"
prints = ""
explored = true
may = ["deadlok", "finish"]

[unexplored]
caption = "Nobody looks for other ends"
prints = ""
may = ["panic"]
spurious = true
why = "because"
weak = { "0\\n" = "tso" }

[weak]
caption = "Weak under what?"
prints = ""
explored = true
weak = { "0\\n" = "sc" }
"#;
    book.write("listings/demo/contracts.toml", contracts);
    book.write("listings/demo/src/bin/orphan.rs", "fn main() {}\n");
    book.fails(
        &["check"],
        &[
            "contracts.toml:2: `hello` has an unknown key `captoin`",
            "did you mean `caption`?",
            "contracts.toml:1: `hello` has no `caption`",
            "contracts.toml:4: `prints-one-of` of `hello` conflicts",
            "contracts.toml:8: `refused` of `moved` needs both a code and a message",
            "contracts.toml:9: `runs` of `moved` is no whole number",
            "`{n:number}` is no hole",
            "contracts.toml:13: `must-see` of `twin.c` has an entry that is not an outcome and a number of runs",
            "contracts.toml:19: `may` of `ways` names `deadlok`, which is no way to end",
            "contracts.toml:19: `may` of `ways` says `finish`, which the contract asks for anyhow",
            "contracts.toml:24: `may` of `unexplored` stands without `explored`",
            "contracts.toml:25: `spurious` of `unexplored` stands without `explored`",
            "contracts.toml:26: `why` of `unexplored` is no table",
            "contracts.toml:27: `weak` of `unexplored` stands without `explored`",
            "contracts.toml:33: `weak` of `weak` names `sc`, which is no weak model",
            "`demo/twin.c` has a contract and no C program",
            "listings/demo/src/bin/orphan.rs: a program without a contract",
            "examples/answer.rs: a program without a contract",
        ],
    );
}

#[test]
fn two_chapters_with_a_listing_of_one_name() {
    let book = Book::new();
    book.write("listings/other/Cargo.toml", "[package]\nname = \"other\"\nedition.workspace = true\n");
    book.write("listings/other/contracts.toml", "[hello]\ncaption = \"Again\"\nprints = \"hello\\n\"\n");
    book.write("listings/other/src/bin/hello.rs", HELLO);
    book.fails(&["check"], &["listings/other/contracts.toml:1: `hello` is also a name in `demo`"]);
}

#[test]
fn a_refused_program_that_compiles() {
    let book = Book::recorded();
    book.edit("listings/demo/refused/moved.rs", "    drop(text);\n    drop(text);\n", "    drop(text);\n");
    book.fails(&["test", "demo"], &["demo/moved: compiles, and must be refused with E0382"]);
}

#[test]
fn a_refused_program_with_a_second_fault() {
    let book = Book::recorded();
    book.edit("listings/demo/refused/moved.rs", "    let text = String::new();", "    let text: String = String::new();\n    let mut n = 1;\n    let a = &mut n;\n    let b = &mut n;\n    *a += *b;");
    book.fails(&["test", "demo"], &["demo/moved: is refused for another reason as well: E0499, not E0382"]);
}

#[test]
fn a_program_that_hangs() {
    let book = Book::recorded();
    book.edit(
        "listings/demo/src/bin/hello.rs",
        "println!(\"hello\");",
        "println!(\"hello\");\n    loop {\n        std::thread::park();\n    }",
    );
    book.edit("listings/demo/contracts.toml", "record = 5", "deadline = \"400ms\"");
    let began = Instant::now();
    book.fails(&["run", "hello"], &["demo/hello: hangs: it still ran after its deadline of 400ms", "| hello"]);
    assert!(began.elapsed().as_secs() < 60);
}

#[test]
fn a_program_that_leaves_a_child_behind() {
    let book = Book::recorded();
    let program = "use std::process::{Command, Stdio};\n\nfn main() {\n    let mut sleep = Command::new(\"sleep\");\n    \
                   sleep.arg(\"97.531\").stdout(Stdio::null()).stderr(Stdio::null());\n    sleep.spawn().unwrap();\n    \
                   println!(\"hello\");\n}\n";
    book.write("listings/demo/src/bin/hello.rs", program);
    book.fails(
        &["run", "hello"],
        &["left a process behind, which was killed", "let it wait for every process that it starts"],
    );
    if let Ok(list) = Command::new("ps").args(["-eo", "args"]).output() {
        assert!(!String::from_utf8_lossy(&list.stdout).contains("sleep 97.531"), "the child still runs");
    }
}

#[test]
fn a_stale_recording() {
    let book = Book::recorded();
    book.edit("listings/demo/src/bin/hello.rs", "println!(\"hello\")", "println!(\"{}\", \"hello\")");
    book.fails(&["test", "demo"], &["recording of demo/hello", "is stale", "run `cargo book record hello`"]);
    book.passes(&["record", "--stale"]);
    assert!(book.passes(&["record", "--stale"]).contains("every recording is up to date"));
}

#[test]
fn an_anchor_or_a_caption_does_not_make_a_recording_stale() {
    let book = Book::recorded();
    book.edit("listings/demo/src/bin/hello.rs", "fn main() {", "fn main() {\n    // ANCHOR: all");
    book.edit("listings/demo/contracts.toml", "It greets", "It greets the reader");
    assert!(book.passes(&["record", "--stale"]).contains("every recording is up to date"));
}

#[test]
fn a_recording_that_does_not_show_what_the_chapter_says() {
    let book = Book::recorded();
    book.edit(
        "listings/demo/contracts.toml",
        "record = 5",
        "record = 5\nexpect = [\"runs >= 5\", \"runs > 5\", \"median time > 1\"]",
    );
    book.fails(
        &["check"],
        &[
            "`hello` expects `runs > 5`, and the recording shows 5 and 5",
            "or take back what the chapter says",
            "`hello` expects `median time > 1`: no hole for a number is named `time`",
        ],
    );
    book.edit(
        "listings/demo/contracts.toml",
        ", \"runs > 5\", \"median time > 1\"",
        ", \"times \\\"hello\\\\n\\\" >= runs\"",
    );
    book.passes(&["check"]);
}

#[test]
fn a_missing_recording() {
    let book = Book::new();
    book.fails(&["test", "demo"], &["recording of demo/hello", "there is no recording", "cargo book record moved"]);
}

#[test]
fn a_starter_that_passes_its_judge() {
    let book = Book::recorded();
    book.edit("listings/demo/examples/answer.rs", "todo!()", "println!(\"42\")");
    book.fails(&["test", "demo"], &["the starter, answer.rs, passes the judge, and must fail"]);
    assert!(book.passes(&["exercise", "answer"]).contains("solved"));
}

#[test]
fn a_solution_that_fails_and_a_wrong_one_that_passes() {
    let book = Book::recorded();
    book.edit("listings/demo/examples/answer-wrong-sum.rs", "4 + 2", "40 + 2");
    book.fails(&["test", "demo"], &["a wrong solution, answer-wrong-sum.rs, passes the judge"]);
    book.edit("listings/demo/examples/answer-solution.rs", "42", "41");
    book.fails(&["test", "demo"], &["the solution fails: printed something else"]);
    book.fails(&["exercise", "answer"], &["not yet: Print the answer", "edit listings/demo/examples/answer.rs"]);
}

#[test]
fn a_block_in_the_text_that_fails() {
    let book = Book::recorded();
    book.edit("src/demo.md", "1 + 1, 2", "1 + 1, 3");
    book.fails(&["test", "demo"], &["blocks of src/demo.md", "assertion `left == right` failed"]);
}

#[test]
fn an_outcome_that_must_be_seen_and_is_not() {
    let book = Book::recorded();
    book.edit(
        "listings/demo/contracts.toml",
        "prints = \"hello\\n\"",
        "prints-one-of = [\"hello\\n\", \"world\\n\"]\nmust-see = [{ outcome = \"world\\n\", runs = 30 }]",
    );
    book.fails(&["test", "demo"], &["\"world\\n\" was never seen in 30 runs, and must be"]);
}

#[test]
#[cfg(unix)]
fn a_skip_is_named_and_fails_only_in_strict_mode() {
    let book = Book::recorded();
    book.edit("listings/demo/contracts.toml", "\n[moved]", "\n[hello.python]\nprints = \"hello\\n\"\n\n[moved]");
    book.write("listings/demo/twins/hello.py", "print(\"hello\")\n");
    // The same machine, but for Python.
    let tools = tempfile::tempdir().unwrap();
    for folder in std::env::split_paths(&std::env::var_os("PATH").unwrap()) {
        for tool in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = tool.file_name();
            if !name.to_string_lossy().contains("python") {
                // Fails where an earlier folder has a tool of that name, which comes first.
                let _ = std::os::unix::fs::symlink(tool.path(), tools.path().join(name));
            }
        }
    }
    let without_python = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_book"));
        command.args(arguments).current_dir(book.0.path()).env("CARGO_TARGET_DIR", book.0.path().join("target"));
        command.env("PATH", tools.path()).output().unwrap()
    };
    let output = without_python(&["test", "demo"]);
    assert!(output.status.success(), "{}", text(&output));
    assert!(text(&output).contains("skip            demo/hello.python: no Python"), "{}", text(&output));
    assert!(text(&output).contains("0 failed, 1 skipped"), "{}", text(&output));
    assert!(!without_python(&["test", "demo", "--strict"]).status.success());
}

#[test]
fn a_twin_that_compiles_with_a_warning() {
    let book = Book::recorded();
    book.edit("listings/demo/contracts.toml", "\n[moved]", "\n[hello.c]\nprints = \"hello\\n\"\n\n[moved]");
    book.write(
        "listings/demo/twins/hello.c",
        "#include <stdio.h>\n\nint main(void) {\n    int unused;\n    puts(\"hello\");\n}\n",
    );
    book.fails(&["test", "demo"], &["demo/hello.c", "warns", "unused variable"]);
}

#[test]
fn a_new_listing_keeps_its_contract() {
    let book = Book::recorded();
    book.passes(&["new-listing", "demo", "second-thread"]);
    assert!(book.passes(&["run", "second-thread"]).contains("demo/second-thread kept its contract"));
    book.fails(&["new-listing", "demo", "hello"], &["`hello` is a listing of `demo`"]);
    book.fails(&["new-listing", "demo", "Two_Threads"], &["`Two_Threads` is no name"]);
    book.passes(&["new-listing", "brand-new", "third"]);
    assert!(Path::new(&book.0.path().join("listings/brand-new/Cargo.toml")).is_file());
    book.fails(&["run", "secondthread"], &["did you mean `second-thread`?"]);
}
