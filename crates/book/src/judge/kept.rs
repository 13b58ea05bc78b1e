//! What the explorer found, kept from one build of the pages to the next.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use interleave::Exploration;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

/// The explorer that this tool is built with: a hash of its sources.
const EXPLORER: &str = env!("EXPLORER");

/// The place of one program's explorations, below Cargo's target folder. It depends on all that decides what is found: the
/// explorer, the program, and how it is asked.
pub struct Place(PathBuf);

impl Place {
    /// The place for this program, asked in this way.
    pub fn new(root: &Path, source: &str, asked: &str) -> Place {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let mut hash = Sha256::new();
        hash.update(asked);
        hash.update([0]);
        hash.update(source);
        let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Place(root.join(target).join("explored").join(EXPLORER).join(name).with_extension("json"))
    }

    /// What was kept here.
    pub fn load(&self) -> Option<Vec<Exploration>> {
        serde_json::from_slice(&fs::read(&self.0).ok()?).ok()
    }

    /// Keeps it. Where that is not possible it is found anew the next time, and nothing else is lost.
    pub fn keep(&self, found: &[Exploration]) {
        let _ = self.try_keep(found);
    }

    fn try_keep(&self, found: &[Exploration]) -> std::io::Result<()> {
        let folder = self.0.parent().expect("a place is in a folder");
        if !folder.is_dir() {
            // What other explorers found is of no more use.
            let all = folder.parent().expect("and that one in another");
            for other in fs::read_dir(all).into_iter().flatten().flatten() {
                let _ = fs::remove_dir_all(other.path());
            }
            fs::create_dir_all(folder)?;
        }
        // Whole or not at all: another build may be reading.
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(found)?)?;
        file.persist(&self.0)?;
        Ok(())
    }
}
