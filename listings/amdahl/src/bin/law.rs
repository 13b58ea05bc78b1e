/// How many times as fast a job gets when all of it
/// but the serial share (0 to 1) is spread over so many processors.
fn speed_up(serial: f64, processors: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / processors)
}

fn main() {
    for (machine, serial, processors) in [
        ("4 processors for 40 % of the time", 0.6, 4.0),
        ("2 processors for 80 % of the time", 0.2, 2.0),
        ("any number for 40 % of the time", 0.6, f64::INFINITY),
    ] {
        println!("{machine}: {:.2}", speed_up(serial, processors));
    }
}
