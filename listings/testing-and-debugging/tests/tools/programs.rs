//! The tools that are programs: they are given the suspects as programs of a package of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use testing_and_debugging::suspects::plain;

use crate::run::{End, Run, folder, is_there, run};
use crate::table::{Said, Version};

/// A build that takes longer is stuck: the standard library takes a minute or two, once.
const BUILD: Duration = Duration::from_secs(900);
/// So long for one run; a tool makes it slow.
const RUN: Duration = Duration::from_secs(60);
/// A run that ends in the fault itself, and not in a word of the tool, is made again.
const AGAIN: usize = 5;

/// The package, with all programs: `NAME.rs` and `NAME-mended.rs`.
fn package() -> PathBuf {
    let package = folder("package");
    let mut manifest =
        "[package]\nname = \"suspects\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n"
            .to_owned();
    for suspect in plain::ALL {
        for version in Version::BOTH {
            let (name, source) = (version.program(suspect.name), version.source(suspect.name));
            manifest += &format!("\n[[bin]]\nname = {name:?}\npath = {source:?}\n");
        }
    }
    write(&package.join("Cargo.toml"), &manifest);
    package
}

/// Writes a file unless it is so already, so that Cargo finds nothing new.
fn write(file: &Path, text: &str) {
    if fs::read_to_string(file).ok().as_deref() != Some(text) {
        fs::write(file, text).expect("the target folder can be written to");
    }
}

fn cargo(target: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(package())
        .env("CARGO_TARGET_DIR", folder(target));
    cargo
        .env_remove("CARGO")
        .env_remove("RUSTC")
        .env_remove("RUSTUP_TOOLCHAIN");
    cargo
}

/// A build of all programs by one tool, and how to run one under it.
pub struct Built {
    folder: PathBuf,
    under: &'static [&'static str],
    /// The exit status by which the tool, and nothing else, says that it saw something.
    alarm: i32,
}

impl Built {
    /// Runs a program under the tool until it ends, and says what the tool said.
    pub fn judge(&self, suspect: &str, version: Version) -> Said {
        for _ in 0..AGAIN {
            let program = self.folder.join(version.program(suspect));
            let words: Vec<&str> = self.under.iter().copied().chain(program.to_str()).collect();
            let mut command = Command::new(words[0]);
            command.args(&words[1..]);
            match run(command, RUN).end {
                End::Exited(0) => return Said::Nothing,
                End::Exited(status) if status == self.alarm => return Said::Fault,
                _ => {}
            }
        }
        panic!("{suspect} did not come to its end in any of {AGAIN} runs");
    }
}

/// Builds the programs as usual, for valgrind's tools.
pub fn valgrind(tool: &'static str) -> Result<Built, String> {
    valgrind_is_there()?;
    let built =
        run_build(cargo("plain").args(["build", "--quiet", "--config", "profile.dev.strip=true"]));
    built.expect("they are programs without a dependency");
    Ok(under_valgrind(tool, folder("plain").join("debug")))
}

fn under_valgrind(tool: &'static str, folder: PathBuf) -> Built {
    let under: &[&str] = match tool {
        "helgrind" => &["valgrind", "--tool=helgrind", "--error-exitcode=9"],
        _ => &["valgrind", "--tool=drd", "--error-exitcode=9"],
    };
    Built {
        folder,
        under,
        alarm: 9,
    }
}

fn valgrind_is_there() -> Result<(), String> {
    is_there("valgrind", &["--version"])
        .then_some(())
        .ok_or_else(|| "valgrind is not installed".into())
}

/// Builds the same in C, as far as there is such a thing.
pub fn valgrind_in_c(tool: &'static str) -> Result<Built, String> {
    valgrind_is_there()?;
    if !is_there("cc", &["--version"]) {
        return Err("there is no C compiler".into());
    }
    let folder = folder("in-c");
    for suspect in plain::ALL {
        for version in Version::BOTH {
            let name = version.program(suspect.name);
            let source = Version::package().join("in-c").join(format!("{name}.c"));
            if source.exists() {
                let mut cc = Command::new("cc");
                cc.arg("-o")
                    .arg(folder.join(&name))
                    .arg(source)
                    .arg("-pthread");
                run_build(&mut cc).expect("it is C");
            }
        }
    }
    Ok(under_valgrind(tool, folder))
}

/// Whether there is a C program of this name.
pub fn is_in_c(suspect: &str) -> bool {
    Version::package()
        .join("in-c")
        .join(format!("{suspect}.c"))
        .exists()
}

/// Builds the programs, and the standard library with them, for ThreadSanitizer.
pub fn thread_sanitizer() -> Result<Built, String> {
    let target = sanitized_target()?;
    let mut build = cargo("tsan");
    build
        .envs(SANITIZED)
        .args(["build", "--quiet", "-Zbuild-std=std", "--target", &target]);
    run_build(&mut build)?;
    Ok(Built {
        folder: folder("tsan").join(target).join("debug"),
        under: &[],
        alarm: 66,
    })
}

