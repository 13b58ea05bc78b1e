use image::GrayImage;
use image_processing::filters::{blur, blur_rows};
use image_processing::scene::noise;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

const PICTURES: usize = 8;
const RADIUS: u32 = 3;

/// All threads on one picture, a band of rows for each.
fn together(picture: &GrayImage, threads: u32) -> GrayImage {
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

/// When the first picture was finished, and when the last, in milliseconds.
fn report(how: &str, mut finished: Vec<f64>) {
    finished.sort_by(f64::total_cmp);
    let (first, last) = (finished[0], finished[finished.len() - 1]);
    println!("{first:.1} ms, {last:.1} ms: {how}");
}

fn main() {
    let pictures = vec![noise(400, 300); PICTURES];
    let start = Instant::now();
    let since = || start.elapsed().as_secs_f64() * 1e3;
    let finished = pictures.iter().map(|picture| {
        blur(picture, RADIUS);
        since()
    });
    report("one thread", finished.collect());

    let start = Instant::now();
    let since = || start.elapsed().as_secs_f64() * 1e3;
    let finished = pictures.iter().map(|picture| {
        together(picture, 2);
        since()
    });
    report("two threads on each picture", finished.collect());

    let queue = Mutex::new(pictures.iter());
    let finished = Mutex::new(Vec::new());
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let next = || queue.lock().unwrap().next();
                while let Some(picture) = next() {
                    blur(picture, RADIUS);
                    let time = start.elapsed().as_secs_f64() * 1e3;
                    finished.lock().unwrap().push(time);
                }
            });
        }
    });
    report(
        "a picture for each of two threads",
        finished.into_inner().unwrap(),
    );
}
