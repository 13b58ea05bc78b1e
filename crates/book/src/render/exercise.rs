//! An exercise: the program to finish, how to run it, how to have it judged, and a solution that is folded away.

use serde_json::json;

use super::text::{escape, fence, inline};
use super::{Medium, Pen};
use crate::blocks;
use crate::contract::{Contract, Prints};
use crate::judge::explored::{asked, words};
use crate::markup::directive::Target;

impl Pen<'_> {
    /// `{{#exercise chapter/name}}`.
    pub(super) fn exercise(&mut self, target: &Target) -> String {
        let Some(exercise) = self.find_exercise(target) else { return String::new() };
        let (Some(starter), Some(solution)) = (self.read(&exercise.starter()), self.read(&exercise.solution())) else {
            return String::new();
        };
        if self.medium == Medium::Test {
            let crates = blocks::extern_crates(&self.sources.root, &target.chapter).unwrap_or_default();
            let block = |file: &str, code: &str| {
                let name = format!("{}/{file}", target.chapter);
                blocks::mark(&name) + &fence("rust,no_run", &blocks::with_extern_crates(&crates, code))
            };
            return block(&target.name, &starter) + &block(&format!("{}-solution", target.name), &solution);
        }
        let package = &target.chapter;
        let name = &target.name;
        let command = |words: &str| format!("<code>{}</code>", escape(words));
        format!(
            "<section class=\"exercise\" id=\"exercise-{name}\"{page_judge}>\n<p class=\"exercise-task\">{task}</p>\n\
             <p class=\"listing-path\"><code>{path}</code></p>\n<div class=\"listing-code\">\n{starter}</div>\n\
             <dl class=\"commands\"><div><dt>Run it</dt><dd>{run}</dd></div><div><dt>Have it judged</dt><dd>{judge}</dd></div></dl>\n\
             <details class=\"solution\">\n<summary>A solution</summary>\n{solution}</details>\n</section>\n",
            page_judge = page_judge(&exercise.judge)
                .map(|judge| format!(" data-judge=\"{}\"", escape(&judge)))
                .unwrap_or_default(),
            task = inline(&exercise.judge.caption),
            path = escape(&exercise.starter().display().to_string()),
            starter = fence("rust,noplayground", &starter),
            run = command(&format!("cargo run -p {package} --example {name}")),
            judge = command(&format!("cargo book exercise {name}")),
            solution = fence("rust,noplayground", &solution),
        )
    }
}

/// What the explorer in the page has to know to judge a program by this contract, in JSON: the ways to end that it asks for and those
/// that it allows besides, in the words of `may`, and the outputs, all of them and no others. Nothing, if the explorer is not its judge
/// or the outputs are not listed.
fn page_judge(contract: &Contract) -> Option<String> {
    let prints = match &contract.prints {
        _ if !contract.explored => return None,
        Prints::Exactly(output) => std::slice::from_ref(output),
        Prints::OneOf(outputs) => outputs,
        Prints::Lines { .. } | Prints::Pattern(_) | Prints::Unasked => return None,
    };
    let word = |&status| words(status).0;
    let ends: Vec<&str> = asked(&contract.ends).iter().map(word).collect();
    let may: Vec<&str> = contract.may.iter().map(word).collect();
    Some(json!({ "prints": prints, "ends": ends, "may": may, "spurious": contract.spurious }).to_string())
}
