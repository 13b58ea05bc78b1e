//! What a reader gets: the finished pages of a small book.

mod common;

use common::Bench;

#[track_caller]
fn has(page: &str, piece: &str) {
    assert!(page.contains(piece), "the page lacks {piece:?}:\n{}", main(page));
}

#[track_caller]
fn lacks(page: &str, piece: &str) {
    assert!(!page.contains(piece), "the page has {piece:?}:\n{}", main(page));
}

/// What stands between the navigation bars.
fn main(page: &str) -> &str {
    let start = page.find("<main>").expect("a page has a main part");
    &page[start..page.find("</main>").unwrap()]
}

#[test]
fn a_listing_shows_everything_there_is_to_say() {
    let page = Bench::new().page("demo.html");
    has(&page, "<figcaption>A toss of a <em>coin</em></figcaption>");
    has(&page, "<code>listings/demo/src/bin/toss.rs</code>");
    has(&page, "<code>cargo run --bin toss</code>");
    has(&page, "class=\"language-rust noplayground\">fn main() {\n    println!(\"heads\");\n}");
    has(&page, "Seen in 1,000 runs");
    has(&page, "521 <span class=\"share\">52.1 %</span>");
    has(&page, "<li>rustc compiles it</li>");
    has(&page, "<li>ran 1,000 times</li>");
    has(&page, "Recorded 20 November 2026 on A processor, 2 cores, Linux, rustc 1.95.0.");
    has(&page, "data-playground");
    lacks(&page, "ANCHOR");
}

#[test]
fn a_twin_has_its_tab_without_a_script() {
    let page = Bench::new().page("demo.html");
    has(&page, "<legend>Language</legend>");
    has(&page, "id=\"demo-tabs-2-1\"><label for=\"demo-tabs-2-1\">Python</label>");
    has(&page, "<div class=\"tab\" data-language=\"Python\">");
    has(&page, "<code>python3 listings/demo/twins/toss.py</code>");
    has(&page, "Prints one of these");
}

#[test]
fn an_explored_listing_shows_every_outcome() {
    let bench = Bench::new();
    bench.explore_toss();
    let page = bench.page("demo.html");
    has(&page, "<section class=\"outcomes\" data-listing=\"demo/toss\">");
    has(&page, "<caption>What it can print</caption>");
    has(&page, "<tr data-outcome=\"heads\n\" data-status=\"finish\"><th scope=\"row\">");
    has(&page, "<td class=\"seen\">521 <span class=\"share\">52.1 %</span></td>");
    has(&page, "<summary>A schedule that prints <code>tails</code></summary>");
    has(&page, "<li>explored: 10 schedules</li>");
    lacks(&page, "listing-source");
}

#[test]
fn a_sentence_says_whether_an_output_is_possible() {
    let bench = Bench::new();
    bench.explore_toss();
    bench.replace("src/demo.md", "Nowhere.", "It is {{#explored demo/toss possible \"tails\\n\" model=rc11}}.");
    has(&bench.page("demo.html"), "It is yes.");
    bench.replace("src/demo.md", "\"tails\\n\"", "\"talis\\n\"");
    has(&bench.check(), "`demo/toss` prints nothing like \"talis\\n\"");
    bench.replace("src/demo.md", " \"talis\\n\"", "");
    has(&bench.check(), "`explored demo/toss possible` says not what");
}

/// Has the coin tossed by another program, with these rows.
fn tried(rows: &str) -> Bench {
    let bench = Bench::new();
    bench.explore_toss();
    let toss = "[toss]\ncaption = \"A toss of a *coin*\"\nprints-one-of = [\"heads\\n\", \"tails\\n\"]\n";
    bench.replace(
        "listings/demo/contracts.toml",
        &format!("{toss}record = 1000\n"),
        &format!("{toss}tries = \"time\"\n"),
    );
    std::fs::remove_file(bench.root().join("listings/demo/recordings/toss.json")).unwrap();
    bench.replace("listings/demo/recordings/time.json", "\"rows\": [", &format!("\"rows\": [{rows}, "));
    bench
}

fn tried_row(outcome: &str, times: u64) -> String {
    format!(
        "{{\"median\": {{\"coins\": 1, \"ms\": 1, \"litmus\": \"toss\", \"outcome\": \"{outcome}\", \"times\": {times}, \"tries\": 5000}}}}"
    )
}

#[test]
fn a_listing_shows_what_another_program_saw_of_it() {
    let bench = tried(&format!("{}, {}", tried_row("heads", 4999), tried_row("tails", 1)));
    let page = bench.page("demo.html");
    has(&page, "it printed heads 4,999 times of 5,000.");
    has(&page, "Seen in 5,000 runs");
    has(&page, "<td class=\"seen\">1 <span class=\"share\">1 in 5,000</span></td>");
}

