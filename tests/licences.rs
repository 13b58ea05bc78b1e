//! Every crate that the book is built from has a licence that `deny.toml` allows, and the list allows nothing beside.

use std::collections::BTreeSet;
use std::process::Command;

use book::judge::workspace::Workspace;
use every_interleaving::root;
use spdx::{Expression, LicenseReq, ParseMode};

fn allowed() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let list = table["licenses"]["allow"].as_array().unwrap();
    list.iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_crate_has_an_allowed_licence() {
    let workspace = Workspace::load(root()).unwrap();
    let allowed = allowed();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, version, licence) in workspace.licences() {
        // Older manifests write `MIT/Apache-2.0`.
        let text = licence.unwrap_or_default();
        let Ok(expression) = Expression::parse_mode(text, ParseMode::LAX) else {
            wrong.push(format!("{name} {version}: `{text}` is no licence"));
            continue;
        };
        let is_allowed = |asked: &LicenseReq| allowed.contains(&asked.to_string());
        if !expression.evaluate(is_allowed) {
            wrong.push(format!(
                "{name} {version}: `{text}` is not fulfilled by deny.toml"
            ));
        }
        // Needed is what no alternative stands beside: without it the expression fails.
        for candidate in &allowed {
            if !expression.evaluate(|asked| is_allowed(asked) && asked.to_string() != *candidate) {
                used.insert(candidate.clone());
            }
        }
    }
    let unused = allowed.iter().filter(|name| !used.contains(*name));
    wrong.extend(unused.map(|name| format!("deny.toml: no crate needs `{name}`; delete it")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cargo_deny_agrees_where_it_is_installed() {
    let is_installed = Command::new("cargo")
        .args(["deny", "--version"])
        .output()
        .is_ok_and(|o| o.status.success());
    if is_installed {
        let output = Command::new("cargo")
            .args(["deny", "check", "licenses", "bans", "sources"])
            .current_dir(root())
            .output();
        let output = output.unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
