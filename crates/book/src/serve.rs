//! `cargo book serve`: the book on this machine, rebuilt and shown again whenever a source changes.
//!
//! A built book is kept in memory. When the sources are broken, the terminal says how, and readers keep the last good one.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use tiny_http::{Header, Request, Response, Server, StatusCode};
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::Role;
use tungstenite::{Message, WebSocket};

use crate::build::{self, Destination};

/// The path at which mdBook's pages listen for a change.
const RELOAD: &str = "__livereload";
/// Editors write a file in several steps; a build waits until they are quiet for so long.
const QUIET: Duration = Duration::from_millis(150);
/// What is watched, below the book's root.
const WATCHED: &[&str] = &["src", "listings", "theme", "book.toml"];

/// Where to serve.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The port; if it is taken, any free one
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Open the book in a browser
    #[arg(long)]
    pub open: bool,
}

/// A file of the built book.
struct File {
    content: Vec<u8>,
    kind: &'static str,
}

/// What the server's threads share.
#[derive(Default)]
struct Shared {
    files: RwLock<HashMap<String, File>>,
    pages: Mutex<Vec<WebSocket<Box<dyn ReadWrite>>>>,
}

/// A connection to a page that waits for news.
trait ReadWrite: Read + Write + Send {}
impl<T: Read + Write + Send> ReadWrite for T {}

/// Serves the book on the loopback interface until it is stopped.
///
/// # Errors
/// If no port can be had, the sources cannot be watched, or the first build fails for another reason than wrong sources.
pub fn serve(root: &Path, options: &Options) -> Result<()> {
    let shared = Arc::new(Shared::default());
    // Watching begins before the first build, so that no change falls between the two.
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(sender).context("the sources cannot be watched")?;
    for path in WATCHED.iter().map(|path| root.join(path)).filter(|path| path.exists()) {
        watcher
            .watch(&path, RecursiveMode::Recursive)
            .with_context(|| format!("{} cannot be watched", path.display()))?;
    }
    rebuild(root, &shared, true);
    let (server, port) = listen(options.port)?;
    let url = format!("http://127.0.0.1:{port}/");
    if port != options.port && options.port != 0 {
        println!("Port {} is taken.", options.port);
    }
    println!("The book is at {url} (Ctrl-C stops)");
    if options.open
        && let Err(error) = opener::open_browser(&url)
    {
        eprintln!("No browser could be opened: {error}");
    }
    let server = Arc::new(server);
    for _ in 0..4 {
        let (server, shared) = (server.clone(), shared.clone());
        std::thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A reader who hangs up early is no concern of ours.
                let _ = answer(request, &shared);
            }
        });
    }
    watch(&changes, || {
        rebuild(root, &shared, false);
    });
    Ok(())
}

/// The port asked for, or else any free one; on the loopback interface only.
fn listen(port: u16) -> Result<(Server, u16)> {
    let server = Server::http(("127.0.0.1", port))
        .or_else(|_| Server::http(("127.0.0.1", 0)))
        .map_err(|error| anyhow!("no port can be had: {error}"))?;
    let port = server.server_addr().to_ip().context("a server on an address without a port")?.port();
    Ok((server, port))
}

/// Calls `changed` after each burst of changes, until the watcher is gone.
fn watch(changes: &Receiver<notify::Result<Event>>, mut changed: impl FnMut()) {
    let matters = |event: &notify::Result<Event>| match event {
        Ok(event) => !matches!(event.kind, EventKind::Access(_)),
        Err(_) => true,
    };
    while let Ok(event) = changes.recv() {
        if matters(&event) {
            while changes.recv_timeout(QUIET).is_ok() {}
            changed();
        }
    }
}

/// Builds the book into memory. Broken sources are reported; unless it is the first build, the book in memory stays then.
fn rebuild(root: &Path, shared: &Shared, first: bool) {
    let begin = Instant::now();
    match load(root, first) {
        Ok((files, problems)) => {
            *shared.files.write().expect("no writer panics") = files;
            for mut page in shared.pages.lock().expect("no holder panics").drain(..) {
                let _ = page.send(Message::text("reload"));
            }
            if let Some(problems) = problems {
                eprintln!("{problems}\nThe pages have gaps at these places.");
            } else if !first {
                println!("Built in {:.1} s", begin.elapsed().as_secs_f64());
            }
        }
        Err(error) => eprintln!("{error:#}\nThe pages stay as they were."),
    }
}

type Loaded = (HashMap<String, File>, Option<anyhow::Error>);

fn load(root: &Path, keep_going: bool) -> Result<Loaded> {
    let folder = tempfile::tempdir().context("no folder for the pages")?;
    let destination = Destination { folder: Some(folder.path().to_owned()), live_reload: Some(RELOAD.to_owned()) };
    let problems = match build::build_into(root, keep_going, &destination) {
        Err(problems) if keep_going && problems.is::<crate::problem::Problems>() => Some(problems),
        built => {
            built?;
            None
        }
    };
    let mut files = HashMap::new();
    read(folder.path(), folder.path(), &mut files)?;
    Ok((files, problems))
}

/// Reads all files below `folder`, by their paths as a browser asks for them.
fn read(root: &Path, folder: &Path, files: &mut HashMap<String, File>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.insert(name, File { content: std::fs::read(&path)?, kind: media_type(&path) });
        }
    }
    Ok(())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are well formed")
}

fn answer(request: Request, shared: &Shared) -> std::io::Result<()> {
    let path = request.url().split(['?', '#']).next().unwrap_or("").trim_start_matches('/').to_owned();
    if path == RELOAD {
        return subscribe(request, shared);
    }
    let name = if path.is_empty() { "index.html".to_owned() } else { path };
    let files = shared.files.read().expect("no writer panics");
    let (status, file) = match files.get(&name) {
        Some(file) => (200, Some(file)),
        None => (404, files.get("404.html")),
    };
    let (content, kind) = file.map_or((b"not found".to_vec(), "text/plain"), |file| (file.content.clone(), file.kind));
    drop(files);
    request.respond(
        Response::from_data(content)
            .with_status_code(status)
            .with_header(header("Content-Type", kind))
            .with_header(header("Cache-Control", "no-store")),
    )
}

/// Turns the connection of a page into one that hears of the next build.
fn subscribe(request: Request, shared: &Shared) -> std::io::Result<()> {
    let key = request.headers().iter().find(|header| header.field.equiv("Sec-WebSocket-Key"));
    let Some(key) = key.map(|header| header.value.as_str().to_owned()) else {
        return request.respond(Response::new_empty(StatusCode(400)));
    };
    let accept = header("Sec-WebSocket-Accept", &derive_accept_key(key.as_bytes()));
    let response = Response::new_empty(StatusCode(101)).with_header(accept);
    let stream: Box<dyn ReadWrite> = Box::new(request.upgrade("websocket", response));
    let page = WebSocket::from_raw_socket(stream, Role::Server, None);
    shared.pages.lock().expect("no holder panics").push(page);
    Ok(())
}
