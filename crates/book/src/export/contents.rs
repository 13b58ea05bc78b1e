//! What the book holds, in its order: parts, and the chapters in them.

use std::fmt::Write;

use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;

use super::xhtml::escape;

/// A part of the book; what stands before the first part, and after the last, has no title.
#[derive(Default)]
pub struct Group {
    /// The title of the part.
    pub title: Option<String>,
    /// Its chapters, without those that are not written.
    pub pages: Vec<Page>,
}

/// A chapter.
pub struct Page {
    /// The name of its file, without what tells the kind.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// The parts in which something is written.
pub fn groups(book: &MDBook) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    for item in book.iter() {
        match item {
            BookItem::PartTitle(title) => groups.push(Group { title: Some(title.clone()), pages: Vec::new() }),
            BookItem::Separator => groups.push(Group::default()),
            BookItem::Chapter(chapter) => {
                let Some(path) = &chapter.path else { continue };
                let name = path.with_extension("").display().to_string();
                let group = groups.last_mut().expect("there is a first one");
                group.pages.push(Page { name, title: chapter.name.clone() });
            }
        }
    }
    groups.retain(|group| !group.pages.is_empty());
    groups
}

/// A list of links to the chapters, below the titles of their parts, as HTML that is XML too.
pub fn list(groups: &[Group], link: &dyn Fn(&Page) -> String) -> String {
    let mut text = "<ol>".to_owned();
    for group in groups {
        let pages: String = group
            .pages
            .iter()
            .map(|page| format!("<li><a href=\"{}\">{}</a></li>", escape(&link(page)), escape(&page.title)))
            .collect();
        let _ = match &group.title {
            Some(title) => write!(text, "<li><span>{}</span><ol>{pages}</ol></li>", escape(title)),
            None => write!(text, "{pages}"),
        };
    }
    text.push_str("</ol>");
    text
}
