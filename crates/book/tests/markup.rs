//! Every mistake in a chapter, a figure or a contract's place on the page is told with file, line and mend; and nothing else is.

mod common;

use common::Bench;

/// Breaks the small book in one place, and holds the checker to what it says; `@` stands for the line of that place.
#[track_caller]
fn says(file: &str, from: &str, to: &str, expected: &str) {
    let bench = Bench::new();
    let line = bench.line(file, from);
    bench.replace(file, from, to);
    assert_eq!(bench.check(), expected.replace('@', &line.to_string()));
}

const DEMO: &str = "src/demo.md";

#[test]
fn a_book_without_mistakes_passes() {
    assert_eq!(Bench::new().check(), "");
}

#[test]
fn an_unknown_directive() {
    says(
        DEMO,
        "Nowhere.",
        "{{#lsting demo/toss}}",
        "src/demo.md:@: unknown directive `lsting`
    did you mean `listing`? the directives are `listing`, `output`, `recorded`, `explored`, `figure`, `plot`, `exercise`, `predict`, `answer`, `/predict`, `notes` and `appendix`",
    );
}

#[test]
fn an_unknown_listing() {
    says(
        DEMO,
        "{{#listing demo/toss anchor=body}}",
        "{{#listing demo/tos}}",
        "src/demo.md:@: unknown listing `demo/tos`
    did you mean `toss`? listings/demo/contracts.toml has no table `[tos]`; `cargo book new-listing demo tos` makes one",
    );
}

#[test]
fn an_unknown_attribute() {
    says(
        DEMO,
        "anchor=body",
        "ancor=body",
        "src/demo.md:@: `listing` has no attribute `ancor=body`\n    it can have `anchor=PART` and `bare`",
    );
}

#[test]
fn an_unknown_anchor() {
    says(
        DEMO,
        "anchor=body",
        "anchor=boddy",
        "src/demo.md:@: unknown anchor `boddy` in `demo/toss`\n    did you mean `body`? listings/demo/src/bin/toss.rs has `body`",
    );
}

#[test]
fn a_deleted_anchor() {
    let bench = Bench::new();
    bench.write("listings/demo/src/bin/toss.rs", "fn main() {}\n");
    assert_eq!(
        bench.check(),
        "src/demo.md:28: unknown anchor `body` in `demo/toss`
    listings/demo/src/bin/toss.rs has no anchors: write `// ANCHOR: part` and `// ANCHOR_END: part` around it"
    );
}

#[test]
fn an_anchor_without_an_end() {
    let bench = Bench::new();
    bench.replace("listings/demo/src/bin/toss.rs", "    // ANCHOR_END: body\n", "");
    assert!(bench.check().contains("listings/demo/src/bin/toss.rs:2: the part `body` begins here, but does not end"));
}

#[test]
fn a_misspelt_attribute_of_a_fence() {
    says(
        DEMO,
        "```rust\n",
        "```rust,norun\n",
        "src/demo.md:@: unknown attribute `norun` of a fence
    did you mean `no_run`? the attributes are `no_run`, `should_panic`, `edition2021` and `noplayground`",
    );
}

#[test]
fn attributes_that_hide_a_block_from_its_judges() {
    says(
        DEMO,
        "```rust\n",
        "```rust,ignore\n",
        "src/demo.md:@: unknown attribute `ignore` of a fence
    a block that cannot be tested is no `rust`: make it a listing, or call it `text`",
    );
    says(
        DEMO,
        "```rust\n",
        "```rust,compile_fail\n",
        "src/demo.md:@: unknown attribute `compile_fail` of a fence
    a program that must not compile is a listing in refused/, whose message is checked",
    );
}

#[test]
fn fences_of_no_and_of_unknown_language() {
    const LANGUAGES: &str = "the languages are `rust`, `text`, `console`, `c`, `python`, `asm` and `toml`";
    says(DEMO, "```rust\n", "```\n", &format!("src/demo.md:@: a fence names no language\n    {LANGUAGES}"));
    says(
        DEMO,
        "```rust\n",
        "```rusty\n",
        &format!("src/demo.md:@: unknown language `rusty` of a fence\n    {LANGUAGES}")
            .replace("    the", "    did you mean `rust`? the"),
    );
}

#[test]
fn code_that_is_only_indented() {
    says(
        DEMO,
        "Nowhere.",
        "    let x = 1;",
        "src/demo.md:@: code without a fence
    put it between fences: `rust`, `text`, `console`, `c`, `python`, `asm` and `toml`",
    );
}

#[test]
fn headings_out_of_order() {
    says(
        DEMO,
        "## Sides",
        "### Sides",
        "src/demo.md:@: a heading of level 3 under one of level 1\n    write it with ##",
    );
    says(
        DEMO,
        "## Exercises",
        "# Exercises",
        "src/demo.md:@: a second title\n    a chapter has one `#`, and sections with `##`",
    );
}

