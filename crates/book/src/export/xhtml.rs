//! A page as a reading device wants it: its text alone, as XML, without what needs a script or a pointer.

use std::collections::BTreeSet;
use std::fmt::Write;

use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

/// Elements that do something only in a browser with scripts, or that come from elsewhere in a book as a file.
const LEFT_OUT: [&str; 7] = ["script", "style", "button", "input", "label", "legend", "noscript"];
/// Elements that HTML writes without an end.
const VOID: [&str; 10] = ["area", "base", "br", "col", "embed", "hr", "img", "link", "meta", "wbr"];
const SVG: &str = "http://www.w3.org/2000/svg";

/// What became of a page.
pub struct Body {
    /// What stands inside its `<body>`.
    pub text: String,
    /// Whether a drawing is in it, which a manifest has to say.
    pub has_svg: bool,
    /// The pictures that it shows, relative to the pages.
    pub pictures: BTreeSet<String>,
}

/// Takes the text of a page that mdBook has built.
///
/// `file_of` gives the file of the book that holds a page, by the page's name (`locks.html`); `None` if none does: such a link
/// loses its target, and keeps its text.
///
/// # Panics
/// If the page has no `<main>`: every page of mdBook has one.
pub fn body(page: &str, file_of: &dyn Fn(&str) -> Option<String>) -> Body {
    let page = Html::parse_document(page);
    let main = Selector::parse("main").expect("a selector");
    let main = page.select(&main).next().expect("mdBook puts the text of a page into <main>");
    let mut writer = Writer { body: Body { text: String::new(), has_svg: false, pictures: BTreeSet::new() }, file_of };
    writer.children(main);
    writer.body
}

struct Writer<'a> {
    body: Body,
    file_of: &'a dyn Fn(&str) -> Option<String>,
}

impl Writer<'_> {
    fn children(&mut self, element: ElementRef) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.body.text.push_str(&escape(text)),
                Node::Element(_) => self.element(ElementRef::wrap(child).expect("an element")),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef) {
        let value = element.value();
        // A picture of mdBook is a label too, which shows it once more, and larger.
        if has_class(value, "checkbox-label") {
            let picture = element.children().filter_map(ElementRef::wrap).find(|child| child.value().name() == "img");
            picture.into_iter().for_each(|picture| self.element(picture));
            return;
        }
        if LEFT_OUT.contains(&value.name()) || value.attr("hidden").is_some() {
            return;
        }
        // A heading of mdBook links to itself: nobody points at one on paper.
        if value.name() == "a" && has_class(value, "header") {
            return self.children(element);
        }
        let name = match value.name() {
            "fieldset" => "div",
            // A caption is the first or the last of a figure; this one has words on both sides.
            "figcaption" if is_between(element) => "div",
            "a" if self.target(value).is_none() && value.attr("id").is_none() => "span",
            name => name,
        };
        let is_drawing = value.name() == "svg";
        self.body.has_svg |= is_drawing;
        let _ = write!(self.body.text, "<{name}");
        if value.name() == "figcaption" && name == "div" {
            self.body.text.push_str(" class=\"figcaption\"");
        }
        if is_drawing {
            let _ = write!(self.body.text, " xmlns=\"{SVG}\"");
        }
        self.attributes(value);
        if VOID.contains(&name) {
            self.body.text.push_str("/>");
            return;
        }
        self.body.text.push('>');
        // Of a listing in several languages a browser shows one, and its tab says which.
        if has_class(value, "tab") {
            let language = value.attr("data-language").unwrap_or_default();
            let _ = write!(self.body.text, "<p class=\"tab-name\">{}</p>", escape(language));
        }
        self.children(element);
        let _ = write!(self.body.text, "</{name}>");
    }

    fn attributes(&mut self, element: &Element) {
        for (name, value) in element.attrs() {
            let value = match name {
                "href" => match self.target(element) {
                    Some(target) => target,
                    None => continue,
                },
                "src" => {
                    self.body.pictures.insert(value.to_owned());
                    value.to_owned()
                }
                "id" => identifier(value),
                "aria-labelledby" | "aria-describedby" => {
                    value.split(' ').map(identifier).collect::<Vec<_>>().join(" ")
                }
                // What scripts read.
                _ if name.starts_with("data-") || name.starts_with("on") => continue,
                _ => value.to_owned(),
            };
            let _ = write!(self.body.text, " {name}=\"{}\"", escape(&value));
        }
    }

    /// Where a link leads within the book, or out of it.
    fn target(&self, element: &Element) -> Option<String> {
        let href = element.attr("href")?;
        if href.contains("://") || href.starts_with("mailto:") {
            return Some(href.to_owned());
        }
        let (page, place) = href.split_once('#').unwrap_or((href, ""));
        let file = if page.is_empty() { String::new() } else { (self.file_of)(page)? };
        Some(if place.is_empty() { file } else { format!("{file}#{}", identifier(place)) })
    }
}

