use schedulers::green::{Green, pause};
use std::hint::black_box;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Instant;
use tokio::runtime::Builder;
use tokio::task::yield_now;

const TURNS: u32 = 20_000;

fn timed(how: &str, turns: impl FnOnce()) {
    let start = Instant::now();
    turns();
    let nanos = start.elapsed().as_secs_f64() * 1e9 / f64::from(TURNS);
    println!("{nanos:.1} ns: {how}");
}

fn main() {
    timed("a generator", || {
        let mut tasks: [Box<dyn Iterator<Item = u32>>; 2] =
            black_box([Box::new(0..TURNS / 2), Box::new(0..TURNS / 2)]);
        while tasks.iter_mut().all(|task| task.next().is_some()) {}
    });
    timed("a user-level thread", || {
        let mut tasks = [(); 2].map(|()| Green::new(|| (0..TURNS / 2).for_each(|_| pause())));
        while tasks.iter_mut().all(Green::resume) {}
    });
    timed("a task of tokio", || {
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let tasks = [(); 2].map(|()| {
                tokio::spawn(async {
                    for _ in 0..TURNS / 2 {
                        yield_now().await;
                    }
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
    timed("a thread of the kernel", || {
        let (to, from) = sync_channel(0);
        let (back, again) = sync_channel(0);
        thread::scope(|s| {
            s.spawn(move || from.iter().for_each(|turn: u32| back.send(turn).unwrap()));
            for turn in 0..TURNS / 2 {
                to.send(turn).unwrap();
                again.recv().unwrap();
            }
            drop(to);
        });
    });
}
