//! Gives the Rust blocks of the finished chapters to skeptic, which makes a Cargo test of each.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use book::blocks::{self, Exemptions, Level, Reason};
use book::contract::Catalogue;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("blocks");
    watch(&root);

    let exemptions = Exemptions::load(&root)?;
    let catalogue = Catalogue::load(&root).0;
    fs::create_dir_all(&folder)?;
    let mut documents = Vec::new();
    for block in blocks::all(&root)? {
        // skeptic can neither expect an error of the compiler nor ask it for the 2024 edition.
        let is_too_new = exemptions
            .of(Reason::Edition2024)
            .contains(block.name.as_str());
        let level = block.level(&catalogue);
        if level == Level::Refuse || is_too_new {
            continue;
        }
        // The name of the document becomes the name of the test.
        let document = folder
            .join(block.name.replace('/', "--"))
            .with_extension("md");
        fs::write(&document, block.for_skeptic(level))?;
        documents.push(document);
    }
    skeptic::generate_doc_tests(&documents);
    // For the test that asks the compiler as skeptic does.
    println!("cargo::rustc-env=TARGET_TRIPLE={}", env::var("TARGET")?);
    Ok(())
}

/// All that a block can come from; not the recordings, which change no program.
fn watch(root: &Path) {
    for path in ["book.toml", "src", Exemptions::FILE, "listings"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let chapters = fs::read_dir(root.join("listings"))
        .into_iter()
        .flatten()
        .flatten();
    for chapter in chapters {
        for part in ["Cargo.toml", "contracts.toml", "src", "refused", "examples"] {
            println!(
                "cargo::rerun-if-changed={}",
                chapter.path().join(part).display()
            );
        }
    }
}
