//! What stands in all chapters, gathered on one page: the folklore, and where to read on.

use std::fmt::Write;
use std::ops::Range;

use crate::markup::{Chapter, Directive, Placed, rules};
use crate::problem::Problems;
use crate::render::text::escape;
use crate::render::{Pen, folklore_id};

/// `{{#appendix folklore}}`: every piece of folklore, and the section that says what is so.
pub fn folklore(pen: &Pen) -> String {
    let mut page = String::new();
    for (chapter, directives) in pen.overview.pages() {
        let sections = rules::sections(chapter);
        // A label that is none is told where the chapter itself is expanded.
        let callouts = rules::callouts(chapter, &mut Problems::default());
        let folklore = callouts.iter().filter(|callout| callout.kind == rules::CalloutKind::Folklore);
        for (number, callout) in folklore.enumerate() {
            if number == 0 {
                page.push_str(&heading("##", pen, chapter));
            }
            let quoted = without_marks(chapter, directives, callout.range.clone());
            // What is said is the first paragraph; others say already what is so.
            let lines = quoted.lines().map(|line| line.trim_start_matches('>').trim());
            let first: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
            let said = first.join(" ").replacen(&format!("**{}**", callout.kind.label()), "", 1);
            let section = sections.iter().rev().find(|(_, _, at)| *at < callout.range.start);
            let _ = writeln!(
                page,
                "- {}\n  <br>What is so: <a href=\"{}.html#{}\">{}</a>",
                expand(pen, chapter, said).trim(),
                chapter.name,
                folklore_id(number),
                escape(section.map_or(&chapter.name, |(_, title, _)| title)),
            );
        }
        page.push('\n');
    }
    page
}

/// `{{#appendix reading}}`: what the chapters say under "Where to read on".
pub fn reading(pen: &Pen) -> String {
    let mut page = String::new();
    for (chapter, directives) in pen.overview.pages() {
        let sections = rules::sections(chapter);
        let Some(index) = sections.iter().position(|(_, title, _)| title == rules::READ_ON) else { continue };
        let end = sections.get(index + 1).map_or(chapter.text.len(), |(_, _, at)| *at);
        let section = without_marks(chapter, directives, sections[index].2..end);
        let list = section.split_once('\n').map_or("", |(_, list)| list);
        let _ = write!(page, "{}{}\n\n", heading("###", pen, chapter), expand(pen, chapter, list.to_owned()).trim());
    }
    page
}

/// A chapter's title as a heading.
fn heading(level: &str, pen: &Pen, chapter: &Chapter) -> String {
    format!("{level} {}\n\n", pen.overview.titles[chapter.name.as_str()])
}

/// A part of a chapter without the marks of the notes in it, which belong to the place where something is taught, and without
/// appendices, which would gather themselves.
fn without_marks(chapter: &Chapter, directives: &[Placed], range: Range<usize>) -> String {
    let (mut text, mut at) = (String::new(), range.start);
    for placed in directives {
        let is_inside = range.start <= placed.range.start && placed.range.end <= range.end;
        if is_inside && matches!(placed.directive, Directive::Notes { .. } | Directive::Appendix { .. }) {
            text.push_str(&chapter.text[at..placed.range.start]);
            at = placed.range.end;
        }
    }
    text + &chapter.text[at..range.end]
}

/// A text from a chapter as it stands on that chapter's page. What is wrong in it is told there.
fn expand(pen: &Pen, chapter: &Chapter, text: String) -> String {
    let part = Chapter { text, ..chapter.clone() };
    let directives = part.directives(&mut Problems::default());
    Pen::new(pen.sources, pen.overview, &part, pen.medium).expand(&directives)
}