#[test]
fn what_another_program_saw_must_be_possible() {
    let bench = tried(&format!("{}, {}", tried_row("heads", 4999), tried_row("edge", 1)));
    has(&bench.check(), "`demo/toss` was seen to do what the explorer says is impossible\nit printed:\n  | edge");
    let bench = tried(&format!("{}, {}", tried_row("heads", 5000), tried_row("edge", 0)));
    assert_eq!(bench.check(), "");
    let bench = tried(&tried_row("heads", 5000).replace("toss", "other"));
    has(&bench.check(), "the recording of `time` has nothing about `toss`");
    bench.replace("listings/demo/contracts.toml", "tries = \"time\"", "tries = \"thyme\"");
    has(&bench.check(), "`tries` of `toss` names no listing of its chapter: `thyme`");
}

#[test]
fn the_whole_of_an_explored_listing_is_in_the_page_where_a_part_is_shown() {
    let bench = Bench::new();
    bench.explore_toss();
    bench.replace("src/demo.md", "{{#listing demo/toss}}", "{{#listing demo/toss anchor=body}}");
    let page = bench.page("demo.html");
    has(&page, "<template class=\"listing-source\">use std::thread;");
    lacks(&page, "ANCHOR");
}

#[test]
fn a_listing_that_the_explorer_does_not_know_is_not_explored() {
    let bench = Bench::new();
    bench.explore_toss();
    bench.replace("listings/demo/src/bin/toss.rs", "use std::thread;", "use std::fs;\nuse std::thread;");
    bench.replace("listings/demo/src/bin/toss.rs", "println!(\"heads\")", "fs::read(\"heads\").unwrap()");
    let said = bench.check();
    assert!(said.contains("`demo/toss`: the explorer does not support all of it"), "{said}");
}

#[test]
fn a_part_stands_alone_at_the_left() {
    let page = Bench::new().page("demo.html");
    has(&page, "class=\"language-rust noplayground\">println!(\"heads\");</code>");
    assert_eq!(page.matches("id=\"listing-toss\"").count(), 1, "one listing, one id");
}

#[test]
fn a_refused_program_shows_what_rustc_says() {
    let page = Bench::new().page("demo.html");
    has(&page, "error[E0499]: more than once at a time");
    has(&page, "<li>rustc refuses it: error E0499</li>");
    lacks(&page, "cargo run --bin refused-loan");
}

#[test]
fn numbers_come_from_recordings() {
    let page = Bench::new().page("demo.html");
    has(&page, "it printed heads 521 times of 1,000.");
    has(&page, "Half of all tosses took 0.12 ms.");
}

#[test]
fn a_row_has_its_median_and_its_spread() {
    let bench = Bench::new();
    let spread = "\"ms\": 98.25}, \"min\": {\"ms\": 91.5}, \"max\": {\"ms\": 210.5}}";
    bench.replace("listings/demo/recordings/time.json", "\"ms\": 98.25}}]", &format!("{spread}]"));
    let row = |quantity: &str| format!("{{{{#recorded demo/time row {quantity} ms}}}}");
    let text = format!("{}, {} to {}; {} to {}", row("-1"), row("2 min"), row("2 max"), row("1 min"), row("1 median"));
    bench.replace("src/demo.md", "Nowhere.", &text);
    has(&bench.page("demo.html"), "<p>98.2, 91.5 to 210; 0.124 to 0.124</p>");
}

#[test]
fn a_figure_is_inlined_with_ids_of_its_own_and_with_words() {
    let page = Bench::new().page("demo.html");
    let svg = &page[page.find("<svg viewbox=\"0 0 200 100\"").expect("the figure is inlined")..];
    let svg = &svg[..svg.find("</svg>").unwrap()];
    assert!(svg.contains("role=\"img\" aria-labelledby=\"demo-figure-3-title demo-figure-3-desc\""), "{svg}");
    assert!(svg.contains("<title id=\"demo-figure-3-title\">A coin</title>"), "{svg}");
    assert!(svg.contains("id=\"demo-figure-3-rim\""), "{svg}");
    assert!(svg.contains("url(#fig-arrowhead)"), "{svg}");
    assert!(svg.contains("heads &amp; tails"), "{svg}");
    has(&page, "<summary>The figure in words</summary>");
    has(&page, "<p>A circle with the word heads in it.</p>");
    assert_eq!(page.matches("id=\"fig-arrowhead\"").count(), 1, "the arrow's head is defined once");
}

#[test]
fn a_plot_has_the_same_numbers_as_a_table() {
    let page = Bench::new().page("demo.html");
    has(&page, "<summary>The numbers</summary>");
    has(&page, "<tr><th scope=\"row\">1,000</th><td>98.2</td></tr>");
    has(&page, "class=\"plot-1\"");
}

