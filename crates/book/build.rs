//! Names the explorer by its sources, so that what another explorer found is never taken for what this one would find.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let explorer = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("Cargo sets it")).join("../interleave/src");
    println!("cargo::rerun-if-changed={}", explorer.display());
    let mut hasher = DefaultHasher::new();
    for file in files(&explorer)? {
        fs::read(file)?.hash(&mut hasher);
    }
    println!("cargo::rustc-env=EXPLORER={:016x}", hasher.finish());
    Ok(())
}

/// The files in a folder and below, in alphabetical order.
fn files(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else {
            found.insert(path);
        }
    }
    Ok(found)
}
