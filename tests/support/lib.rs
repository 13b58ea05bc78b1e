//! The book's own test suite: the files in `tests/`, one for each promise. This library is what they have in common.

use std::path::Path;

/// The book's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