#[test]
fn questions_exercises_and_callouts_fold_without_a_script() {
    let page = Bench::new().page("demo.html");
    has(&page, "<section class=\"predict\" aria-labelledby=\"demo-question-1\">");
    has(&page, "<details class=\"predict-answer\">\n<summary>Answer</summary>");
    has(&page, "<div class=\"callout callout-folklore\" id=\"folklore-1\" role=\"note\">");
    has(&page, "<code>cargo book exercise twice</code>");
    has(&page, "<details class=\"solution\">\n<summary>A solution</summary>");
}

#[test]
fn the_page_has_the_judge_of_an_exercise_that_is_explored() {
    let bench = Bench::new();
    lacks(&bench.page("demo.html"), "data-judge");
    bench.replace(
        "listings/demo/contracts.toml",
        "\"Toss twice\"",
        "\"Toss twice\"\nexplored = true\nmay = [\"panic\"]",
    );
    let page = bench.page("demo.html");
    let (_, judge) = page.split_once("id=\"exercise-twice\" data-judge=\"").unwrap();
    let judge = judge[..judge.find('"').unwrap()].replace("&quot;", "\"").replace("&#92;", "\\");
    let judge: serde_json::Value = serde_json::from_str(&judge).unwrap();
    let told = serde_json::json!({
        "prints": ["heads\n", "tails\n"], "ends": ["finish"], "may": ["panic"], "spurious": false
    });
    assert_eq!(judge, told);
}

#[test]
fn a_mark_of_the_notes_can_be_linked_to() {
    let bench = Bench::new();
    bench.replace("src/demo.md", "Nowhere.", "{{#appendix notes}}\n\n## Claims\n\n{{#appendix claims}}");
    let page = bench.page("demo.html");
    has(&page, "<span class=\"mark-of-notes\" id=\"N000-02\"></span>");
    has(&page, "Of 438 items, 1 are taught in the chapters that are written");
    has(&page, "<a href=\"demo.html#N000-02\">Tossing</a>");
    has(&page, "to come: first-threads");
    has(&page, "it prints one of 2 texts, and nothing else");
    has(&page, "rustc refuses it with <code>E0499</code>: <code>more than once at a time</code>");
}

#[test]
fn folklore_and_references_are_gathered_from_the_chapters() {
    let bench = Bench::new();
    bench.replace("src/glossary.md", "# Glossary\n", "# Glossary\n\n{{#appendix folklore}}\n\n{{#appendix reading}}\n");
    bench.replace(
        "src/demo.md",
        "> **Folklore.** \"Coins are fair.\"",
        "> **Folklore.** \"Coins are\n> *fair* {{#recorded demo/toss runs}} times.\"\n>\n> They are not.",
    );
    bench.replace("src/demo.md", "Nowhere.", "- A book. {{#notes N000-05}}\n- Another.\n\n{{#appendix reading}}");
    let page = bench.page("glossary.html");
    has(
        &page,
        "<li>“Coins are <em>fair</em> 1,000 times.”\n<br>What is so: <a href=\"demo.html#folklore-1\">Sides</a></li>",
    );
    has(&page, "<h3 id=\"tossing-1\">");
    has(&page, "<li>A book.</li>\n<li>Another.</li>");
    lacks(&page, "They are not.");
    lacks(&page, "mark-of-notes");
}

#[test]
fn nothing_is_asked_of_another_host_and_no_directive_is_left() {
    let page = Bench::new().page("demo.html");
    for foreign in ["src=\"http", "href=\"http", "class=\"playground\"", "{{#", "{{/"] {
        lacks(main(&page), foreign);
    }
}

#[test]
fn wrong_pages_are_written_only_when_asked_for() {
    let bench = Bench::new();
    bench.replace("src/demo.md", "anchor=body", "anchor=boddy");
    let strict = book::build::build(&bench.root(), &Default::default());
    assert!(format!("{:#}", strict.unwrap_err()).contains("unknown anchor `boddy`"));
    assert!(!bench.root().join("book/demo.html").exists());
    let told = book::build::build(&bench.root(), &book::build::Options { keep_going: true });
    assert!(told.unwrap_err().to_string().contains("unknown anchor `boddy`"));
    assert!(bench.root().join("book/demo.html").exists());
}

#[test]
fn rustdoc_gets_whole_programs_once() {
    use book::build::{chapters, load};
    use book::problem::Problems;
    use book::render::{Medium, Sources};

    let bench = Bench::new();
    let mut problems = Problems::default();
    let book = load(&bench.root(), &mut problems).unwrap();
    let examined = book::check::examine(&Sources::load(&bench.root()), &chapters(&book), Medium::Test);
    assert!(problems.is_empty() && examined.problems.is_empty());
    let page = &examined.pages[0];
    assert_eq!(page.matches("fn main() {\n    println!(\"heads\");\n}").count(), 1, "{page}");
    assert!(page.contains("```rust,compile_fail,E0499"), "{page}");
    assert!(page.contains("```rust\nassert_eq!(1 + 1, 2);\n```"), "{page}");
    assert!(!page.contains("ANCHOR"), "{page}");
}
