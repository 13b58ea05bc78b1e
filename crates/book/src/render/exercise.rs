//! An exercise: the program to finish, how to run it, how to have it judged, and a solution that is folded away.

use super::text::{escape, fence, inline};
use super::{Medium, Pen};
use crate::blocks;
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
            "<section class=\"exercise\" id=\"exercise-{name}\">\n<p class=\"exercise-task\">{task}</p>\n\
             <p class=\"listing-path\"><code>{path}</code></p>\n<div class=\"listing-code\">\n{starter}</div>\n\
             <dl class=\"commands\"><div><dt>Run it</dt><dd>{run}</dd></div><div><dt>Have it judged</dt><dd>{judge}</dd></div></dl>\n\
             <details class=\"solution\">\n<summary>A solution</summary>\n{solution}</details>\n</section>\n",
            task = inline(&exercise.judge.caption),
            path = escape(&exercise.starter().display().to_string()),
            starter = fence("rust,noplayground", &starter),
            run = command(&format!("cargo run -p {package} --example {name}")),
            judge = command(&format!("cargo book exercise {name}")),
            solution = fence("rust,noplayground", &solution),
        )
    }
}
