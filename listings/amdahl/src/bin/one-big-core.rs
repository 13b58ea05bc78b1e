/// A core built from the area of r small ones runs one thread so many times as fast:
/// Pollack's rule, a rule of thumb.
fn performance(r: f64) -> f64 {
    r.sqrt()
}

/// A chip of n small cores' area, divided into cores of r each.
fn all_alike(serial: f64, n: f64, r: f64) -> f64 {
    let (one, all) = (performance(r), performance(r) * n / r);
    1.0 / (serial / one + (1.0 - serial) / all)
}

/// The same area: one core of r, and small ones for the rest.
fn one_big(serial: f64, n: f64, r: f64) -> f64 {
    let (one, all) = (performance(r), performance(r) + n - r);
    1.0 / (serial / one + (1.0 - serial) / all)
}

fn main() {
    let n = 256.0;
    println!("serial  256 small  best of equal size    best with one big core");
    for serial in [0.5, 0.1, 0.025, 0.01, 0.001] {
        let best = |chip: fn(f64, f64, f64) -> f64| {
            let sizes = (1..=256).map(f64::from);
            sizes
                .map(|r| (r, chip(serial, n, r)))
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .unwrap()
        };
        let small = all_alike(serial, n, 1.0);
        let ((alike_r, alike), (big_r, big)) = (best(all_alike), best(one_big));
        println!(
            "{serial:6}  {small:9.1}  {alike:6.1} (cores of {alike_r:3})  {big:6.1} (a core of {big_r:3})"
        );
    }
}
