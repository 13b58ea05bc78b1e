use image::GrayImage;
use image_processing::filters::blur_rows;
use image_processing::scene::noise;
use image_processing::tiles::{Tile, blur_by_tiles};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::hint::black_box;
use std::thread;
use std::time::Instant;

const RADIUS: u32 = 3;

fn by_bands(picture: &GrayImage, threads: u32) -> GrayImage {
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

/// Little work for each byte, and many bytes.
fn threshold(picture: &mut [u8], threads: usize) {
    thread::scope(|s| {
        for band in picture.chunks_mut(picture.len().div_ceil(threads)) {
            s.spawn(|| {
                band.iter_mut()
                    .for_each(|pixel| *pixel = if *pixel > 100 { 255 } else { 0 })
            });
        }
    });
}

fn by_rayon(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut to = GrayImage::new(width, height);
    let rows = to.par_chunks_mut(width as usize).zip(0..height);
    rows.for_each(|(row, y)| blur_rows(picture, y..y + 1, RADIUS, row));
    to
}

/// The better of two times, in milliseconds.
fn time<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut once = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64() * 1e3
    };
    once().min(once())
}

fn main() {
    let picture = noise(640, 480);
    let mut large = vec![150; 64 << 20];
    for workers in [1, 2, 4, 8] {
        let threshold = time(|| threshold(&mut large, workers as usize));
        let bands = time(|| by_bands(&picture, workers));
        let tiles = Tile::grid(&picture, workers, 1);
        let tiles = time(|| blur_by_tiles(&picture, &tiles, RADIUS, RADIUS));
        let pool = ThreadPoolBuilder::new().num_threads(workers as usize);
        let rayon = pool.build().unwrap();
        let rayon = time(|| rayon.install(|| by_rayon(&picture)));
        println!("{workers} {threshold:.1} {bands:.1} {tiles:.1} {rayon:.1}");
    }
}
