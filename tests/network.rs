//! What listens or connects in a listing stays on this machine: the loopback address, and a port that is free.
//!
//! That a program ends by itself, and leaves no process and no file behind, its judge sees when it runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use every_interleaving::root;
use regex::Regex;

/// What would open a program to other hosts, or send it there.
const ELSEWHERE: [&str; 6] = [
    "UNSPECIFIED",
    "INADDR_ANY",
    "in6addr_any",
    "0.0.0.0",
    "[::]",
    "create_server((\"\",",
];

/// An address of four numbers, and its port if it has one.
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::(\d+))?\b").unwrap());

/// What is wrong with the addresses in a source.
fn faults(source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line_of = |what: String| format!("line {}: {what}", number + 1);
        faults.extend(
            ELSEWHERE
                .iter()
                .filter(|word| line.contains(**word))
                .map(|word| line_of(format!("`{word}`"))),
        );
        for found in ADDRESS.captures_iter(line) {
            let port = found.get(2).map_or("0", |port| port.as_str());
            if !found[1].starts_with("127.") {
                faults.push(line_of(format!("{} is another machine", &found[1])));
            } else if port != "0" {
                faults.push(line_of(format!(
                    "port {port} may be taken; bind port 0 and ask for `local_addr`"
                )));
            }
        }
    }
    faults
}

/// Every program that runs: Rust, C and Python, and not what rustc refuses.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("refused") {
            sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|kind| ["rs", "c", "py"].iter().any(|known| kind == *known))
        {
            found.push(path);
        }
    }
}

#[test]
fn every_listing_stays_on_the_loopback() {
    let mut programs = Vec::new();
    sources(&root().join("listings"), &mut programs);
    let mut wrong = Vec::new();
    for program in &programs {
        let place = program.strip_prefix(root()).unwrap().display().to_string();
        let source = fs::read_to_string(program).unwrap();
        wrong.extend(
            faults(&source)
                .into_iter()
                .map(|fault| format!("{place}, {fault}")),
        );
    }
    assert!(
        programs.len() > 100,
        "only {} programs found",
        programs.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_machines_and_fixed_ports_are_found() {
    assert!(faults("TcpListener::bind(\"127.0.0.1:0\"); (Ipv4Addr::LOCALHOST, 0)").is_empty());
    assert_eq!(faults("bind(\"127.0.0.1:8080\")").len(), 1);
    assert_eq!(faults("connect(\"93.184.216.34:80\")").len(), 1);
    assert_eq!(
        faults("bind((Ipv4Addr::UNSPECIFIED, 0))\nbind(\"0.0.0.0:0\")").len(),
        3
    );
}
