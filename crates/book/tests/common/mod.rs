//! A book of one chapter in which nothing is wrong, to break in one place at a time.

#![allow(dead_code)] // each test file uses its part

use std::path::PathBuf;

use tempfile::TempDir;

/// A copy of the small book in a folder of its own.
pub struct Bench {
    folder: TempDir,
}

const BOOK: &str = r#"
[book]
title = "A small book"
language = "en"

[rust]
edition = "2024"

[preprocessor.book]
command = "never run by these tests"
before = ["links"]

[output.html.playground]
runnable = false
"#;

const CHAPTER: &str = r#"# Tossing

{{#notes N000-02}}

{{#predict What does it print?}}

- heads
- tails

{{#answer}}

Either: it printed heads {{#recorded demo/toss times "heads"}} times of {{#recorded demo/toss runs}}.

{{/predict}}

{{#listing demo/toss}}

A **coin** has two sides.

```rust
assert_eq!(1 + 1, 2);
```

## Sides

{{#figure demo/coin A coin.}}

{{#listing demo/toss anchor=body}}

{{#listing demo/refused-loan}}

> **Folklore.** "Coins are fair."

> **Cost.** Half of all tosses took {{#recorded demo/time median ms digits=2}} ms.

{{#plot demo/time How long a toss takes.}}

## Exercises

{{#exercise demo/twice}}

## In short

See [the sides](#sides) and the [glossary](glossary.md#coin).

## Where to read on

Nowhere.
"#;

const CONTRACTS: &str = r#"
[toss]
caption = "A toss of a *coin*"
prints-one-of = ["heads\n", "tails\n"]
record = 1000
playground = true

[toss.python]
prints-one-of = ["heads\n", "tails\n"]

[time]
caption = "How long it takes"
pattern = "{*rows}\n"
rows = "{coins:int} {ms:float}"
record = 20
plot = { x = "coins", y = ["ms"], kind = "line", log = ["x"] }

[refused-loan]
caption = "No loans"
refused = { code = "E0499", message = "more than once at a time" }

[exercises.twice]
caption = "Toss twice"
prints-one-of = ["heads\n", "tails\n"]
"#;

const TOSS: &str = r#"fn main() {
    // ANCHOR: body
    println!("heads");
    // ANCHOR_END: body
}
"#;

const FIGURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
  <title>A coin</title>
  <desc>A circle with the word heads in it.</desc>
  <circle id="rim" class="fig-box" cx="50" cy="50" r="40"/>
  <path class="fig-arrow" d="M0 0H9" marker-end="url(#fig-arrowhead)"/>
  <text class="fig-text fig-mid" x="50" y="54">heads &amp; tails</text>
</svg>
"#;

impl Bench {
    /// The book as it should be.
    pub fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in [
            ("book.toml", BOOK),
            ("src/SUMMARY.md", "# Summary\n\n- [Tossing](demo.md)\n- [To come]()\n\n[Glossary](glossary.md)\n"),
            ("src/demo.md", CHAPTER),
            ("src/glossary.md", "# Glossary\n\ncoin\n: A disc of metal.\n"),
            ("src/figures/demo/coin.svg", FIGURE),
            ("listings/demo/Cargo.toml", "[package]\nname = \"demo\"\n"),
            ("listings/demo/contracts.toml", CONTRACTS),
            ("listings/demo/src/bin/toss.rs", TOSS),
            ("listings/demo/src/bin/time.rs", "fn main() {}\n"),
            ("listings/demo/twins/toss.py", "print(\"heads\")\n"),
            ("listings/demo/refused/refused-loan.rs", "fn main() {}\n"),
            ("listings/demo/examples/twice.rs", "fn main() { todo!() }\n"),
            ("listings/demo/examples/twice-solution.rs", "fn main() {}\n"),
            ("listings/demo/examples/twice-wrong-once.rs", "fn main() {}\n"),
        ] {
            bench.write(path, text);
        }
        let outcomes = r#"[{"stdout": "heads\n", "times": 521}, {"stdout": "tails\n", "times": 479}]"#;
        bench.write("listings/demo/recordings/toss.json", &recording("demo/toss", 1000, 2, outcomes, "[]"));
        let rows = r#"[{"median": {"coins": 1, "ms": 0.1237}}, {"median": {"coins": 1000, "ms": 98.25}}]"#;
        let mut time = recording("demo/time", 20, 20, r#"[{"stdout": "1 0.1237\n1000 98.25\n", "times": 1}]"#, rows);
        time = time.replace(
            "\"toolchain\"",
            r#""holes": {"ms": {"min": 0.1, "median": 0.1237, "p90": 0.2, "max": 98.25}}, "toolchain""#,
        );
        bench.write("listings/demo/recordings/time.json", &time);
        bench
    }

    /// The folder of the book.
    pub fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Makes the coin a race between two threads, and has it explored.
    pub fn explore_toss(&self) {
        let program = "use std::thread;\n\nfn main() {\n    // ANCHOR: body\n    let child = thread::spawn(|| print!(\"\"));\n    \
                       if child.is_finished() {\n        println!(\"heads\");\n    } else {\n        println!(\"tails\");\n    }\n    \
                       // ANCHOR_END: body\n}\n";
        self.write("listings/demo/src/bin/toss.rs", program);
        self.replace("listings/demo/contracts.toml", "playground = true", "playground = true\nexplored = true");
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// Replaces a piece of a file that must be there.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = std::fs::read_to_string(self.folder.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replacen(from, to, 1))
    }

    /// The line, from 1, on which a text begins that a file must have.
    pub fn line(&self, path: &str, text: &str) -> usize {
        let whole = std::fs::read_to_string(self.folder.path().join(path)).unwrap();
        let at = whole.find(text).unwrap_or_else(|| panic!("{path} has no {text:?}"));
        whole[..at].matches('\n').count() + 1
    }

    /// What `cargo book check` says: nothing, or the problems without their count.
    pub fn check(&self) -> String {
        match book::check::check(&self.root(), &Default::default()) {
            Ok(()) => String::new(),
            Err(error) => {
                let said = error.to_string();
                said.rsplit_once('\n').map_or(said.clone(), |(problems, _)| problems.to_owned())
            }
        }
    }

    /// A page of the built book.
    pub fn page(&self, name: &str) -> String {
        let folder = book::build::build(&self.root(), &Default::default()).unwrap();
        std::fs::read_to_string(folder.join(name)).unwrap()
    }
}

fn recording(listing: &str, runs: u64, distinct: u64, outcomes: &str, rows: &str) -> String {
    format!(
        r#"{{"listing": "{listing}", "runs": {runs}, "distinct": {distinct}, "outcomes": {outcomes}, "rows": {rows},
            "toolchain": "rustc 1.95.0 (abc 2026-04-14)", "machine": {{"processor": "A processor", "cores": 2, "system": "Linux"}},
            "date": "2026-11-20", "fingerprint": "-"}}"#
    )
}