#[test]
fn a_sentence_that_begins_a_list() {
    says(
        DEMO,
        "Nowhere.",
        "1984. A novel.",
        "src/demo.md:@: a list that begins with 1984\n    if it is a sentence, write `1984\\.`; if it is a list, begin with 1",
    );
}

#[test]
fn a_block_in_the_middle_of_a_text() {
    says(
        DEMO,
        "Nowhere.",
        "Here: {{#figure demo/coin A coin.}}",
        "src/demo.md:@: `{{#figure demo/coin A coin.}}` stands in the middle of a text
    put it on a line of its own, with an empty line before and after it",
    );
}

#[test]
fn a_directive_in_code_is_code() {
    let bench = Bench::new();
    bench.replace(DEMO, "Nowhere.", "`{{#nonsense}}`\n\n```text\n{{#nonsense}}\n```");
    assert_eq!(bench.check(), "");
}

#[test]
fn questions_and_answers_out_of_order() {
    const ORDER: &str = "the order is {{#predict Question?}}, {{#answer}}, {{/predict}}";
    says(DEMO, "{{#answer}}\n", "", &format!("src/demo.md:13: `{{{{/predict}}}}` ends no answer\n    {ORDER}"));
    says(DEMO, "{{/predict}}\n", "", &format!("src/demo.md:5: this question is not closed\n    {ORDER}"));
}

#[test]
fn an_open_directive() {
    let bench = Bench::new();
    bench.replace(DEMO, "Nowhere.", "{{#output demo/toss");
    assert_eq!(bench.check(), "src/demo.md:48: `{{#` is not closed\n    close it with `}}`");
}

#[test]
fn an_unknown_callout() {
    let bench = Bench::new();
    bench.replace(DEMO, "> **Folklore.**", "> **Folklor.**");
    let said = bench.check();
    assert!(
        said.contains("src/demo.md:32: unknown callout `Folklor.`\n    did you mean `Folklore.`? the callouts are `Folklore.`, `Cost.`, `In C.` and `In Python.`"),
        "{said}"
    );
}

#[test]
fn a_term_without_an_entry() {
    says(
        DEMO,
        "A **coin**",
        "A **disc**",
        "src/demo.md:@: the bold term `disc` is not in the glossary\n    define it in src/glossary.md, or set it in italics if it is no term",
    );
}

#[test]
fn a_term_defined_twice() {
    says(
        DEMO,
        "Nowhere.",
        "A **coin** again.",
        "src/demo.md:@: the term `coin` is bold a second time, after src/demo.md:18\n    a term is bold once, where it is defined",
    );
}

#[test]
fn a_glossary_out_of_order() {
    says(
        "src/glossary.md",
        "coin\n",
        "side\n: Of a coin.\n\ncoin\n",
        "src/glossary.md:6: `coin` comes after `side`\n    the glossary is in alphabetical order",
    );
}

#[test]
fn a_mark_of_an_unknown_item() {
    says(
        DEMO,
        "N000-02",
        "N000-99",
        "src/demo.md:@: the notes have no item `N000-99`\n    did you mean `N000-09`? the items are in crates/book/data/notes.toml",
    );
}

#[test]
fn links_that_lead_nowhere() {
    says(
        DEMO,
        "glossary.md#coin",
        "glosary.md",
        "src/demo.md:@: the link to `glosary.md` leads nowhere\n    did you mean `glossary`? link to a chapter that is written: [text](chapter.md)",
    );
    says(
        DEMO,
        "#sides",
        "#side",
        "src/demo.md:@: the chapter `demo` has no place `#side`\n    did you mean `sides`? a heading's place is its text in lower case, with hyphens",
    );
}

#[test]
fn a_number_typed_beside_its_recording() {
    says(
        DEMO,
        "A **coin** has two sides.",
        "A **coin** has two sides, and 521 were heads.",
        "src/demo.md:@: the number 521 is typed by hand, and the recording of `demo/toss` holds it\n    insert it: {{#recorded demo/toss …}}",
    );
    // Far from the listing a number is a number, and what leads a row was not measured.
    let bench = Bench::new();
    bench.replace(DEMO, "Nowhere.", "Read page 521 of it.");
    assert_eq!(bench.check(), "");
}

#[test]
fn recorded_numbers_that_are_not_recorded() {
    says(
        DEMO,
        "times \"heads\"",
        "times \"edge\"",
        "src/demo.md:@: `demo/toss`: no output and no class is `edge`\n    there is `heads` and `tails`",
    );
    says(
        DEMO,
        "median ms digits=2",
        "median s",
        "src/demo.md:@: `demo/time`: no hole for a number is named `s`\n    did you mean `ms`? it has `ms`",
    );
    says(
        DEMO,
        "demo/toss runs",
        "demo/toss rums",
        "src/demo.md:@: a recording has no `rums`
    did you mean `runs`? it can be `runs`, `outcomes`, `times`, `share`, `min`, `median`, `p90`, `max`, `row`, `machine`, `cores` and `date`",
    );
    says(
        DEMO,
        "median ms digits=2",
        "row 2 mean ms",
        "src/demo.md:@: a row has no `mean`\n    write row 2 ms for the median, or row 2 min ms, row 2 max ms",
    );
    let bench = Bench::new();
    std::fs::remove_file(bench.root().join("listings/demo/recordings/time.json")).unwrap();
    let said = bench.check();
    assert!(
        said.contains("src/demo.md:34: `demo/time` has not been recorded\n    record it: cargo book record time"),
        "{said}"
    );
}

