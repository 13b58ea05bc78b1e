use std::fs;
use std::thread;

/// One fact about logical CPU 0, from the kernel.
fn about(fact: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/sys/devices/system/cpu/cpu0/{fact}")).ok()?;
    Some(text.trim().to_owned())
}

fn cache(index: u32) -> Option<String> {
    let about = |fact| about(&format!("cache/index{index}/{fact}"));
    let (level, kind, size) = (about("level")?, about("type")?, about("size")?);
    let (line, shared) = (about("coherency_line_size")?, about("shared_cpu_list")?);
    Some(format!(
        "L{level} {kind}: {size} in lines of {line} bytes, for CPUs {shared}"
    ))
}

fn main() {
    println!("{} logical CPUs", thread::available_parallelism().unwrap());
    if let Some(siblings) = about("topology/thread_siblings_list") {
        println!("on the core of CPU 0: {siblings}");
    }
    for line in (0..).map_while(cache) {
        println!("{line}");
    }
}
