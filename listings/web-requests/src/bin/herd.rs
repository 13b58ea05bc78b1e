use rand::RngExt;

const CLIENTS: u32 = 100;
const BACK_AGAIN: u32 = 50; // until then the server refuses everybody
const PER_TICK: u32 = 5; // and then it serves so many in each tick

/// Who comes when, if every client tries at tick 0 and, refused, waits for as long as it is told.
fn served(mut wait: impl FnMut(u32) -> u32) -> Vec<(u32, u32)> {
    let mut clients: Vec<(u32, u32)> = vec![(0, 0); CLIENTS as usize]; // next try, tries so far
    let (mut served, mut tries) = (0, 0);
    let mut ticks = Vec::new();
    for now in 0..400 {
        let mut room = if now < BACK_AGAIN { 0 } else { PER_TICK };
        clients.retain_mut(|(next, tried)| {
            if *next > now {
                return true;
            }
            tries += 1;
            *tried += 1;
            *next = now + 1 + wait(*tried);
            let refused = room == 0;
            room = room.saturating_sub(1);
            served += u32::from(!refused);
            refused
        });
        ticks.push((served, tries));
    }
    ticks
}

fn main() {
    let mut rng = rand::rng();
    let doubled = |tries: u32| (1 << tries).min(64);
    let at_once = served(|_| 0);
    let back_off = served(doubled);
    let jitter = served(|tries| rng.random_range(0..=doubled(tries)));
    for tick in (24..400).step_by(25) {
        let ((a, at), (b, bt), (c, ct)) = (at_once[tick], back_off[tick], jitter[tick]);
        println!(
            "tick {}: served {a} {b} {c}, tries {at} {bt} {ct}",
            tick + 1
        );
    }
}
