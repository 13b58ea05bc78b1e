/// Amdahl's law read backwards: which serial share (0 to 1)
/// explains this speed-up on so many processors?
fn serial_share(speed_up: f64, processors: f64) -> f64 {
    1.0 - speed_up / processors
}

fn main() {
    /// How long a program takes on so many processors, in units of its time on one.
    type Time = fn(f64) -> f64;
    let programs: [(&str, Time); 2] = [
        ("a serial part", |n| 0.1 + 0.9 / n),
        ("talk, no serial part", |n| 1.0 / n + 0.004 * (n - 1.0)),
    ];
    for (name, time) in programs {
        let sizes = [2.0, 4.0, 8.0, 16.0];
        let shares = sizes.map(|n| serial_share(time(1.0) / time(n), n));
        println!("{name}: {shares:.3?}");
    }
}
