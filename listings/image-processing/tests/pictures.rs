//! The pictures in the chapter are those that the listing `pictures` makes.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_chapter_shows_what_the_listing_makes() {
    let made = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_pictures"))
        .arg(made.path())
        .status()
        .unwrap();
    assert!(status.success());
    let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/figures/image-processing");
    let pngs = |folder: &Path| {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "png"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(pngs(made.path()), pngs(&shown));
    for name in pngs(made.path()) {
        let [made, shown] =
            [made.path(), &shown].map(|folder| image::open(folder.join(&name)).unwrap());
        assert!(
            made == shown,
            "{name:?} is out of date: cargo run --bin pictures -- src/figures/image-processing"
        );
    }
}
