//! A figure: an SVG file that is checked, made unique in its ids, and set into the page.

use std::fmt::Write;
use std::path::PathBuf;

use roxmltree::{Document, Node};

use super::Pen;
use super::text::escape;
use crate::markup::directive::{Target, did_you_mean};
use crate::problem::{Problem, line_of};

/// The classes that `theme/figures.css` draws.
pub const CLASSES: &[&str] = &[
    "fig-line",
    "fig-thin",
    "fig-dash",
    "fig-arrow",
    "fig-box",
    "fig-soft",
    "fig-strong",
    "fig-a",
    "fig-b",
    "fig-c",
    "fig-d",
    "fig-bad",
    "fig-good",
    "fig-text",
    "fig-small",
    "fig-mono",
    "fig-muted",
    "fig-mid",
    "fig-end",
];

/// The head of every arrow, once on a page. It has no size of its own, so that it takes no room.
const ARROWHEAD: &str = "<svg class=\"fig-definitions\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><marker id=\"fig-arrowhead\" \
    viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\">\
    <path class=\"fig-arrowhead\" d=\"M0 0.8L10 5L0 9.2z\"/></marker></defs></svg>\n";

impl Pen<'_> {
    /// `{{#figure chapter/name Caption.}}`.
    pub(super) fn figure(&mut self, target: &Target, caption: &str) -> String {
        let path = PathBuf::from(format!("src/figures/{}/{}.svg", target.chapter, target.name));
        let Ok(source) = std::fs::read_to_string(self.sources.root.join(&path)) else {
            let folder = self.sources.root.join(format!("src/figures/{}", target.chapter));
            let known: Vec<String> = std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
                .collect();
            let mend = did_you_mean(&target.name, known.iter().map(String::as_str));
            self.wrong(format!("unknown figure `{target}`"), format!("{mend}it would be {}", path.display()));
            return String::new();
        };
        let problem = |at: usize, what: String, mend: &str| Problem::new(&path, line_of(&source, at), what, mend);
        let document = match Document::parse(&source) {
            Ok(document) => document,
            Err(error) => {
                self.problems.push(Problem::new(
                    &path,
                    error.pos().row as usize,
                    format!("this is no XML: {error}"),
                    "mend the SVG",
                ));
                return String::new();
            }
        };
        let root = document.root_element();
        let mut found = Vec::new();
        check(&root, &mut |at, what, mend| found.push(problem(at, what, mend)));
        if !found.is_empty() {
            self.problems.extend(found);
            return String::new();
        }
        let id = self.id("figure");
        let caption = self.caption(caption);
        let mut svg = String::new();
        write_element(&root, &id, true, &mut svg);
        let description = child_text(&root, "desc");
        self.framed(&id, &svg, &caption, "The figure in words", &format!("<p>{}</p>", escape(&description)))
    }

    /// A drawing with its caption, and the same in words folded below.
    pub(super) fn framed(&mut self, id: &str, svg: &str, caption: &str, summary: &str, words: &str) -> String {
        let definitions = if self.marker.set(()).is_ok() { ARROWHEAD } else { "" };
        format!(
            "{definitions}<figure class=\"figure\" id=\"{id}\">\n<div class=\"figure-drawing\">{svg}</div>\n\
             <figcaption>{caption}</figcaption>\n\
             <details class=\"figure-words\"><summary>{summary}</summary>{words}</details>\n</figure>\n"
        )
    }
}

