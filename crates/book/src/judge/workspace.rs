//! What Cargo knows of the book's packages, and the programs that it builds from them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// What `cargo metadata` says.
pub struct Workspace {
    /// The book's root.
    pub root: PathBuf,
    /// Where Cargo builds.
    pub target: PathBuf,
    metadata: Metadata,
}

/// What one call of `cargo build` made.
#[derive(Default)]
pub struct Built {
    programs: HashMap<Program, PathBuf>,
    errors: HashMap<Program, String>,
    /// Libraries by package id: what refused programs are compiled against.
    libraries: HashMap<String, PathBuf>,
}

/// One package of the workspace.
pub struct Member<'w> {
    /// Its name.
    pub name: &'w str,
    /// Its folder, relative to the book's root.
    pub folder: &'w Path,
    /// Whether it has a library.
    pub has_library: bool,
}

/// One program of a chapter's package.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Program {
    /// The package.
    pub chapter: String,
    /// The folder below it: `src/bin` or `examples`.
    pub kind: Kind,
    /// The name of its file, without `.rs`.
    pub name: String,
}

/// Where a program's source stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `src/bin`: a listing.
    Bin,
    /// `examples`: an exercise.
    Example,
    /// `src/lib.rs`.
    Lib,
    /// Anything else.
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
    target_directory: PathBuf,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    /// The name by which code knows it.
    name: String,
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// `dev`, `build`, or nothing for a normal one.
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Made {
        package_id: String,
        manifest_path: PathBuf,
        target: Target,
        filenames: Vec<PathBuf>,
        executable: Option<PathBuf>,
    },
    #[serde(rename = "compiler-message")]
    Said { manifest_path: PathBuf, target: Target, message: Diagnostic },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
}

impl Workspace {
    /// Asks Cargo.
    ///
    /// # Errors
    /// If Cargo cannot be run, or a manifest is wrong.
    pub fn load(root: &Path) -> Result<Workspace> {
        let output = cargo(root)
            .args(["metadata", "--format-version", "1"])
            .output()
            .context("cargo cannot be run: is Rust installed?")?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        Ok(Workspace { root: root.to_owned(), target: metadata.target_directory.clone(), metadata })
    }

    /// Builds the programs and exercises of these chapters, all that can be built.
    ///
    /// # Errors
    /// If Cargo cannot be run, or fails before it compiles anything. A program that does not compile is no error here:
    /// [`Built::program`] says so.
    pub fn build(&self, chapters: &[&str]) -> Result<Built> {
        let chapters: Vec<&&str> = chapters.iter().filter(|name| self.has_programs(name)).collect();
        if chapters.is_empty() {
            return Ok(Built::default());
        }
        let packages = chapters.iter().flat_map(|chapter| ["--package", chapter]);
        self.cargo_build(["--bins", "--examples"].into_iter().chain(packages))
    }

    /// Builds one exercise and nothing else, so that what is wrong elsewhere does not matter.
    ///
    /// # Errors
    /// As [`Workspace::build`].
    pub fn build_example(&self, chapter: &str, name: &str) -> Result<Built> {
        self.cargo_build(["--package", chapter, "--example", name].into_iter())
    }

