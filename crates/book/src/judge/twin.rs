//! Twins: the same program in C or Python.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::contract::{Language, Listing, Need};

/// The C compiler, as a reader calls it.
pub const CC: [&str; 5] = ["cc", "-std=c11", "-Wall", "-Wextra", "-pthread"];

/// Compiles a C twin into the target directory.
///
/// # Errors
/// What the compiler says, be it an error or only a warning.
pub fn compile(root: &Path, target: &Path, listing: &Listing) -> Result<PathBuf, String> {
    let folder = target.join("judge/twins").join(&listing.chapter);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let executable = folder.join(&listing.name);
    let output = Command::new(CC[0])
        .args(&CC[1..])
        .arg("-o")
        .arg(&executable)
        .arg(listing.source(Language::C))
        .current_dir(root)
        .output()
        .map_err(|error| format!("cc cannot be run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match (output.status.success(), said.trim()) {
        (true, "") => Ok(executable),
        (true, _) => Err(format!("`{}` warns\n{said}", CC.join(" "))),
        (false, _) => Err(format!("does not compile\n{said}")),
    }
}

/// What runs a Python twin.
pub fn python(listing: &Listing) -> Command {
    let mut command = Command::new(interpreter());
    command.arg(listing.source(Language::Python));
    command
}

/// The interpreter itself, where `python3` is a script that looks for it: that costs more than many a twin.
fn interpreter() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let asked = Command::new("python3").args(["-c", "import sys; print(sys.executable)"]).output();
        let path = asked.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
        let path = path.trim();
        if Path::new(path).is_absolute() { path.to_owned() } else { "python3".to_owned() }
    })
}

/// Why this machine cannot run a program that needs this, if it cannot.
pub fn lacks(need: Need) -> Option<String> {
    static CC_THERE: OnceLock<bool> = OnceLock::new();
    static PYTHON_THERE: OnceLock<bool> = OnceLock::new();
    let (there, what) = match need {
        Need::Linux => (cfg!(target_os = "linux"), "this is not Linux"),
        Need::X86_64 => (cfg!(target_arch = "x86_64"), "this is no x86-64 processor"),
        Need::Cores => (std::thread::available_parallelism().map_or(1, usize::from) > 1, "there is only one core"),
        Need::Cc => (*CC_THERE.get_or_init(|| answers(CC[0])), "no C compiler: no `cc`"),
        Need::Python => (*PYTHON_THERE.get_or_init(|| answers("python3")), "no Python: no `python3`"),
    };
    (!there).then(|| what.to_owned())
}

fn answers(program: &str) -> bool {
    let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The first line with which a compiler or interpreter introduces itself: `gcc (Debian 12.2.0-14) 12.2.0`.
pub fn introduction(language: Language) -> String {
    let program = match language {
        Language::Rust => "rustc",
        Language::C => "cc",
        Language::Python => "python3",
    };
    let output = Command::new(program).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").to_owned()
}
