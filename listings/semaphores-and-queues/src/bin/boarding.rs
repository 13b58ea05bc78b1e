use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Line {
    /// Priority, then who came first. The heap yields the greatest.
    waiting: BinaryHeap<(u32, Reverse<u32>, &'static str)>,
    came: u32,
    closed: bool,
    boarded: Vec<&'static str>,
}

#[derive(Default)]
struct Gate {
    line: Mutex<Line>,
    changed: Condvar,
}

impl Gate {
    fn line_up(&self, passengers: &[(u32, &'static str)]) {
        let mut line = self.line.lock().unwrap();
        for &(priority, name) in passengers {
            let came = line.came;
            line.came += 1;
            line.waiting.push((priority, Reverse(came), name));
        }
        self.changed.notify_all();
    }

    fn close(&self) {
        self.line.lock().unwrap().closed = true;
        self.changed.notify_all();
    }

    /// Lets the next one through; false when nobody waits and nobody will come.
    fn board_one(&self) -> bool {
        let line = self.line.lock().unwrap();
        let mut line = self
            .changed
            .wait_while(line, |line| line.waiting.is_empty() && !line.closed)
            .unwrap();
        match line.waiting.pop() {
            Some((_, _, name)) => line.boarded.push(name),
            None => return false,
        }
        true
    }
}

fn main() {
    let gate = Gate::default();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| while gate.board_one() {});
        }
        gate.line_up(&[
            (0, "Ann"),
            (0, "Bob"),
            (2, "Cy, with a child"),
            (1, "Dee"),
            (2, "Eli"),
        ]);
        gate.close();
    });
    for name in &gate.line.lock().unwrap().boarded {
        println!("{name}");
    }
}
