use image::GrayImage;
use image_processing::filters::blur;
use image_processing::scene::noise;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

const PICTURES: usize = 10;
const DISK: Duration = Duration::from_millis(10);

/// A disk that takes its time.
fn read() -> GrayImage {
    thread::sleep(DISK);
    noise(200, 150)
}

fn write(_picture: GrayImage) {
    thread::sleep(DISK);
}

// ANCHOR: stages
fn one_after_the_other() {
    for _ in 0..PICTURES {
        write(blur(&read(), 3));
    }
}

fn in_stages() {
    let (to_blur, from_disk) = sync_channel(1);
    let (to_disk, blurred) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            for _ in 0..PICTURES {
                to_blur.send(read()).unwrap();
            }
        });
        s.spawn(move || {
            for picture in from_disk {
                to_disk.send(blur(&picture, 3)).unwrap();
            }
        });
        blurred.into_iter().for_each(write);
    });
}
// ANCHOR_END: stages

fn timed(how: &str, work: fn()) {
    let start = Instant::now();
    work();
    println!("{} ms: {how}", start.elapsed().as_millis());
}

fn main() {
    timed("one after the other", one_after_the_other);
    timed("in stages", in_stages);
}
