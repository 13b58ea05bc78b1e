use std::thread;

fn darken(picture: &mut [u8], rows: std::ops::Range<usize>) {
    for row in rows {
        for pixel in &mut picture[4 * row..][..4] {
            *pixel /= 2;
        }
    }
}

fn main() {
    let mut picture = vec![200; 4 * 4];
    thread::scope(|s| {
        s.spawn(|| darken(&mut picture, 0..2));
        s.spawn(|| darken(&mut picture, 2..4));
    });
}
