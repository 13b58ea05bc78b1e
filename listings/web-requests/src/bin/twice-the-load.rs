use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_millis(60); // then the client is gone

/// A server with two workers and room for so many requests in its queue, at twice the load that it can bear.
fn serve(room: usize) -> [u32; 3] {
    let (requests, queue) = sync_channel::<Instant>(room);
    let (queue, in_time, too_late) = (Mutex::new(queue), Mutex::new(0), Mutex::new(0));
    let mut refused = 0;
    thread::scope(|s| {
        for _worker in 0..2 {
            s.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(asked_at) = next else { return };
                    thread::sleep(Duration::from_millis(10)); // the work
                    let answered = if asked_at.elapsed() < PATIENCE {
                        &in_time
                    } else {
                        &too_late
                    };
                    *answered.lock().unwrap() += 1;
                }
            });
        }
        let start = Instant::now();
        for number in 0..120 {
            let due = start + number * Duration::from_micros(2500);
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if requests.try_send(due).is_err() {
                refused += 1; // 503, at once
            }
        }
        drop(requests);
    });
    [
        in_time.into_inner().unwrap(),
        too_late.into_inner().unwrap(),
        refused,
    ]
}

fn main() {
    for (room, name) in [(1000, "room for 1000"), (4, "room for 4")] {
        let [in_time, too_late, refused] = serve(room);
        println!("{in_time} in time, {too_late} too late, {refused} refused: {name}");
    }
}
