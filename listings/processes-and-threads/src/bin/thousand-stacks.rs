use processes_and_threads::status_kib;
use std::thread;

const THREADS: u64 = 1_000;

fn main() -> std::io::Result<()> {
    let (addresses, memory) = (status_kib("VmSize")?, status_kib("VmRSS")?);
    for _ in 0..THREADS {
        thread::spawn(thread::park);
    }
    let addresses = (status_kib("VmSize")? - addresses) / THREADS;
    let memory = (status_kib("VmRSS")? - memory) / THREADS;
    println!("{addresses} KiB of addresses for each thread");
    println!("{memory} KiB of memory for each thread");
    Ok(())
}
