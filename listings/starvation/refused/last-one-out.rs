use std::sync::{Mutex, MutexGuard};

enum Readers {
    Nobody,
    Some {
        count: u32,
        _lock: MutexGuard<'static, ()>,
    },
}

static RESOURCE: Mutex<()> = Mutex::new(());
static READERS: Mutex<Readers> = Mutex::new(Readers::Nobody);

fn enter() {
    let mut readers = READERS.lock().unwrap();
    match &mut *readers {
        Readers::Some { count, .. } => *count += 1,
        Readers::Nobody => {
            let _lock = RESOURCE.lock().unwrap(); // the first reader locks
            *readers = Readers::Some { count: 1, _lock };
        }
    }
}

fn leave() {
    let mut readers = READERS.lock().unwrap();
    if let Readers::Some { count, .. } = &mut *readers {
        *count -= 1;
        if *count == 0 {
            *readers = Readers::Nobody; // and the last one unlocks
        }
    }
}

fn main() {
    enter();
    leave();
}
