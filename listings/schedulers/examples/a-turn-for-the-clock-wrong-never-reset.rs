use std::collections::VecDeque;

const PING: usize = 0;
const PONG: usize = 1;
const CLOCK: usize = 2;

#[derive(Default)]
struct Scheduler {
    /// Who was woken last: it has the next turn.
    slot: Option<usize>,
    ready: VecDeque<usize>,
    /// How many turns in a row have come out of the slot.
    in_a_row: u32,
}

impl Scheduler {
    fn next(&mut self) -> Option<usize> {
        if self.in_a_row < 3
            && let Some(task) = self.slot.take()
        {
            self.in_a_row += 1;
            return Some(task);
        }
        self.ready.extend(self.slot.take());
        self.ready.pop_front()
    }

    fn wake(&mut self, task: usize) {
        if let Some(earlier) = self.slot.replace(task) {
            self.ready.push_back(earlier);
        }
    }
}

fn main() {
    let mut scheduler = Scheduler::default();
    scheduler.ready.extend([PING, CLOCK]);
    for _turn in 0..10 {
        match scheduler.next().unwrap() {
            PING => {
                println!("ping");
                scheduler.wake(PONG);
            }
            PONG => {
                println!("pong");
                scheduler.wake(PING);
            }
            _ => {
                println!("clock");
                scheduler.ready.push_back(CLOCK);
            }
        }
    }
}
