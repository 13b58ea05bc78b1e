//! Every link of the built pages leads somewhere: to a file that is there, and to a place in it that is there.
//!
//! `cargo book check` holds the links that authors write to the sources, and says where they stand. This is the other end: what
//! mdBook, the theme and the appendices have made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use regex::Regex;

/// The places of a page, and where its links go.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// Follows all links of the pages in `folder`.
///
/// # Errors
/// Every link that leads nowhere, with its page; or if a page cannot be read.
pub fn follow(folder: &Path) -> Result<()> {
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".html") {
            pages.insert(name, read(&std::fs::read_to_string(&path)?));
        }
    }
    let mut dead = Vec::new();
    let mut followed = 0;
    for (name, page) in &pages {
        for link in page.links.iter().filter(|link| !leaves(link)) {
            followed += 1;
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = file.split('?').next().unwrap_or_default();
            let target = if file.is_empty() { name } else { file };
            let is_there = match pages.get(target) {
                Some(page) => place.is_empty() || page.ids.contains(place),
                None => folder.join(target).exists(),
            };
            if !is_there {
                dead.push(format!("{name}: {link}"));
            }
        }
    }
    if !dead.is_empty() {
        bail!("{} of {followed} links lead nowhere:\n{}", dead.len(), dead.join("\n"));
    }
    if followed == 0 {
        bail!("{} has no pages with links", folder.display());
    }
    Ok(())
}

/// Whether a link leaves the book. What is there, outside, changes without us: nothing is asked over the network.
fn leaves(link: &str) -> bool {
    ["http://", "https://", "mailto:", "data:", "javascript:", "//"].iter().any(|start| link.starts_with(start))
}

fn read(html: &str) -> Page {
    let pattern = |text| Regex::new(text).expect("a pattern");
    let (tag, attribute) = (pattern(r"<[a-zA-Z][^<>]*>"), pattern(r#"\s(id|href|src)="([^"]*)""#));
    // A script may hold what looks like a tag.
    let html = pattern(r"(?s)<script\b[^>]*>.*?</script>").replace_all(html, |found: &regex::Captures| {
        found[0].split_inclusive('>').next().unwrap_or_default().to_owned()
    });
    let mut page = Page::default();
    for tag in tag.find_iter(&html) {
        for found in attribute.captures_iter(tag.as_str()) {
            let value = found[2].replace("&amp;", "&");
            match &found[1] {
                "id" => page.ids.insert(value),
                _ => page.links.insert(value),
            };
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "a.html",
            r##"<h1 id="top">A</h1><a href="b.html#end">b</a><a href="#top">up</a><a href="https://x.y/z">x</a>"##,
        );
        write("b.html", r##"<p id="end"><img src="c.png"><script>"<a href='no.html'>"</script>"##);
        write("c.png", "");
        follow(folder.path()).unwrap();
        write("b.html", r#"<a href="gone.html">1</a><a href="a.html#gone">2</a>"#);
        let told = follow(folder.path()).unwrap_err().to_string();
        assert_eq!(told, "3 of 4 links lead nowhere:\na.html: b.html#end\nb.html: a.html#gone\nb.html: gone.html");
    }
}
