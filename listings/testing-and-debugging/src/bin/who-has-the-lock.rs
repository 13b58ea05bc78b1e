use std::sync::Mutex;
use std::thread;
use tracing::{info, info_span};

static ACCOUNT: Mutex<u32> = Mutex::new(0);

fn deposit(amount: u32) {
    let _span = info_span!("deposit", amount).entered();
    info!("waits");
    let mut balance = ACCOUNT.lock().unwrap();
    info!("has the lock");
    *balance += amount;
}

fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stdout)
        .with_thread_names(true)
        .without_time()
        .with_level(false)
        .with_target(false)
        .with_ansi(false)
        .init();
    thread::scope(|s| {
        for (name, amount) in [("ada", 5), ("ben", 7)] {
            let thread = thread::Builder::new().name(name.into());
            thread.spawn_scoped(s, move || deposit(amount))?;
        }
        Ok(())
    })
}
