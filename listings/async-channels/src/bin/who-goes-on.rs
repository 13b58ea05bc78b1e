use std::time::Duration;

use tokio::sync::mpsc::{self, Sender};
use tokio::sync::watch::{self, Receiver};
use tokio::task::{JoinSet, yield_now};
use tokio::time::timeout;

/// Waits until the gate is open, and reports.
async fn job(name: &'static str, mut gate: Receiver<bool>, report: Sender<&str>) {
    gate.wait_for(|open| *open)
        .await
        .expect("the gate is there");
    report.send(name).await.expect("somebody listens");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (open, gate) = watch::channel(false);
    let (report, mut reports) = mpsc::channel(4);
    let begin = |name| job(name, gate.clone(), report.clone());

    let _ = timeout(Duration::from_millis(1), begin("awaited, with a time-out")).await;

    let ticket = tokio::spawn(begin("spawned, handle dropped"));
    let aborted = tokio::spawn(begin("spawned, aborted"));
    let mut set = JoinSet::new();
    set.spawn(begin("spawned in a JoinSet, dropped"));
    yield_now().await; // all of them wait at the gate
    drop(ticket);
    aborted.abort();
    drop(set);

    open.send(true).expect("somebody waits at the gate");
    drop(report);
    while let Some(name) = reports.recv().await {
        println!("goes on: {name}");
    }
}
