use std::hint::black_box;
use std::iter;
use std::thread;
use std::time::Instant;

/// More than most caches hold.
const PIXELS: usize = 64 * 1024 * 1024;

// ANCHOR: kernel
/// An addition and an exclusive or, `ROUNDS` times: one operation in a round for each byte that is read or written.
fn filter<const ROUNDS: usize>(picture: &mut [u8]) {
    for pixel in picture {
        let old = *pixel;
        let mut new = old;
        for round in 0..ROUNDS {
            new ^= old.wrapping_add((round as u8).wrapping_mul(37) ^ 11);
        }
        *pixel = new;
    }
}
// ANCHOR_END: kernel

/// Thousand million operations per second, with so many threads: the best of five.
fn rate<const ROUNDS: usize>(picture: &mut [u8], threads: usize) -> f64 {
    let once = || {
        let start = Instant::now();
        thread::scope(|s| {
            for band in picture.chunks_mut(PIXELS / threads) {
                s.spawn(|| filter::<ROUNDS>(black_box(band)));
            }
        });
        (2 * ROUNDS * PIXELS) as f64 / start.elapsed().as_secs_f64() / 1e9
    };
    iter::repeat_with(once).take(5).fold(0.0, f64::max)
}

fn measure<const ROUNDS: usize>(picture: &mut [u8]) {
    let one = rate::<ROUNDS>(picture, 1);
    let two = rate::<ROUNDS>(picture, 2);
    println!("{ROUNDS} {one:.2} {two:.2}");
}

fn main() {
    let mut picture = vec![7; PIXELS];
    measure::<1>(&mut picture);
    measure::<2>(&mut picture);
    measure::<4>(&mut picture);
    measure::<8>(&mut picture);
    measure::<16>(&mut picture);
    measure::<32>(&mut picture);
}