/// What a figure may not be.
fn check(root: &Node, wrong: &mut dyn FnMut(usize, String, &str)) {
    let start = root.range().start;
    if root.tag_name().name() != "svg" {
        wrong(start, format!("the root is `{}`", root.tag_name().name()), "a figure is an SVG");
        return;
    }
    match root
        .attribute("viewBox")
        .map(|text| text.split([' ', ',']).filter_map(|n| n.parse::<f64>().ok()).collect::<Vec<_>>())
    {
        Some(numbers) if numbers.len() == 4 => {
            if numbers[2] > 720.0 {
                wrong(start, format!("the figure is {} wide", numbers[2]), "720 is the most: a page has no more room");
            }
        }
        _ => wrong(start, "no `viewBox`, or none of four numbers".to_owned(), "write viewBox=\"0 0 720 300\""),
    }
    for name in ["width", "height"] {
        if root.attribute(name).is_some() {
            wrong(
                start,
                format!("the figure sets its own `{name}`"),
                "take it away: the page says how large a figure is",
            );
        }
    }
    for name in ["title", "desc"] {
        if child_text(root, name).trim().is_empty() {
            let mend = if name == "title" {
                "write <title> with the figure's name"
            } else {
                "write <desc> with everything that the picture says"
            };
            wrong(start, format!("no <{name}>"), mend);
        }
    }
    for node in root.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        let at = node.range().start;
        if ["style", "script", "image", "foreignObject", "a"].contains(&tag) {
            wrong(
                at,
                format!("a figure holds no <{tag}>"),
                "draw it with shapes, text and the classes of theme/figures.css",
            );
        }
        let drawn = ["path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text"].contains(&tag);
        if drawn && !node.ancestors().any(|node| node.has_attribute("class")) {
            wrong(
                at,
                format!("a <{tag}> without a class would be black in every theme"),
                "give it, or a <g> around it, a class of theme/figures.css",
            );
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let at = attribute.range().start;
            match name {
                "fill" | "stroke" | "color" | "stop-color" | "flood-color" if value != "none" => {
                    wrong(
                        at,
                        format!("a colour of its own: {name}=\"{value}\""),
                        "use a class of theme/figures.css, which follows the reader's theme",
                    );
                }
                "style" => wrong(at, "a `style` of its own".to_owned(), "use a class of theme/figures.css"),
                "class" => {
                    for class in value.split_whitespace().filter(|class| !CLASSES.contains(class)) {
                        let mend = format!(
                            "{}the classes are in theme/figures.css and CONTRIBUTING.md",
                            did_you_mean(class, CLASSES.iter().copied())
                        );
                        wrong(at, format!("unknown class `{class}`"), &mend);
                    }
                }
                "font-size" if value.trim_end_matches("px").parse::<f64>().is_ok_and(|size| size < 13.0) => {
                    wrong(at, format!("text of size {value}"), "13 is the least that can be read");
                }
                "href" if !value.starts_with('#') => {
                    wrong(at, format!("a link to `{value}`"), "a figure is complete in itself")
                }
                name if name.starts_with("on") => wrong(at, format!("a script: `{name}`"), "a figure holds no script"),
                _ => {}
            }
        }
    }
}

fn child_text(root: &Node, name: &str) -> String {
    let child = root.children().find(|child| child.tag_name().name() == name);
    let text: String = child
        .into_iter()
        .flat_map(|child| child.descendants())
        .filter_map(|node| node.text().filter(|_| node.is_text()))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes an element as HTML takes it. Ids get the figure's own id before them, and so do references to them.
fn write_element(node: &Node, id: &str, is_root: bool, out: &mut String) {
    let tag = node.tag_name().name();
    let _ = write!(out, "<{tag}");
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let value = match name {
            "id" => format!("{id}-{value}"),
            "href" => format!("#{id}-{}", value.trim_start_matches('#')),
            _ if value.contains("url(#") && !value.contains("url(#fig-arrowhead)") => {
                value.replace("url(#", &format!("url(#{id}-"))
            }
            _ if is_root && ["role", "aria-labelledby"].contains(&name) => continue,
            _ => value.to_owned(),
        };
        let _ = write!(out, " {name}=\"{}\"", escape(&value));
    }
    if is_root {
        let width = node.attribute("viewBox").and_then(|text| text.split([' ', ',']).nth(2)).unwrap_or("720");
        let _ = write!(out, " role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" style=\"--width:{width}\"");
    }
    let names_figure = node.parent_element().is_some_and(|parent| parent.parent_element().is_none());
    if names_figure && ["title", "desc"].contains(&tag) && node.attribute("id").is_none() {
        let _ = write!(out, " id=\"{id}-{tag}\"");
    }
    out.push('>');
    let holds_text = ["text", "tspan", "title", "desc"].contains(&tag);
    for child in node.children() {
        if child.is_element() {
            write_element(&child, id, false, out);
        } else if let Some(text) = child.text().filter(|_| child.is_text() && holds_text) {
            out.push_str(&escape(&text.replace(char::is_whitespace, " ")));
        }
    }
    let _ = write!(out, "</{tag}>");
}
