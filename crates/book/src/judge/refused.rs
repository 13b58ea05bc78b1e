//! Programs that rustc must refuse, with the error that the page shows and no other.

use std::borrow::Cow;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::workspace::{Built, Workspace};
use crate::contract::{Ending, Language, Listing, Refusal};

/// What rustc says of a program.
#[derive(Debug, Default)]
pub struct Diagnosis {
    /// Its errors.
    pub errors: Vec<Diagnostic>,
    /// All that it says, as it says it.
    pub rendered: String,
}

/// One error or warning of rustc.
#[derive(Deserialize, Debug)]
pub struct Diagnostic {
    level: String,
    message: String,
    code: Option<Code>,
    #[serde(default)]
    children: Vec<Diagnostic>,
    #[serde(default)]
    rendered: Option<String>,
}

#[derive(Deserialize, Debug)]
struct Code {
    code: String,
}

/// Lets rustc check a refused listing, against the libraries that Cargo built for its chapter.
///
/// # Errors
/// If rustc cannot be run.
pub fn diagnose(
    workspace: &Workspace,
    built: &Built,
    listing: &Listing,
    refusal: &Refusal,
) -> std::io::Result<Diagnosis> {
    let folder = tempfile::tempdir()?;
    let arguments = workspace.extern_arguments(&listing.chapter, built);
    rustc(&workspace.root, &listing.source(Language::Rust), &refusal.edition, folder.path(), &arguments)
}

fn rustc(root: &Path, source: &Path, edition: &str, out: &Path, arguments: &[String]) -> std::io::Result<Diagnosis> {
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .current_dir(root)
        .args(["--crate-type=bin", "--emit=metadata", "--error-format=json", "--edition", edition, "--out-dir"])
        .arg(out)
        .args(["--crate-name", "listing"])
        .args(arguments)
        .arg(source)
        .output()?;
    let mut diagnosis = Diagnosis::default();
    for line in output.stderr.split(|&byte| byte == b'\n') {
        let Ok(diagnostic) = serde_json::from_slice::<Diagnostic>(line) else { continue };
        // rustc ends with a count of its errors and a hint at `--explain`: neither is one more error.
        let is_summary = diagnostic.code.is_none() && diagnostic.message.starts_with("aborting due to");
        if is_summary || diagnostic.level == "failure-note" {
            continue;
        }
        diagnosis.rendered.push_str(&of_the_library(diagnostic.rendered.as_deref().unwrap_or("")));
        if diagnostic.level.starts_with("error") {
            diagnosis.errors.push(diagnostic);
        }
    }
    Ok(diagnosis)
}

/// What rustc says, with no place of this machine in it: where the standard library's sources are, it names and shows them.
fn of_the_library(rendered: &str) -> Cow<'_, str> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        let place = r"(?:\S*/lib/rustlib/src/rust|/rustc/[0-9a-f]+)/library/";
        Regex::new(place).unwrap_or_else(|error| unreachable!("it is a pattern: {error}"))
    });
    PLACE.replace_all(rendered, "library/")
}

/// Whether rustc refuses the listing as its contract says: with an error of that code and message, and with no error of
/// another code.
///
/// # Errors
/// What is different.
pub fn judge(diagnosis: &Diagnosis, refusal: &Refusal) -> Result<(), String> {
    let Refusal { code, message, .. } = refusal;
    if diagnosis.errors.is_empty() {
        return Err(format!(
            "compiles, and must be refused with {code}\nif the compiler has learnt to accept it, so must the page"
        ));
    }
    let (expected, others): (Vec<_>, Vec<_>) = diagnosis.errors.iter().partition(|error| error.has_code(code));
    if let Some(other) = others.first() {
        let name = other.code.as_ref().map_or("an error without a code", |code| &code.code);
        let what =
            if expected.is_empty() { "is refused for another reason" } else { "is refused for another reason as well" };
        return Err(format!("{what}: {name}, not {code}\n{}", diagnosis.rendered));
    }
    if !expected.iter().any(|error| error.says(message)) {
        return Err(format!("is refused with {code}, but no such error says `{message}`\n{}", diagnosis.rendered));
    }
    Ok(())
}

/// What the contract says of the refusal.
pub fn refusal(listing: &Listing) -> Option<&Refusal> {
    match &listing.contract(Language::Rust)?.ends {
        Ending::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

impl Diagnostic {
    fn has_code(&self, code: &str) -> bool {
        self.code.as_ref().is_some_and(|own| own.code == code)
    }

    /// Whether the text is in the message, in a note below it, or anywhere else in what the reader sees of it.
    fn says(&self, text: &str) -> bool {
        self.message.contains(text)
            || self.children.iter().any(|child| child.says(text))
            || self.rendered.as_deref().is_some_and(|rendered| rendered.contains(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnosis(source: &str) -> Diagnosis {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("listing.rs");
        std::fs::write(&file, source).unwrap();
        rustc(folder.path(), &file, "2024", folder.path(), &[]).unwrap()
    }

    fn refusal(code: &str, message: &str) -> Refusal {
        Refusal { code: code.to_owned(), message: message.to_owned(), edition: "2024".to_owned() }
    }

    const MOVED: &str = "fn main() { let a = String::new(); drop(a); drop(a); }";

    #[test]
    fn no_place_of_a_machine_is_told() {
        let said =
            diagnosis("fn main() { let a = std::rc::Rc::new(1); std::thread::spawn(move || drop(a)); }").rendered;
        assert!(said.contains("-> library/std/src/thread/"), "{said}");
        assert!(!said.contains("rustlib") && !said.contains("/rustc/"), "{said}");
        assert_eq!(
            of_the_library("--> /home/ada/lib/rustlib/src/rust/library/core/src/ops/drop.rs:1:1"),
            "--> library/core/src/ops/drop.rs:1:1"
        );
    }

    #[test]
    fn the_code_and_the_message_are_both_checked() {
        let moved = diagnosis(MOVED);
        assert_eq!(judge(&moved, &refusal("E0382", "use of moved value: `a`")), Ok(()));
        assert!(
            judge(&moved, &refusal("E0382", "use of moved value: `b`")).unwrap_err().contains("no such error says")
        );
        assert!(judge(&moved, &refusal("E0499", "a")).unwrap_err().contains("for another reason: E0382"));
    }

    #[test]
    fn a_program_that_compiles_fails() {
        let fine = diagnosis("fn main() { let unused = 1; }");
        assert!(judge(&fine, &refusal("E0382", "")).unwrap_err().starts_with("compiles"));
    }

    #[test]
    fn another_error_beside_the_expected_one_fails() {
        let two = diagnosis(&MOVED.replace("drop(a); }", "drop(a); &mut 1 == 2; }"));
        let wrong = judge(&two, &refusal("E0382", "moved"));
        assert!(wrong.is_err(), "{}", two.rendered);
    }
}
