//! `exempt.toml` names the blocks that skeptic or rustdoc does not run, all of them and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;

use book::blocks::{self, Exemptions, Reason};
use book::contract::Catalogue;
use every_interleaving::root;

#[test]
fn exactly_the_blocks_that_cannot_be_run_are_exempt() {
    let exemptions = Exemptions::load(root()).unwrap();
    let catalogue = Catalogue::load(root()).0;
    let mut right: BTreeMap<Reason, BTreeSet<String>> = BTreeMap::new();
    for block in blocks::all(root()).unwrap() {
        let listed = exemptions
            .of(Reason::Edition2024)
            .contains(block.name.as_str());
        let reason = match block.exempt(&catalogue) {
            Some(Reason::Refused) => Some(Reason::Refused),
            // skeptic compiles even what it does not run. The compiler is asked about those that are listed, or all.
            other if (listed || is_update()) && !compiles_under_2021(&block.program()) => {
                Some(Reason::Edition2024).or(other)
            }
            other => other,
        };
        if let Some(reason) = reason {
            right.entry(reason).or_default().insert(block.name);
        }
    }
    if is_update() {
        std::fs::write(root().join(Exemptions::FILE), exemptions.with(&right)).unwrap();
        return;
    }
    let mut wrong = Vec::new();
    for reason in Reason::ALL {
        let right = right.remove(&reason).unwrap_or_default();
        let listed = exemptions.of(reason);
        let stale = listed.iter().filter(|name| !right.contains(**name));
        wrong.extend(stale.map(|name| {
            format!("delete `{name}` from [{reason}]: no such block, or not for this reason")
        }));
        let missing = right.iter().filter(|name| !listed.contains(name.as_str()));
        wrong.extend(missing.map(|name| format!("add `{name}` to [{reason}]")));
    }
    assert!(
        wrong.is_empty(),
        "{} is out of date\n{}\n",
        Exemptions::FILE,
        wrong.join("\n")
    );
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_EXEMPT").is_some()
}

/// Asks rustc in the way skeptic does.
fn compiles_under_2021(program: &str) -> bool {
    let root = root().to_str().unwrap();
    catch_unwind(|| {
        skeptic::rt::compile_test(root, env!("OUT_DIR"), env!("TARGET_TRIPLE"), program)
    })
    .is_ok()
}

#[test]
fn skeptic_knows_every_crate_that_a_listing_uses() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let table = manifest["dev-dependencies"].as_table().unwrap();
    let known: BTreeSet<String> = table.keys().map(|name| name.replace('-', "_")).collect();
    let mut missing = BTreeSet::new();
    for chapter in Catalogue::load(root()).0.chapters {
        let used = blocks::extern_crates(root(), &chapter.name).unwrap();
        missing.extend(
            used.difference(&known)
                .map(|name| format!("{name}, for {}", chapter.name)),
        );
    }
    assert!(
        missing.is_empty(),
        "add to [dev-dependencies] in Cargo.toml: {missing:#?}"
    );
}
