//! The picture that the chapter works on: the book's title on paper, lit by a lamp from the upper left.
//!
//! It is made of whole numbers, so that it is the same everywhere.

use image::{GrayImage, Luma, Rgb, RgbImage};

pub const WIDTH: u32 = 264;
pub const HEIGHT: u32 = 176;

/// Five columns and seven rows for each letter, the first row and the first column in the highest bits.
const LETTERS: [(char, [u8; 7]); 10] = [
    ('A', [0x0e, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11]),
    ('E', [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f]),
    ('G', [0x0f, 0x10, 0x10, 0x13, 0x11, 0x11, 0x0f]),
    ('I', [0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e]),
    ('L', [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1f]),
    ('N', [0x11, 0x19, 0x19, 0x15, 0x13, 0x13, 0x11]),
    ('R', [0x1e, 0x11, 0x11, 0x1e, 0x14, 0x12, 0x11]),
    ('T', [0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04]),
    ('V', [0x11, 0x11, 0x11, 0x0a, 0x0a, 0x0a, 0x04]),
    ('Y', [0x11, 0x11, 0x0a, 0x04, 0x04, 0x04, 0x04]),
];

const PAPER: [u32; 3] = [255, 246, 224];
const INK: [u32; 3] = [48, 44, 52];
const BLUE: [u32; 3] = [40, 98, 190];
const ORANGE: [u32; 3] = [226, 120, 30];

/// Whether `(x, y)` is inked when `text` is written with its upper left corner at `(left, top)`, three pixels to a dot.
fn written(text: &str, (left, top): (u32, u32), (x, y): (u32, u32)) -> bool {
    if x < left || y < top || y >= top + 21 {
        return false;
    }
    let (column, row) = ((x - left) / 3, (y - top) / 3);
    let Some(letter) = text.chars().nth((column / 6) as usize) else {
        return false;
    };
    let dots = LETTERS.iter().find(|(name, _)| *name == letter);
    column % 6 < 5 && dots.is_some_and(|(_, rows)| rows[row as usize] >> (4 - column % 6) & 1 == 1)
}

/// The height of a thread at `x`: up and down between two lines.
fn thread(x: u32) -> u32 {
    let phase = x % 88;
    112 + phase.min(88 - phase)
}

/// What is painted at `(x, y)`, before light falls on it.
fn paint(x: u32, y: u32) -> [u32; 3] {
    if written("EVERY", (24, 18), (x, y)) || written("INTERLEAVING", (24, 52), (x, y)) {
        return INK;
    }
    let on = |height: u32| y.abs_diff(height) < 4;
    let (blue, orange) = (on(thread(x)), on(thread(x + 44)));
    let blue_is_above = (x / 44).is_multiple_of(2);
    match (blue, orange) {
        (true, true) if blue_is_above => BLUE,
        (_, true) => ORANGE,
        (true, _) => BLUE,
        _ => PAPER,
    }
}

/// How much of the light arrives at `(x, y)`, of 256.
fn light(x: u32, y: u32) -> u32 {
    let (x, y) = (x.abs_diff(30), y.abs_diff(20));
    256 - (x * x + y * y) * 200 / (WIDTH * WIDTH + HEIGHT * HEIGHT).min(90_000)
}

/// The picture in color.
pub fn page() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(paint(x, y).map(|part| (part * light(x, y) / 256) as u8))
    })
}

/// A large picture of noise, for measuring.
pub fn noise(width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let mixed = (x ^ y.rotate_left(16)).wrapping_mul(0x9e37_79b9);
        Luma([(mixed >> 24) as u8])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_bright_at_the_lamp_and_dark_in_the_far_corner() {
        let page = page();
        assert!(page.get_pixel(20, 8).0.iter().all(|&part| part > 200));
        assert!(
            page.get_pixel(WIDTH - 1, HEIGHT - 1)
                .0
                .iter()
                .all(|&part| part < 120)
        );
    }

    #[test]
    fn the_first_letter_is_an_e() {
        let inked = |x, y| written("E", (0, 0), (x, y));
        let rows: Vec<String> = (0..21)
            .step_by(3)
            .map(|y| {
                (0..18)
                    .step_by(3)
                    .map(|x| if inked(x, y) { '#' } else { '.' })
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                "#####.", "#.....", "#.....", "####..", "#.....", "#.....", "#####."
            ]
        );
    }
}
