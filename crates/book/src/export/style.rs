//! The style sheet of the book as a file. Figures are drawn with the classes of the web pages, whose style sheet names its
//! colours by variables and has a light and a dark one of each; many reading devices know neither, and would show black shapes.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use regex::Regex;

/// The sheets that it is made of: what the file adds, and how figures are drawn.
const SHEETS: [&str; 2] = ["theme/file.css", "theme/figures.css"];

/// The sheet, in words that every device knows.
///
/// # Errors
/// If a sheet cannot be read.
pub fn sheet(root: &Path) -> Result<String> {
    let sheets = SHEETS.iter().map(|file| std::fs::read_to_string(root.join(file)).with_context(|| (*file).to_owned()));
    Ok(plain(&sheets.collect::<Result<String>>()?))
}

/// The same rules without variables, without `light-dark()` (it is light), and without `:is()`.
fn plain(css: &str) -> String {
    let pattern = |text| Regex::new(text).expect("a pattern");
    let css = pattern(r"(?s)/\*.*?\*/").replace_all(css, "");
    let mut css = pattern(r"light-dark\(([^(),]+),[^()]*\)").replace_all(&css, "$1").into_owned();
    let definition = pattern(r"\s*--([\w-]+):\s*([^;]+);");
    let values: BTreeMap<String, String> =
        definition.captures_iter(&css).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
    css = definition.replace_all(&css, "").into_owned();
    let variable = pattern(r"var\(--([\w-]+)\)");
    // A value may name another variable.
    while let Some(found) = variable.captures(&css) {
        let value = values.get(&found[1]).map_or("inherit", String::as_str).to_owned();
        css = css.replace(&found[0], &value);
    }
    let choice = pattern(r"((?:[^{},()]|\([^()]*\))*?):is\(([^()]*)\)((?:[^{},()]|\([^()]*\))*)");
    while let Some(found) = choice.captures(&css) {
        let (before, after) = (found[1].trim_start(), found[3].trim_end());
        let each: Vec<String> = found[2].split(',').map(|one| format!("{before}{}{after}", one.trim())).collect();
        css = css.replace(&found[0], &format!("\n{}", each.join(",")));
    }
    pattern(r":root\s*\{\s*\}").replace_all(&css, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_devices_do_not_know_is_resolved() {
        let css = ":root { --ink: light-dark(#111, #eee); --line: var(--ink); }\n/* a */ :is(.a, .d):is(.b, .c) { stroke: var(--line); }";
        let told: String = plain(css).split_whitespace().collect();
        assert_eq!(told, ".a.b,.a.c,.d.b,.d.c{stroke:#111;}");
    }
}
