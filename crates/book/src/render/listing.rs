//! A listing: its code, what it can print and how often it did, and who has judged it.

use interleave::{Exploration, Model};

use super::text::{escape, fence, inline};
use super::{Medium, Pen, outcomes, possible};
use crate::blocks;
use crate::contract::{Contract, Ending, Language, Listing};
use crate::markup::directive::{Target, did_you_mean, list};
use crate::parts::{cut, parts};
use crate::problem::Problem;
use crate::recording::Recording;

impl Pen<'_> {
    /// `{{#listing chapter/name}}`.
    pub(super) fn listing(&mut self, target: &Target, anchor: Option<&str>, bare: bool) -> String {
        let Some((listing, contract)) = self.find_contract(target) else { return String::new() };
        let Some(code) = self.code(listing, target.language, anchor) else { return String::new() };
        if self.medium == Medium::Test && target.language == Language::Rust {
            return self.for_rustdoc(listing, contract);
        }
        if bare {
            return fence(&info(contract, target.language), &code);
        }
        let first_time = self.shown.insert(target.clone());
        // A twin that is asked for by name stands alone; otherwise every language has its tab.
        let languages: Vec<Language> = match target.language {
            Language::Rust => listing.programs.keys().copied().collect(),
            only => vec![only],
        };
        let mut panels = Vec::new();
        for &language in &languages {
            let code = match language {
                Language::Rust => code.clone(),
                twin => match self.twin_code(listing, twin, anchor) {
                    Some(code) => code,
                    None => continue,
                },
            };
            panels.push((language, self.panel(listing, language, &code, anchor, first_time)));
        }
        let id = if first_time { format!(" id=\"{}\"", anchor_id(listing)) } else { String::new() };
        let caption = inline(&contract.caption);
        let mut page = format!("<figure class=\"listing\"{id}>\n<figcaption>{caption}</figcaption>\n");
        match &panels[..] {
            [(_, panel)] => page.push_str(panel),
            _ => page.push_str(&self.tabs(&panels)),
        }
        page.push_str("</figure>\n");
        page
    }

    /// Radio inputs and panels: they need no script, and in print all panels show.
    fn tabs(&mut self, panels: &[(Language, String)]) -> String {
        let id = self.id("tabs");
        let mut page = "<fieldset class=\"tabs\">\n<legend>Language</legend>\n".to_owned();
        for (i, (language, _)) in panels.iter().enumerate() {
            let checked = if i == 0 { " checked" } else { "" };
            page.push_str(&format!(
                "<input type=\"radio\" name=\"{id}\" id=\"{id}-{i}\"{checked}><label for=\"{id}-{i}\">{language}</label>\n"
            ));
        }
        for (language, panel) in panels {
            page.push_str(&format!("<div class=\"tab\" data-language=\"{language}\">\n{panel}</div>\n"));
        }
        page.push_str("</fieldset>\n");
        page
    }

    /// One program in one language, with all that is said of it.
    fn panel(
        &mut self,
        listing: &Listing,
        language: Language,
        code: &str,
        anchor: Option<&str>,
        with_outcomes: bool,
    ) -> String {
        let Some(contract) = listing.contract(language) else { return String::new() };
        let path = escape(&listing.source(language).display().to_string());
        let playground = if contract.playground && language == Language::Rust { " data-playground" } else { "" };
        let mut page =
            format!("<p class=\"listing-path\"><code>{path}</code></p>\n<div class=\"listing-code\"{playground}>\n");
        page.push_str(&fence(&info(contract, language), code));
        page.push_str("</div>\n");
        if let Some(command) = command(listing, language, contract) {
            page.push_str(&format!("<p class=\"listing-command\"><code>{}</code></p>\n", escape(&command)));
        }
        if with_outcomes {
            let recording = self.recording(listing, language);
            let recording = recording.as_ref().as_ref();
            let found = if contract.explored { self.exploration(listing, contract) } else { None };
            page.push_str(&match &found {
                Some(found) => {
                    let whole = anchor.and_then(|_| self.code(listing, language, None));
                    possible::section(listing, contract, found, recording, whole.as_deref())
                }
                None => outcomes::table(contract, recording),
            });
            page.push_str(&judges(contract, recording, found.as_deref(), language));
        }
        page
    }

    /// The code of a program, or of the part between two anchors, without the anchors.
    fn code(&mut self, listing: &Listing, language: Language, anchor: Option<&str>) -> Option<String> {
        let path = listing.source(language);
        let source = self.read(&path)?;
        let (code, faults) = cut(&source, anchor);
        for (line, what) in faults {
            self.problems.push(Problem::new(&path, line, what, "a part is `// ANCHOR: part` … `// ANCHOR_END: part`"));
        }
        if code.is_none() {
            let known = parts(&source);
            let mend = if known.is_empty() {
                format!(
                    "{} has no anchors: write `// ANCHOR: part` and `// ANCHOR_END: part` around it",
                    path.display()
                )
            } else {
                format!(
                    "{}{} has {}",
                    did_you_mean(anchor.unwrap_or(""), known.iter().copied()),
                    path.display(),
                    list(&known)
                )
            };
            self.wrong(format!("unknown anchor `{}` in `{}`", anchor.unwrap_or(""), listing.id(language)), mend);
        }
        code
    }

    /// The same part of a twin, where it has such a part.
    fn twin_code(&mut self, listing: &Listing, language: Language, anchor: Option<&str>) -> Option<String> {
        if let Some(anchor) = anchor
            && !parts(&self.read(&listing.source(language))?).contains(&anchor)
        {
            return None;
        }
        self.code(listing, language, anchor)
    }

    /// The whole program for rustdoc, which runs it unless its contract stands against that.
    fn for_rustdoc(&mut self, listing: &Listing, contract: &Contract) -> String {
        let name = format!("{}/{}", listing.chapter, listing.name);
        // A part of a listing is no program: the whole is tested, once.
        if !self.tested.insert(name.clone()) {
            return String::new();
        }
        let Some(code) = self.code(listing, Language::Rust, None) else { return String::new() };
        let crates = blocks::extern_crates(&self.sources.root, &listing.chapter).unwrap_or_default();
        blocks::mark(&name) + &fence(&blocks::info(contract), &blocks::with_extern_crates(&crates, &code))
    }
}

