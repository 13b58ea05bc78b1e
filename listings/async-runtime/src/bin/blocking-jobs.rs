use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;
use tokio::runtime::Builder;

fn main() {
    let runtime = Builder::new_current_thread()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (started, has_started) = channel();
        let first = tokio::task::spawn_blocking(move || {
            started.send(()).expect("main is there");
            thread::sleep(Duration::from_millis(20));
            "done"
        });
        let second = tokio::task::spawn_blocking(|| "done");
        has_started.recv().expect("the job is there");
        first.abort();
        second.abort();
        println!("aborted while it ran: {:?}", first.await);
        let never_began = second.await.is_err_and(|error| error.is_cancelled());
        println!("aborted in the queue: cancelled {never_began}");
    });
}