/// Whether there are elements on both sides.
fn is_between(element: ElementRef) -> bool {
    element.prev_siblings().any(|sibling| sibling.value().is_element())
        && element.next_siblings().any(|sibling| sibling.value().is_element())
}

fn has_class(element: &Element, class: &str) -> bool {
    element.classes().any(|one| one == class)
}

/// An id as XML allows it: it begins with a letter, and holds letters, digits, `-`, `_` and `.`
pub fn identifier(id: &str) -> String {
    let clean: String =
        id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    if clean.starts_with(char::is_alphabetic) { clean } else { format!("at-{clean}") }
}

/// A text between tags, or in an attribute. Characters that XML has no place for are shown as what stands for them.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(main: &str) -> Body {
        body(&format!("<!doctype html><nav>menu</nav><main>{main}</main>"), &|page| {
            (page == "locks.html").then(|| "locks.xhtml".to_owned())
        })
    }

    #[test]
    fn a_page_becomes_xml() {
        let page = of("<h1 id=2-threads><a class=header href=#2-threads>A &amp; B</a></h1><p>a<br>b<button>x</button>");
        assert_eq!(page.text, "<h1 id=\"at-2-threads\">A &amp; B</h1><p>a<br/>b</p>");
        assert!(roxmltree::Document::parse(&format!("<body>{}</body>", page.text)).is_ok());
    }

    #[test]
    fn links_follow_their_pages() {
        let page = of(
            "<a href='locks.html#2-kinds'>a</a><a href='print.html'>b</a><a href='https://doc.rust-lang.org/'>c</a>",
        );
        assert_eq!(
            page.text,
            "<a href=\"locks.xhtml#at-2-kinds\">a</a><span>b</span><a href=\"https://doc.rust-lang.org/\">c</a>"
        );
    }

    #[test]
    fn a_caption_between_words_keeps_its_look() {
        let page = of(
            "<figure><figcaption>a</figcaption><p>b</p></figure><figure><p>c</p><figcaption>d</figcaption><p>e</p></figure>",
        );
        assert_eq!(
            page.text,
            "<figure><figcaption>a</figcaption><p>b</p></figure>\
             <figure><p>c</p><div class=\"figcaption\">d</div><p>e</p></figure>"
        );
    }

    #[test]
    fn drawings_and_pictures_are_known() {
        let page = of(
            "<svg viewBox='0 0 1 1'><path d=M0></path></svg><label class=checkbox-label><input><img src=figures/a.png alt=a><span><img src=figures/a.png></span></label>",
        );
        assert!(page.has_svg);
        assert!(
            page.text.starts_with(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0\"></path></svg>"
            )
        );
        assert!(page.text.ends_with("<img alt=\"a\" src=\"figures/a.png\"/>"));
        assert_eq!(page.pictures.into_iter().collect::<Vec<_>>(), ["figures/a.png"]);
    }
}
