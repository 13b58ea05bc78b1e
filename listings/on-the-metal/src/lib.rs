//! What the listings of this chapter ask of the system: which logical CPUs a thread may use, how often it was switched
//! out (both of Linux alone: elsewhere they say that they cannot), and what rustc makes of a program.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The numbers of the logical CPUs on which the calling thread may run, in ascending order.
///
/// # Errors
/// What `sched_getaffinity` reports; [`io::ErrorKind::Unsupported`] on anything but Linux.
#[cfg(target_os = "linux")]
pub fn allowed_cpus() -> io::Result<Vec<usize>> {
    // SAFETY: all zeros is the empty set, and the kernel writes at most the size it is given.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size_of_val(&set), &mut set) != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok((0..libc::CPU_SETSIZE as usize)
            .filter(|&cpu| libc::CPU_ISSET(cpu, &set))
            .collect())
    }
}

/// Confines the calling thread to one logical CPU. Threads and processes that it starts later inherit this.
///
/// # Errors
/// What `sched_setaffinity` reports; [`io::ErrorKind::Unsupported`] on anything but Linux.
#[cfg(target_os = "linux")]
pub fn pin_to(cpu: usize) -> io::Result<()> {
    // SAFETY: all zeros is the empty set, and the kernel reads exactly the size it is given.
    let failed = unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(cpu, &mut set);
        libc::sched_setaffinity(0, size_of_val(&set), &set) != 0
    };
    if failed {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
pub fn allowed_cpus() -> io::Result<Vec<usize>> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub fn pin_to(_cpu: usize) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Confines the calling thread to the first logical CPU that it may use.
///
/// # Errors
/// As [`allowed_cpus`] and [`pin_to`].
pub fn pin_to_one_cpu() -> io::Result<()> {
    pin_to(allowed_cpus()?[0])
}

/// How often the calling thread has left a CPU so far: `(voluntary, involuntary)`.
///
/// # Errors
/// Whatever reading `/proc/thread-self/status` reports: that file exists on Linux alone.
///
/// # Panics
/// If the file lacks one of the two counts.
pub fn switches() -> io::Result<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/thread-self/status")?;
    let count = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.trim().parse().ok()).expect(name)
    };
    Ok((
        count("voluntary_ctxt_switches:"),
        count("nonvoluntary_ctxt_switches:"),
    ))
}

/// Prints the instructions that `rustc` makes of a library, optimized to be short.
///
/// # Errors
/// If `rustc` cannot be run or refuses the source.
pub fn print_assembly(source: &str) -> io::Result<()> {
    // rustc leaves something where it works until it has ended, under a name that another would use as well.
    let place = std::env::temp_dir().join(format!("assembly-{}", std::process::id()));
    std::fs::create_dir_all(&place)?;
    let assembly = assembly(source, &place);
    std::fs::remove_dir_all(&place)?;

    for line in assembly?.lines() {
        // What begins with a tab is an instruction or, with a dot after it, a word to the assembler.
        match line.strip_prefix('\t') {
            Some(code) if !code.starts_with('.') => match code.split_once('\t') {
                Some((operation, operands)) => {
                    println!(
                        "    {operation:7} {}",
                        operands.trim_start().replace('\t', " ")
                    );
                }
                None => println!("    {code}"),
            },
            None if line.ends_with(':') && !line.contains("func_end") => println!("{line}"),
            _ => {}
        }
    }
    Ok(())
}

fn assembly(source: &str, place: &Path) -> io::Result<String> {
    let mut rustc = Command::new("rustc")
        .current_dir(place)
        .args(["-", "--edition=2024", "--crate-type=lib", "-Copt-level=s"])
        .args(["--emit=asm", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = rustc.stdin.take().expect("asked for above");
    stdin.write_all(source.as_bytes())?;
    drop(stdin); // the end of the source
    let assembly = rustc.wait_with_output()?;
    if !assembly.status.success() {
        return Err(io::Error::other("rustc refuses the source"));
    }
    String::from_utf8(assembly.stdout).map_err(io::Error::other)
}
