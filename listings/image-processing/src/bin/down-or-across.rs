use std::hint::black_box;
use std::time::Instant;

const SIDE: usize = 2048;

fn timed(way: &str, filter: impl Fn(&mut [u8])) {
    let mut picture = vec![200; SIDE * SIDE];
    filter(&mut picture); // all its memory is there now
    let start = Instant::now();
    filter(black_box(&mut picture));
    let time = start.elapsed().as_secs_f64() * 1e3;
    black_box(picture);
    println!("{time:.2} ms: {way}");
}

fn main() {
    timed("row by row", |picture| {
        for y in 0..SIDE {
            for x in 0..SIDE {
                let pixel = &mut picture[y * SIDE + x];
                *pixel = if *pixel > 100 { 255 } else { 0 };
            }
        }
    });
    timed("column by column", |picture| {
        for x in 0..SIDE {
            for y in 0..SIDE {
                let pixel = &mut picture[y * SIDE + x];
                *pixel = if *pixel > 100 { 255 } else { 0 };
            }
        }
    });
}
