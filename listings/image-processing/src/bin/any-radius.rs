use image::{GrayImage, Luma};
use image_processing::filters::{Integral, mean};
use image_processing::scene::noise;
use std::hint::black_box;
use std::time::Instant;

// ANCHOR: mean
/// The mean of the square around a pixel that is not too near the border, from the table.
fn by_table(table: &Integral, x: u32, y: u32, radius: u32) -> u8 {
    let sum = table.sum(x - radius..x + radius + 1, y - radius..y + radius + 1);
    let area = (2 * radius + 1).pow(2);
    ((sum + area / 2) / area) as u8
}
// ANCHOR_END: mean

const BORDER: u32 = 16;

/// All but the border, by a function from places to pixels; and how many milliseconds that took.
fn timed(filter: impl Fn(u32, u32) -> u8) -> (GrayImage, f64) {
    let start = Instant::now();
    let blurred = GrayImage::from_fn(200, 150, |x, y| Luma([filter(x + BORDER, y + BORDER)]));
    (black_box(blurred), start.elapsed().as_secs_f64() * 1e3)
}

fn main() {
    let picture = noise(200 + 2 * BORDER, 150 + 2 * BORDER);
    for radius in [1, 2, 4, 8, 16] {
        let (added, adding) = timed(|x, y| mean(&picture, x, y, radius));
        let start = Instant::now();
        let table = Integral::of(&picture);
        let building = start.elapsed().as_secs_f64() * 1e3;
        let (looked_up, looking_up) = timed(|x, y| by_table(&table, x, y, radius));
        assert_eq!(added, looked_up);
        println!("{radius} {adding:.2} {:.2}", building + looking_up);
    }
}