/// Lets a stable toolchain build for ThreadSanitizer.
const SANITIZED: [(&str, &str); 2] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("RUSTFLAGS", "-Zsanitizer=thread"),
];

/// What to build for, if ThreadSanitizer can be had here.
fn sanitized_target() -> Result<String, String> {
    let target = match std::env::consts::ARCH {
        _ if !cfg!(target_os = "linux") => return Err("it is asked for on Linux only".into()),
        arch @ ("x86_64" | "aarch64") => format!("{arch}-unknown-linux-gnu"),
        arch => return Err(format!("there is none for {arch}")),
    };
    let sources = sysroot().join("lib/rustlib/src/rust/library/Cargo.lock");
    let missing = "it needs the sources of the library: rustup component add rust-src";
    sources
        .exists()
        .then_some(target)
        .ok_or_else(|| missing.into())
}

/// Runs the tests of the libraries of two chapters under ThreadSanitizer, in a package that has nothing else: `choice` is told
/// to the harness of the test.
pub fn library_under_thread_sanitizer(
    chapter: &str,
    test: &str,
    choice: &[&str],
) -> Result<(), String> {
    let target = sanitized_target()?;
    let listings = Version::package().join("..");
    let package = folder("libraries");
    let mut manifest =
        "[package]\nname = \"libraries\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n"
            .to_owned();
    manifest += "\n[lib]\npath = \"lib.rs\"\n\n[dependencies]\nrand = \"0.10\"\n";
    for chapter in LIBRARIES {
        manifest += &format!("{chapter} = {{ path = {:?} }}\n", listings.join(chapter));
    }
    let source = listings
        .join(chapter)
        .join("tests")
        .join(format!("{test}.rs"));
    manifest += &format!("\n[[test]]\nname = {test:?}\npath = {source:?}\n");
    write(&package.join("Cargo.toml"), &manifest);
    write(&package.join("lib.rs"), "");
    let lock = listings.join("../Cargo.lock");
    fs::copy(lock, package.join("Cargo.lock")).expect("the book has a lock file");
    let mut command = cargo("tsan");
    command.current_dir(&package).envs(SANITIZED);
    command.args([
        "test",
        "--quiet",
        "-Zbuild-std=std,test",
        "--target",
        &target,
        "--test",
        test,
        "--",
    ]);
    run_build(command.args(choice))
}

/// The chapters that have such libraries.
const LIBRARIES: [&str; 2] = ["building-locks", "concurrent-data-structures"];

fn sysroot() -> PathBuf {
    let asked = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .expect("rustc is there");
    PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim())
}

/// Builds something. The error is a reason to skip: what it needs cannot be fetched.
///
/// # Panics
/// If it fails for any other reason.
fn run_build(command: &mut Command) -> Result<(), String> {
    let owned = std::mem::replace(command, Command::new(""));
    let Run { end, said } = run(owned, BUILD);
    let offline = [
        "failed to download",
        "failed to get",
        "unable to update registry",
        "no matching package",
    ];
    match end {
        End::Exited(0) => Ok(()),
        _ if offline.iter().any(|word| said.contains(word)) => {
            Err("what it is built from cannot be fetched here".into())
        }
        _ => panic!("{end:?}\n{said}"),
    }
}

/// Miri interprets, and builds nothing.
pub fn miri() -> Result<(), String> {
    if !is_there("cargo", &["+nightly", "miri", "--version"]) {
        return Err("Miri is not installed: rustup +nightly component add miri rust-src".into());
    }
    let mut setup = cargo("miri");
    let setup = run(
        std::mem::replace(setup.args(["+nightly", "miri", "setup"]), Command::new("")),
        BUILD,
    );
    (setup.end == End::Exited(0))
        .then_some(())
        .ok_or_else(|| "Miri cannot build its library".into())
}

/// Runs a program under Miri with sixty-four seeds, each of which is another schedule.
pub fn under_miri(suspect: &str, version: Version) -> Said {
    let mut command = cargo("miri");
    command.args([
        "+nightly",
        "miri",
        "run",
        "--quiet",
        "--bin",
        &version.program(suspect),
    ]);
    command.env("MIRIFLAGS", "-Zmiri-many-seeds=0..64");
    match run(command, BUILD).end {
        End::Exited(0) => Said::Nothing,
        End::Exited(_) => Said::Fault,
        End::Late => panic!("Miri did not end"),
    }
}

/// Whether rustc and Clippy have anything against a program.
pub fn lints(suspect: &str, version: Version) -> Said {
    let mut command = cargo("lints");
    command.args([
        "clippy",
        "--quiet",
        "--bin",
        &version.program(suspect),
        "--",
        "--deny",
        "warnings",
    ]);
    match run(command, BUILD).end {
        End::Exited(0) => Said::Nothing,
        _ => Said::Fault,
    }
}

/// Whether there is a Clippy.
pub fn clippy() -> Result<(), String> {
    is_there("cargo", &["clippy", "--version"])
        .then_some(())
        .ok_or_else(|| "Clippy is not installed".into())
}
