use processes_and_threads::status_kib;
use std::thread;

const THREADS: u64 = 1_000;

fn main() -> std::io::Result<()> {
    let before = (status_kib("VmSize")?, status_kib("VmRSS")?);
    for _ in 0..THREADS {
        thread::spawn(thread::park);
    }
    let after = (status_kib("VmSize")?, status_kib("VmRSS")?);
    println!(
        "{} KiB of addresses for each thread",
        (after.0 - before.0) / THREADS
    );
    println!(
        "{} KiB of memory for each thread",
        (after.1 - before.1) / THREADS
    );
    Ok(())
}
