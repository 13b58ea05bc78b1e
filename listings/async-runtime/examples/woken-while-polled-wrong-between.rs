use std::mem;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

static LETTERS: Mutex<u32> = Mutex::new(0);
static READ: Mutex<u32> = Mutex::new(0);

fn read_letters() {
    let letters = mem::take(&mut *LETTERS.lock().unwrap());
    *READ.lock().unwrap() += letters;
}

struct Task {
    state: Mutex<State>,
    ready: Sender<Arc<Task>>,
}

/// A task is in the queue when it was woken and its work is here.
struct State {
    /// Gone while a worker polls it.
    work: Option<fn()>,
    woken: bool,
}

fn wake(task: &Arc<Task>) {
    let mut state = task.state.lock().unwrap();
    let was_woken = mem::replace(&mut state.woken, true);
    if !was_woken && state.work.is_some() {
        task.ready.send(Arc::clone(task)).unwrap();
    }
}

fn poll(task: &Arc<Task>) {
    let mut state = task.state.lock().unwrap();
    let work = state.work.take().expect("one worker at a time");
    drop(state);
    work();
    task.state.lock().unwrap().woken = false;
    let mut state = task.state.lock().unwrap();
    state.work = Some(work);
    if state.woken {
        task.ready.send(Arc::clone(task)).unwrap();
    }
}

fn work(queue: &Mutex<Receiver<Arc<Task>>>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(task) = next else { return };
        poll(&task);
    }
}

fn main() {
    let (ready, queue) = channel();
    let queue = Mutex::new(queue);
    let state = State {
        work: Some(read_letters),
        woken: false,
    };
    let task = Arc::new(Task {
        state: Mutex::new(state),
        ready,
    });
    thread::scope(|s| {
        s.spawn(|| work(&queue));
        s.spawn(|| work(&queue));
        for _ in 0..2 {
            *LETTERS.lock().unwrap() += 1;
            wake(&task);
        }
        drop(task);
    });
    println!("{} of two letters read", READ.lock().unwrap());
}
