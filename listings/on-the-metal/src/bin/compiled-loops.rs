use std::io::Write;
use std::process::{Command, Stdio};

const LOOPS: &[u8] = br#"
// ANCHOR: loops
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[unsafe(no_mangle)]
pub fn fold(total: &mut u64, numbers: &[u64]) {
    for number in numbers {
        *total = total.rotate_left(1) ^ number;
    }
}

#[unsafe(no_mangle)]
pub fn wait_plain(stop: &Cell<bool>) {
    while !stop.get() {}
}

#[unsafe(no_mangle)]
pub fn wait_atomic(stop: &AtomicBool) {
    while !stop.load(Relaxed) {}
}
// ANCHOR_END: loops
"#;

fn main() -> std::io::Result<()> {
    let mut rustc = Command::new("rustc")
        .args(["-", "--edition=2024", "--crate-type=lib", "-Copt-level=s"])
        .args(["--emit=asm", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    rustc.stdin.take().unwrap().write_all(LOOPS)?;
    let assembly = rustc.wait_with_output()?.stdout;

    // Instructions and labels; what begins with a tab and a dot is for the assembler.
    let assembly = String::from_utf8_lossy(&assembly).replace(".Lfunc_end", "\t.");
    for line in assembly
        .lines()
        .filter(|line| !line.starts_with("\t.") && !line.is_empty())
    {
        println!("{}", line.replace('\t', "    "));
    }
    Ok(())
}
