use image::GrayImage;
use image_processing::filters::{blur, blur_rows, gray};
use image_processing::scene::page;
use rayon::prelude::*;
use std::thread;

const RADIUS: u32 = 3;

// ANCHOR: bands
/// As many bands of rows as threads; each thread reads the whole picture, and writes its band.
fn by_threads(picture: &GrayImage, threads: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let rows = height.div_ceil(threads);
    let mut to = GrayImage::new(width, height);
    thread::scope(|s| {
        for (band, to) in (0..).zip(to.chunks_mut((rows * width) as usize)) {
            let first = band * rows;
            s.spawn(move || blur_rows(picture, first..(first + rows).min(height), RADIUS, to));
        }
    });
    to
}

fn by_rayon(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut to = GrayImage::new(width, height);
    to.par_chunks_mut(width as usize)
        .enumerate()
        .for_each(|(y, row)| {
            let y = y as u32;
            blur_rows(picture, y..y + 1, RADIUS, row);
        });
    to
}
// ANCHOR_END: bands

fn main() {
    let picture = gray(&page());
    let alone = blur(&picture, RADIUS);
    println!("by threads: {}", by_threads(&picture, 3) == alone);
    println!("by rayon: {}", by_rayon(&picture) == alone);
}
