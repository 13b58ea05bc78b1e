use false_sharing::{Approximate, at_once};

const EACH: u32 = 100_000;

fn main() {
    for threshold in [1, 2, 4, 8, 16, 64, 256, 1024] {
        let counter = Approximate::new(2, threshold);
        let time = at_once(&mut [(), ()], |()| {
            for _ in 0..EACH {
                counter.add_one();
            }
        });
        let step = time / f64::from(EACH);
        let behind = 2 * (threshold - 1);
        println!("threshold {threshold:4}: {step:5.2} ns, at most {behind} behind");
    }
}
