//! Filters: each makes a new picture of one that it only reads.

use image::{GrayImage, Luma, RgbImage};
use std::ops::Range;

// ANCHOR: luma
/// How bright a color looks, by the weights of Rec. 601.
pub fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    ((sum + 500) / 1000) as u8
}
// ANCHOR_END: luma

pub fn gray(picture: &RgbImage) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue] = picture.get_pixel(x, y).0;
        Luma([luma(red, green, blue)])
    })
}

/// Black up to `limit`, white above it.
pub fn threshold(picture: &GrayImage, limit: u8) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([if picture.get_pixel(x, y)[0] > limit {
            255
        } else {
            0
        }])
    })
}

/// The mean of the square around `(x, y)`. Beyond the border, the nearest pixel of the picture counts.
pub fn mean(picture: &GrayImage, x: u32, y: u32, radius: u32) -> u8 {
    let inside = |place: u32, size: u32| place.saturating_sub(radius).min(size - 1);
    let mut sum = 0;
    for dy in 0..=2 * radius {
        for dx in 0..=2 * radius {
            let x = inside(x + dx, picture.width());
            let y = inside(y + dy, picture.height());
            sum += u32::from(picture.get_pixel(x, y)[0]);
        }
    }
    let area = (2 * radius + 1).pow(2);
    ((sum + area / 2) / area) as u8
}

pub fn blur(picture: &GrayImage, radius: u32) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([mean(picture, x, y, radius)])
    })
}

/// Blurs some rows of the picture into `to`, which has room for just these.
///
/// # Panics
///
/// If `to` is of another size.
pub fn blur_rows(picture: &GrayImage, rows: Range<u32>, radius: u32, to: &mut [u8]) {
    let width = picture.width();
    assert_eq!(to.len(), rows.len() * width as usize);
    for (y, row) in rows.zip(to.chunks_exact_mut(width as usize)) {
        for (x, pixel) in (0..width).zip(row) {
            *pixel = mean(picture, x, y, radius);
        }
    }
}

/// For each corner between pixels, the sum of all pixels above it and to the left: one row and one column more than
/// the picture has pixels.
pub struct Integral {
    width: usize,
    sums: Vec<u32>,
}

impl Integral {
    pub fn of(picture: &GrayImage) -> Self {
        let width = picture.width() as usize + 1;
        let mut sums = vec![0; width * (picture.height() as usize + 1)];
        for (x, y, pixel) in picture.enumerate_pixels() {
            let here = (y as usize + 1) * width + x as usize + 1;
            sums[here] =
                u32::from(pixel[0]) + sums[here - 1] + sums[here - width] - sums[here - width - 1];
        }
        Integral { width, sums }
    }

    /// The sum of the pixels in a rectangle, from four corners.
    pub fn sum(&self, x: Range<u32>, y: Range<u32>) -> u32 {
        let at = |x: u32, y: u32| self.sums[y as usize * self.width + x as usize];
        at(x.end, y.end) + at(x.start, y.start) - at(x.start, y.end) - at(x.end, y.start)
    }
}

/// Black where a pixel is darker than the mean of its neighborhood by more than one part in eight.
pub fn adaptive(picture: &GrayImage, radius: u32) -> GrayImage {
    let integral = Integral::of(picture);
    let (width, height) = picture.dimensions();
    GrayImage::from_fn(width, height, |x, y| {
        let columns = x.saturating_sub(radius)..(x + radius + 1).min(width);
        let rows = y.saturating_sub(radius)..(y + radius + 1).min(height);
        let area = (columns.len() * rows.len()) as u32;
        let sum = integral.sum(columns, rows);
        let dark = u32::from(picture.get_pixel(x, y)[0]) * area * 8 < sum * 7;
        Luma([if dark { 0 } else { 255 }])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::noise;

    #[test]
    fn weights_of_rec_601() {
        assert_eq!(luma(255, 255, 255), 255);
        assert_eq!(
            [luma(255, 0, 0), luma(0, 255, 0), luma(0, 0, 255)],
            [76, 150, 29]
        );
    }

    #[test]
    fn a_blur_of_a_point_is_a_square() {
        let mut point = GrayImage::new(5, 5);
        point.put_pixel(2, 2, Luma([90]));
        let blurred = blur(&point, 1);
        for (x, y, pixel) in blurred.enumerate_pixels() {
            let near = x.abs_diff(2) <= 1 && y.abs_diff(2) <= 1;
            assert_eq!(pixel[0], if near { 10 } else { 0 });
        }
    }

    #[test]
    fn a_border_repeats_the_nearest_pixel() {
        let edge = GrayImage::from_fn(4, 4, |x, _| Luma([if x == 0 { 90 } else { 0 }]));
        assert_eq!(mean(&edge, 0, 0, 1), 60);
        let flat = GrayImage::from_pixel(4, 4, Luma([77]));
        assert_eq!(blur(&flat, 3), flat);
    }

    #[test]
    fn rows_alone_are_the_rows_of_the_whole() {
        let picture = noise(17, 9);
        let whole = blur(&picture, 2);
        let mut rows = vec![0; 17 * 4];
        blur_rows(&picture, 3..7, 2, &mut rows);
        assert_eq!(rows, whole.as_raw()[17 * 3..17 * 7]);
    }

    #[test]
    fn four_corners_give_the_sum() {
        let picture = noise(13, 11);
        let integral = Integral::of(&picture);
        let mut sum = 0;
        for y in 3..8 {
            for x in 2..11 {
                sum += u32::from(picture.get_pixel(x, y)[0]);
            }
        }
        assert_eq!(integral.sum(2..11, 3..8), sum);
    }

    #[test]
    fn an_adaptive_threshold_does_not_mind_the_light() {
        // A dark stroke on paper, once bright and once in the shade.
        let stroke = |light: u8| {
            GrayImage::from_fn(9, 9, |x, _| Luma([if x == 4 { light / 4 } else { light }]))
        };
        assert_eq!(adaptive(&stroke(240), 3), adaptive(&stroke(60), 3));
        assert_eq!(adaptive(&stroke(60), 3).get_pixel(4, 4)[0], 0);
        assert_eq!(adaptive(&stroke(60), 3).get_pixel(0, 4)[0], 255);
    }
}
