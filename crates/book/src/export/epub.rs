//! The book as EPUB 3: the container, the manifest and the table of contents (EPUB 3.3, sections 4 to 7).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use mdbook_driver::MDBook;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::contents::{Page, groups, list};
use super::style;
use super::xhtml::{self, escape};
use crate::record::machine::date;

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// One file of the book, and what the manifest says of it.
struct Part {
    file: String,
    media_type: &'static str,
    properties: &'static str,
    content: Vec<u8>,
    is_read: bool,
}

/// Makes the file out of the pages that mdBook has built into `pages`. The same pages make, on the same
/// day, the same file, byte for byte.
///
/// # Errors
/// If a page or a picture cannot be read, the file cannot be written, or a picture is of a kind that not every reading device
/// shows.
pub fn write(book: &MDBook, root: &Path, pages: &Path, file: &Path) -> Result<()> {
    let groups = groups(book);
    let chapters: Vec<_> = groups.iter().flat_map(|group| &group.pages).collect();
    let names: BTreeSet<&str> = chapters.iter().map(|page| page.name.as_str()).collect();
    let file_of = |page: &str| {
        let name = page.strip_suffix(".html")?;
        names.contains(name).then(|| format!("{name}.xhtml"))
    };
    let language = book.config.book.language.as_deref().unwrap_or("en");
    let mut parts = vec![Part {
        file: "book.css".to_owned(),
        media_type: "text/css",
        properties: "",
        content: style::sheet(root)?.into_bytes(),
        is_read: false,
    }];
    let mut pictures = BTreeSet::new();
    for Page { name, title } in chapters {
        let path = pages.join(name).with_extension("html");
        let page = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let body = xhtml::body(&page, &file_of);
        pictures.extend(body.pictures);
        parts.push(Part {
            file: format!("{name}.xhtml"),
            media_type: "application/xhtml+xml",
            properties: if body.has_svg { "svg" } else { "" },
            content: document(language, title, &body.text).into_bytes(),
            is_read: true,
        });
    }
    for picture in pictures {
        parts.push(read_picture(pages, &picture)?);
    }
    let list = list(&groups, &|page| format!("{}.xhtml", page.name));
    let nav = format!("<nav epub:type=\"toc\" id=\"toc\"><h1>Contents</h1>{list}</nav>");
    parts.push(Part {
        file: "contents.xhtml".to_owned(),
        media_type: "application/xhtml+xml",
        properties: "nav",
        content: document(language, "Contents", &nav).into_bytes(),
        is_read: false,
    });
    let package = package(book, language, &parts);
    archive(file, &package, &parts)
}

fn document(language: &str, title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" xml:lang=\"{language}\" lang=\"{language}\">\n<head><title>{}</title>\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/></head>\n<body>{body}</body>\n</html>\n",
        escape(title)
    )
}

fn read_picture(pages: &Path, picture: &str) -> Result<Part> {
    let media_type = match picture.rsplit_once('.').map(|(_, kind)| kind) {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        _ => bail!("{picture}: reading devices show PNG, JPEG and SVG; convert it"),
    };
    let content = std::fs::read(pages.join(picture)).with_context(|| picture.to_owned())?;
    Ok(Part { file: picture.to_owned(), media_type, properties: "", content, is_read: false })
}

fn package(book: &MDBook, language: &str, parts: &[Part]) -> String {
    let config = &book.config.book;
    let title = escape(config.title.as_deref().unwrap_or("A book"));
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(&part.content);
    }
    let hash: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package version=\"3.0\" xmlns=\"http://www.idpf.org/2007/opf\" \
         unique-identifier=\"id\" xml:lang=\"{language}\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">urn:sha256:{hash}</dc:identifier>\n<dc:title>{title}</dc:title>\n\
         <dc:language>{language}</dc:language>\n"
    );
    for author in &config.authors {
        let _ = writeln!(text, "<dc:creator>{}</dc:creator>", escape(author));
    }
    if let Some(description) = &config.description {
        let _ = writeln!(text, "<dc:description>{}</dc:description>", escape(description));
    }
    let day = date(SystemTime::now());
    let _ = write!(text, "<meta property=\"dcterms:modified\">{day}T00:00:00Z</meta>\n</metadata>\n<manifest>\n");
    for part in parts {
        let properties = match part.properties {
            "" => String::new(),
            properties => format!(" properties=\"{properties}\""),
        };
        let _ = writeln!(
            text,
            "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>",
            xhtml::identifier(&part.file),
            escape(&part.file),
            part.media_type
        );
    }
    text.push_str("</manifest>\n<spine>\n");
    for part in parts.iter().filter(|part| part.is_read) {
        let _ = writeln!(text, "<itemref idref=\"{}\"/>", xhtml::identifier(&part.file));
    }
    text.push_str("</spine>\n</package>\n");
    text
}

/// A ZIP file whose first entry, uncompressed, says what it is.
fn archive(file: &Path, package: &str, parts: &[Part]) -> Result<()> {
    let out = File::create(file).with_context(|| file.display().to_string())?;
    let mut zip = ZipWriter::new(BufWriter::new(out));
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let packed = stored.compression_method(CompressionMethod::Deflated);
    zip.start_file("mimetype", stored)?;
    zip.write_all(b"application/epub+zip")?;
    let fixed = [("META-INF/container.xml", CONTAINER), ("book/package.opf", package)];
    let fixed = fixed.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes()));
    let parts = parts.iter().map(|part| (format!("book/{}", part.file), part.content.as_slice()));
    for (name, content) in fixed.chain(parts) {
        zip.start_file(name, packed)?;
        zip.write_all(content)?;
    }
    zip.finish()?.flush().with_context(|| file.display().to_string())
}