/// The id of a listing on its page.
pub fn anchor_id(listing: &Listing) -> String {
    format!("listing-{}", listing.name)
}

/// The words after the fence. mdBook's own Run button asks the playground for its crates as soon as a page loads;
/// the theme has one that asks nothing before it is pressed.
fn info(contract: &Contract, language: Language) -> String {
    match (language, &contract.ends) {
        (Language::Rust, Ending::Refused(refusal)) => format!("rust,noplayground,edition{}", refusal.edition),
        (Language::Rust, _) => "rust,noplayground".to_owned(),
        (Language::C, _) => "c".to_owned(),
        (Language::Python, _) => "python".to_owned(),
    }
}

/// What a reader types to run it.
fn command(listing: &Listing, language: Language, contract: &Contract) -> Option<String> {
    let path = listing.source(language).display().to_string();
    let mut command = match (language, &contract.ends) {
        (Language::Rust, Ending::Refused(_)) => return Some(format!("cargo book run {}", listing.name)),
        (Language::Rust, _) => format!("cargo run --bin {}", listing.name),
        (Language::C, _) => format!("cc -std=c11 -Wall -Wextra -pthread {path} -o {0} && ./{0}", listing.name),
        (Language::Python, _) => format!("python3 {path}"),
    };
    if !contract.args.is_empty() {
        command.push_str(if language == Language::Rust { " -- " } else { " " });
        command.push_str(&contract.args.join(" "));
    }
    Some(command)
}

/// A word for each judge.
fn judges(
    contract: &Contract,
    recording: Option<&Recording>,
    found: Option<&[Exploration]>,
    language: Language,
) -> String {
    let mut judges = Vec::new();
    match (&contract.ends, language) {
        (Ending::Refused(refusal), _) => judges.push(format!("rustc refuses it: {}", code_name(&refusal.code))),
        (_, Language::Rust) => judges.push("rustc compiles it".to_owned()),
        (_, Language::C) => judges.push("cc compiles it".to_owned()),
        (_, Language::Python) => {}
    }
    if !contract.is_refused() {
        judges.push(match recording {
            Some(recording) => format!("ran {}", super::text::counted(recording.runs, "time")),
            None => "runs in every test".to_owned(),
        });
    }
    let mut items: String = judges.iter().map(|judge| format!("<li>{}</li>", escape(judge))).collect();
    items.push_str(&found.map(explored).unwrap_or_default());
    let mut page = format!("<ul class=\"judges\">{items}</ul>\n");
    if let Some(recording) = recording.filter(|_| !contract.is_refused()) {
        page.push_str(&format!("<p class=\"provenance\">{}</p>\n", escape(&outcomes::provenance(recording))));
    }
    page
}

/// The explorer's word: how many schedules it followed, or that it did not get to the end.
fn explored(found: &[Exploration]) -> String {
    if found.iter().any(|exploration| !exploration.complete) {
        return "<li class=\"in-part\">explored in part</li>".to_owned();
    }
    let schedules = found.iter().find(|exploration| exploration.model == Model::Sc);
    let counted = match schedules.and_then(|exploration| exploration.schedules.as_deref()) {
        Some("infinite") => "endlessly many schedules".to_owned(),
        Some(count) => match count.parse::<u64>() {
            Ok(count) if count < 1_000_000_000_000_000 => super::text::counted(count, "schedule"),
            // Nobody reads more digits than that.
            _ => {
                let digits = count.chars().filter(char::is_ascii_digit).count();
                format!("more than 10<sup>{}</sup> schedules", digits.saturating_sub(1))
            }
        },
        None => return "<li>explored</li>".to_owned(),
    };
    format!("<li>explored: {counted}</li>")
}

fn code_name(code: &str) -> String {
    if code.starts_with('E') { format!("error {code}") } else { format!("lint {code}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_explorer_says_how_many_schedules_there_are() {
        let found = |complete, schedules: Option<&str>| {
            [Exploration {
                model: Model::Sc,
                complete,
                executions: None,
                schedules: schedules.map(str::to_owned),
                states: 1,
                bounded: None,
                outcomes: Vec::new(),
                load_buffering: None,
                time_ms: 0.0,
            }]
        };
        assert_eq!(explored(&found(true, Some("1"))), "<li>explored: 1 schedule</li>");
        assert_eq!(explored(&found(true, Some("12345"))), "<li>explored: 12,345 schedules</li>");
        let many = "<li>explored: more than 10<sup>20</sup> schedules</li>";
        assert_eq!(explored(&found(true, Some("451221181981824000000"))), many);
        assert_eq!(explored(&found(true, Some("infinite"))), "<li>explored: endlessly many schedules</li>");
        assert_eq!(explored(&found(true, None)), "<li>explored</li>");
        assert_eq!(explored(&found(false, Some("5"))), "<li class=\"in-part\">explored in part</li>");
    }
}
