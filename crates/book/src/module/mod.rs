//! `cargo book module`: the explorer as the WebAssembly module that pages load.
//!
//! The standard library is built along with it, from its sources: so what a panic would say, which nobody would read, is left out, and the
//! module is a seventh smaller. That takes options of Cargo and rustc that are not stable; rustc takes them here all the same, as it
//! does where the standard library itself is built.

pub mod pack;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use sha2::{Digest, Sha256};

/// What to build.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {}

/// Where the module lies, packed, below the book's root.
pub const PATH: &str = "src/explorer/interleave.lzma";

const TARGET: &str = "wasm32-unknown-unknown";

/// The name of the section that holds the stamp, as the format writes it: its length, and it.
const SECTION: &[u8] = b"\x07sources";

/// How many bytes a stamp has.
const STAMP: usize = 32;

/// Builds the module, stamps it with the sources that it was built from, packs it, and puts it in its place. Returns how long it is then.
///
/// # Errors
/// If it cannot be built; what is missing for that is named.
pub fn build(root: &Path) -> Result<usize> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).current_dir(root).output()?;
    let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout)?.trim());
    if !sysroot.join("lib/rustlib/src/rust/library/std").is_dir() {
        bail!("the sources of Rust's standard library are not there: rustup component add rust-src");
    }
    let target = root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let stamp = stamp(root)?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--package", "interleave-web", "--lib", "--profile", "module", "--target", TARGET])
        .args(["-Zbuild-std=std", "-Zbuild-std-features=optimize_for_size"])
        .env("RUSTC_BOOTSTRAP", "1")
        // No path of this machine, and no line number, gets into the module.
        .env(
            "RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Clink-arg=--compress-relocations",
        )
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(root)
        .status()?;
    ensure!(status.success(), "the module cannot be built");
    let built = target.join(TARGET).join("module/interleave_web.wasm");
    let mut module = fs::read(&built).with_context(|| built.display().to_string())?;
    let length = SECTION.len() + STAMP;
    module.extend([0, u8::try_from(length)?]);
    module.extend(SECTION);
    module.extend(stamp);
    let packed = pack::pack(&module)?;
    let place = root.join(PATH);
    fs::create_dir_all(place.parent().context("it lies in a folder")?)?;
    fs::write(&place, &packed).with_context(|| place.display().to_string())?;
    Ok(packed.len())
}

/// The module, unpacked.
///
/// # Errors
/// If it cannot be read.
pub fn read(root: &Path) -> Result<Vec<u8>> {
    pack::unpack(&fs::read(root.join(PATH)).context(PATH)?).context(PATH)
}

/// Whether the module was built from the sources as they are.
///
/// # Errors
/// If the module or a source cannot be read.
pub fn is_fresh(root: &Path) -> Result<bool> {
    let module = read(root)?;
    let mut tail = SECTION.to_vec();
    tail.extend(stamp(root)?);
    Ok(module.ends_with(&tail))
}

/// The hash of everything that the module is made of and that is in this repository. The command of the explorer is no part of it.
fn stamp(root: &Path) -> Result<[u8; STAMP]> {
    let crates = Path::new("crates");
    let mut files = vec![
        crates.join("interleave/Cargo.toml"),
        crates.join("interleave-web/Cargo.toml"),
        crates.join("interleave-web/build.rs"),
    ];
    for folder in ["interleave/src", "interleave-web/src"] {
        sources(root, &crates.join(folder), &mut files)?;
    }
    files.retain(|file| !file.starts_with("crates/interleave/src/cli") && !file.ends_with("interleave/src/main.rs"));
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let text = fs::read_to_string(root.join(&file)).with_context(|| file.display().to_string())?;
        // As Git has it, on every system.
        let (name, text) = (file.to_string_lossy().replace('\\', "/"), text.replace("\r\n", "\n"));
        for part in [name.as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    Ok(hash.finalize().into())
}

fn sources(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder)).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            sources(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