#[test]
fn parts_that_a_chapter_lacks() {
    says(DEMO, "## In short", "## In sum", "src/demo.md: the chapter lacks a section `In short`\n    ## In short");
    says(
        DEMO,
        "{{#exercise demo/twice}}",
        "",
        "src/demo.md: the chapter lacks an exercise\n    {{#exercise CHAPTER/NAME}}",
    );
}

#[test]
fn a_chapter_that_is_not_there() {
    let bench = Bench::new();
    bench.replace("src/SUMMARY.md", "[To come]()", "[To come](to-come.md)");
    assert_eq!(
        bench.check(),
        "src/SUMMARY.md:4: src/to-come.md is not there\n    write it, or make the chapter a draft: [Title]()"
    );
}

const FIGURE: &str = "src/figures/demo/coin.svg";

#[test]
fn figures_without_words() {
    says(
        FIGURE,
        "<title>A coin</title>",
        "",
        "src/figures/demo/coin.svg:1: no <title>\n    write <title> with the figure's name",
    );
    says(
        FIGURE,
        "A circle with the word heads in it.",
        " ",
        "src/figures/demo/coin.svg:1: no <desc>\n    write <desc> with everything that the picture says",
    );
    says(
        FIGURE,
        " viewBox=\"0 0 200 100\"",
        "",
        "src/figures/demo/coin.svg:1: no `viewBox`, or none of four numbers\n    write viewBox=\"0 0 720 300\"",
    );
}

#[test]
fn figures_with_colours_of_their_own() {
    const MEND: &str = "use a class of theme/figures.css, which follows the reader's theme";
    says(
        FIGURE,
        "class=\"fig-box\"",
        "class=\"fig-box\" fill=\"#fff\"",
        &format!("src/figures/demo/coin.svg:@: a colour of its own: fill=\"#fff\"\n    {MEND}"),
    );
    says(
        FIGURE,
        "class=\"fig-box\"",
        "class=\"fig-bax\"",
        "src/figures/demo/coin.svg:@: unknown class `fig-bax`\n    did you mean `fig-bad`? the classes are in theme/figures.css and CONTRIBUTING.md",
    );
    says(
        FIGURE,
        "class=\"fig-box\"",
        "class=\"fig-box\" style=\"fill: red\"",
        "src/figures/demo/coin.svg:@: a `style` of its own\n    use a class of theme/figures.css",
    );
}

#[test]
fn a_shape_without_a_class() {
    says(
        FIGURE,
        "<path class=\"fig-arrow\"",
        "<path",
        "src/figures/demo/coin.svg:@: a <path> without a class would be black in every theme
    give it, or a <g> around it, a class of theme/figures.css",
    );
}

#[test]
fn a_figure_that_is_no_xml() {
    let bench = Bench::new();
    bench.replace(FIGURE, "</svg>", "");
    assert!(bench.check().starts_with("src/figures/demo/coin.svg:"), "{}", bench.check());
    assert!(bench.check().contains("this is no XML"), "{}", bench.check());
}

#[test]
fn all_mistakes_are_told_at_once_in_their_order() {
    let bench = Bench::new();
    bench
        .replace(DEMO, "```rust\n", "```rust,norun\n")
        .replace(DEMO, "anchor=body", "anchor=boddy")
        .replace(FIGURE, "class=\"fig-box\"", "class=\"fig-box\" fill=\"red\"")
        .replace("src/glossary.md", "coin\n", "disc\n");
    let places: Vec<String> = bench
        .check()
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(": ").next().unwrap().to_owned())
        .collect();
    assert_eq!(
        places,
        ["src/demo.md:18", "src/demo.md:20", "src/demo.md:28", "src/demo.md:44", "src/figures/demo/coin.svg:4"]
    );
}

#[test]
fn a_contract_that_is_not_what_the_explorer_finds() {
    let bench = Bench::new();
    bench.explore_toss();
    assert_eq!(bench.check(), "");
    bench.replace(
        "listings/demo/contracts.toml",
        "prints-one-of = [\"heads\\n\", \"tails\\n\"]",
        "prints = \"heads\\n\"",
    );
    let said = bench.check();
    assert!(said.contains("listings/demo/contracts.toml:2: `demo/toss` can print what its contract forbids"), "{said}");
}
