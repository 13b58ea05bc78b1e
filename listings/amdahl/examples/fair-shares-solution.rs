const WORKERS: u32 = 4;
const LIMIT: u32 = 100_000;

/// Is this number below the limit tested by this worker (0 to 3)?
fn mine(worker: u32, number: u32) -> bool {
    // Small pieces, dealt like cards: everybody gets cheap and dear, even and odd ones.
    (number / 100) % WORKERS == worker
}

/// How many divisions it takes to find out whether a number is prime.
fn divisions(number: u32) -> u32 {
    let mut divisor = 2;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return divisor - 1;
        }
        divisor += 1;
    }
    divisor - 2
}

fn main() {
    let once = (0..LIMIT).all(|n| (0..WORKERS).filter(|&w| mine(w, n)).count() == 1);
    println!("every number is tested once: {once}");

    let load = |worker| -> u32 { (0..LIMIT).filter(|&n| mine(worker, n)).map(divisions).sum() };
    let loads: Vec<u32> = (0..WORKERS).map(load).collect();
    let (heaviest, all) = (loads.iter().max().unwrap(), loads.iter().sum::<u32>());
    let speed_up = f64::from(all) / f64::from(*heaviest);
    println!("speed-up on 4 processors at least 3.9: {}", speed_up >= 3.9);
    eprintln!("divisions of each worker {loads:?}, speed-up at most {speed_up:.2}");
}