    fn cargo_build<'a>(&self, what: impl Iterator<Item = &'a str>) -> Result<Built> {
        let mut built = Built::default();
        let output = cargo(&self.root)
            .args(["build", "--quiet", "--keep-going", "--message-format=json"])
            .args(what)
            .stdin(Stdio::null())
            .output()
            .context("cargo cannot be run: is Rust installed?")?;
        for line in output.stdout.split(|&byte| byte == b'\n') {
            // Cargo adds kinds of messages as time goes by.
            if let Ok(message) = serde_json::from_slice(line) {
                built.take(message);
            }
        }
        if !output.status.success() && built.errors.is_empty() {
            bail!("cargo build failed\n{}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(built)
    }

    fn package(&self, name: &str) -> Option<&Package> {
        self.metadata.packages.iter().find(|package| package.name == name && package.source.is_none())
    }

    fn has_programs(&self, chapter: &str) -> bool {
        let programs = |package: &Package| {
            package
                .targets
                .iter()
                .any(|target| target.kind.iter().any(|kind| matches!(kind, Kind::Bin | Kind::Example)))
        };
        self.package(chapter).is_some_and(programs)
    }

    fn dependencies(&self, package: &Package) -> impl Iterator<Item = &Dependency> {
        let node = self.metadata.resolve.nodes.iter().find(move |node| node.id == package.id);
        let is_normal = |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        node.into_iter().flat_map(|node| &node.deps).filter(is_normal)
    }

    /// The crates from a registry that a chapter depends on, with their versions.
    pub fn crates(&self, chapter: &str) -> BTreeMap<String, String> {
        let Some(package) = self.package(chapter) else { return BTreeMap::new() };
        self.dependencies(package)
            .filter_map(|dependency| self.metadata.packages.iter().find(|package| package.id == dependency.pkg))
            .filter(|package| package.source.is_some())
            .map(|package| (package.name.clone(), package.version.clone()))
            .collect()
    }

    /// What rustc has to be told about a chapter's dependencies, the chapter's own library included: `--extern` and `-L`.
    pub fn extern_arguments(&self, chapter: &str, built: &Built) -> Vec<String> {
        let Some(package) = self.package(chapter) else { return Vec::new() };
        let own = (chapter.replace('-', "_"), package.id.as_str());
        let others = self.dependencies(package).map(|dependency| (dependency.name.clone(), dependency.pkg.as_str()));
        let mut arguments = vec![format!("-Ldependency={}", self.target.join("debug/deps").display())];
        for (name, id) in std::iter::once(own).chain(others) {
            if let Some(file) = built.libraries.get(id) {
                arguments.push(format!("--extern={name}={}", file.display()));
            }
        }
        arguments
    }

    /// The libraries that a chapter's programs are linked with, and those that these need; not what only their tests use.
    pub fn libraries<'b>(&self, chapter: &str, built: &'b Built) -> Vec<&'b Path> {
        let mut found: Vec<&Package> = self.package(chapter).into_iter().collect();
        for at in 0.. {
            let Some(&user) = found.get(at) else { break };
            let needed: Vec<&str> = self.dependencies(user).map(|dependency| dependency.pkg.as_str()).collect();
            let is_new = |package: &&Package| !found.iter().any(|other| other.id == package.id);
            let needed = self.metadata.packages.iter().filter(|package| needed.contains(&package.id.as_str()));
            let more: Vec<&Package> = needed.filter(is_new).collect();
            found.extend(more);
        }
        found.iter().filter_map(|package| built.libraries.get(&package.id)).map(PathBuf::as_path).collect()
    }

    /// Every crate from a registry that the workspace is built from: name, version, and licence as its manifest has it.
    pub fn licences(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        let foreign = self.metadata.packages.iter().filter(|package| package.source.is_some());
        foreign.map(|package| (package.name.as_str(), package.version.as_str(), package.license.as_deref()))
    }

    /// The packages of the workspace.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        let own = self.metadata.packages.iter().filter(|package| package.source.is_none());
        own.map(|package| Member {
            name: &package.name,
            folder: package
                .manifest_path
                .parent()
                .and_then(|folder| folder.strip_prefix(&self.metadata.workspace_root).ok())
                .unwrap_or(Path::new("")),
            has_library: package.targets.iter().any(|target| target.kind.contains(&Kind::Lib)),
        })
    }
}

impl Built {
    fn take(&mut self, message: Message) {
        match message {
            Message::Made { package_id, manifest_path, target, filenames, executable } => {
                if let Some(executable) = executable {
                    self.programs.insert(program(&manifest_path, &target), executable);
                } else if let Some(library) = filenames.iter().find(|file| is_library(file)) {
                    self.libraries.insert(package_id, library.clone());
                }
            }
            Message::Said { manifest_path, target, message } if message.level == "error" => {
                let errors = self.errors.entry(program(&manifest_path, &target)).or_default();
                errors.push_str(message.rendered.as_deref().unwrap_or(""));
            }
            Message::Said { .. } | Message::Other => {}
        }
    }

    /// The executable of a program.
    ///
    /// # Errors
    /// What rustc says, if it does not compile.
    pub fn program(&self, program: &Program) -> Result<&Path, String> {
        if let Some(executable) = self.programs.get(program) {
            return Ok(executable);
        }
        let library = self.errors.iter().find(|(other, _)| other.chapter == program.chapter && other.kind == Kind::Lib);
        let errors = self.errors.get(program).or(library.map(|(_, errors)| errors));
        Err(errors.cloned().unwrap_or_else(|| format!("cargo built no program `{}`", program.name)))
    }
}

fn program(manifest: &Path, target: &Target) -> Program {
    let chapter = manifest.parent().and_then(Path::file_name).unwrap_or_default();
    Program {
        chapter: chapter.to_string_lossy().into_owned(),
        kind: target.kind.first().copied().unwrap_or(Kind::Other),
        name: target.name.clone(),
    }
}

/// Whether rustc can link against it; a procedural macro is a dynamic library.
fn is_library(file: &Path) -> bool {
    file.extension().is_some_and(|extension| ["rlib", "so", "dylib", "dll"].iter().any(|known| extension == *known))
}

/// Cargo itself, in this folder: the one that runs this tool, where one does.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    // What `cargo run` set for this tool is not meant for other packages.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_CRATE_NAME" {
            command.env_remove(name);
        }
    }
    command
}
