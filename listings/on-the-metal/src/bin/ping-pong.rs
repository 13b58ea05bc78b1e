use on_the_metal::{allowed_cpus, pin_to};
use std::io::{Read, Write, pipe};
use std::thread;
use std::time::Instant;

const ROUNDS: u32 = 2_000;

/// Microseconds for a byte to go out through one pipe and to come back through another.
fn round_trip(partner: Option<usize>) -> std::io::Result<f64> {
    let (mut there_out, mut there_in) = pipe()?;
    let (mut back_out, mut back_in) = pipe()?;
    let mut answer = move || {
        let mut token = [0];
        there_out.read_exact(&mut token).unwrap();
        back_in.write_all(&token).unwrap();
    };
    let mut ask = |answer: &mut dyn FnMut()| {
        let mut token = [0];
        there_in.write_all(&token).unwrap();
        answer();
        back_out.read_exact(&mut token).unwrap();
    };

    let begin = Instant::now();
    match partner {
        None => (0..ROUNDS).for_each(|_| ask(&mut answer)),
        Some(cpu) => thread::scope(|s| {
            s.spawn(move || {
                pin_to(cpu).unwrap();
                (0..ROUNDS).for_each(|_| answer());
            });
            (0..ROUNDS).for_each(|_| ask(&mut || {}));
        }),
    }
    Ok(begin.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS))
}

fn main() -> std::io::Result<()> {
    let cpus = allowed_cpus()?;
    pin_to(cpus[0])?;
    // The least of ten: whatever disturbs a measurement makes it longer.
    let least = |partner| {
        let trips = (0..10).map(|_| round_trip(partner).unwrap());
        trips.fold(f64::INFINITY, f64::min)
    };
    let alone = least(None);
    let one_cpu = least(Some(cpus[0]));
    let two_cpus = least(Some(cpus[cpus.len() - 1]));
    let switch = (one_cpu - alone) / 2.0;
    println!("one thread, talking to itself:  {alone:.2} µs");
    println!("two threads on one CPU:         {one_cpu:.2} µs");
    println!("two threads on two CPUs:        {two_cpus:.2} µs");
    println!("one switch, by subtraction:     {switch:.2} µs");
    Ok(())
}
