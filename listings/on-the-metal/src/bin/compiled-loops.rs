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

    for line in String::from_utf8_lossy(&assembly).lines() {
        // What begins with a tab is an instruction, or with a dot after it a word to the assembler.
        match line.strip_prefix('\t') {
            Some(code) if !code.starts_with('.') => {
                let (operation, operands) = code.split_once('\t').unwrap_or((code, ""));
                println!("    {operation:7} {operands}");
            }
            None if line.ends_with(':') && !line.contains("func_end") => println!("{line}"),
            _ => {}
        }
    }
    Ok(())
}
