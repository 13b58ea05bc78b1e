use std::path::Path;
use std::process::Command;
use std::{env, fs, io, process};

// ANCHOR: build
/// Compiles one program with ThreadSanitizer built in.
fn build(source: &Path, program: &Path) -> io::Result<bool> {
    let rustc = Command::new("rustc")
        .env("RUSTC_BOOTSTRAP", "1") // lets a stable rustc take -Z flags
        .args(["--edition=2024", "-g", "-Zsanitizer=thread"])
        .arg("-Cunsafe-allow-abi-mismatch=sanitizer") // std is not instrumented
        .arg("-o")
        .args([program, source])
        .output()?;
    Ok(rustc.status.success())
}
// ANCHOR_END: build

fn main() -> io::Result<()> {
    let package = option_env!("CARGO_MANIFEST_DIR").unwrap_or("listings/race-conditions");
    let source = Path::new(package).join("src/bin/data-race.rs");
    let folder = env::temp_dir().join(format!("thread-sanitizer-{}", process::id()));
    fs::create_dir(&folder)?;
    let report = report(&source, &folder);
    fs::remove_dir_all(&folder)?;
    for line in report? {
        println!("{line}");
    }
    Ok(())
}

/// Builds and runs the program, and picks the lines of the report that speak of its own source.
fn report(source: &Path, folder: &Path) -> io::Result<Vec<String>> {
    let (program, silenced) = (folder.join("program"), folder.join("silenced"));
    if !build(source, &program)? {
        return Ok(vec!["this toolchain has no ThreadSanitizer".into()]);
    }
    // The counts in Arc are synchronized within std, where ThreadSanitizer does not look.
    fs::write(&silenced, "race:alloc::sync::Arc\n")?;
    let run = Command::new(program)
        .env(
            "TSAN_OPTIONS",
            format!("suppressions={}", silenced.display()),
        )
        .output()?;

    let file = source.display().to_string();
    let report = String::from_utf8_lossy(&run.stderr).replace(&file, "data-race.rs");
    let mut lines = Vec::new();
    for line in report.lines() {
        let line = line.trim();
        // An address, a number of a process or of a build differs from run to run.
        let line = line.split(" (").next().unwrap_or(line);
        let about = ["WARNING", "Read of", "Write of", "Previous", "Location is"];
        if about.iter().any(|start| line.starts_with(start)) {
            lines.push(line.split(" at 0x").next().unwrap_or(line).into());
        } else if line.starts_with("#0") && line.contains("data-race.rs") {
            lines.push(format!("    {line}"));
        }
    }
    let status = run.status.code().unwrap_or(-1);
    lines.push(format!("exit status {status}"));
    Ok(lines)
}
