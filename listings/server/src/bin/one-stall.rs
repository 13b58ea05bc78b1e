use server::load::{self, exceeded_by_one_in};
use server::{answer, serve};
use std::io;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

/// Held by whoever stops the world.
static WORLD: Mutex<()> = Mutex::new(());

fn handler(request: &str) -> String {
    let _world = WORLD.lock().unwrap();
    answer(request)
}

fn stall() {
    thread::sleep(Duration::from_millis(150));
    let _world = WORLD.lock().unwrap();
    thread::sleep(Duration::from_millis(100));
}

fn main() -> io::Result<()> {
    let server = serve::threads(handler, 8)?;
    let pace = Duration::from_millis(1);

    thread::spawn(stall);
    let closed = load::closed(server.address, 1, 400, pace)?;
    thread::spawn(stall);
    let open = load::open(server.address, 1, 400, pace)?;

    let corrected = closed.clone_correct(pace.as_nanos() as u64);

    for one_in in [2, 5, 10, 20, 50, 100, 200] {
        let [closed, corrected, open] =
            [&closed, &corrected, &open].map(|h| exceeded_by_one_in(h, one_in) / 1000.0);
        println!("1 in {one_in}: closed {closed:.3} corrected {corrected:.3} open {open:.3}");
    }
    Ok(())
}
