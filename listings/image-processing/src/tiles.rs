//! A picture in tiles, each of which a thread works on by itself.

use crate::filters::blur;
use image::imageops::{crop_imm, replace};
use image::{GrayImage, ImageBuffer};
use std::thread;

/// A rectangle of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Tile {
    /// The picture in so many columns and rows of tiles, as equal as they can be.
    pub fn grid(picture: &GrayImage, columns: u32, rows: u32) -> Vec<Tile> {
        let cut = |size: u32, parts: u32| {
            (0..parts).map(move |part| (size * part / parts, size * (part + 1) / parts))
        };
        let (width, height) = picture.dimensions();
        let row = |(top, bottom)| {
            cut(width, columns).map(move |(left, right)| Tile {
                left,
                top,
                width: right - left,
                height: bottom - top,
            })
        };
        cut(height, rows).flat_map(row).collect()
    }

    /// The tile with so many pixels more on each side, as far as the picture goes.
    pub fn with_halo(self, picture: &GrayImage, halo: u32) -> Tile {
        let (left, top) = (
            self.left.saturating_sub(halo),
            self.top.saturating_sub(halo),
        );
        let right = (self.left + self.width + halo).min(picture.width());
        let bottom = (self.top + self.height + halo).min(picture.height());
        Tile {
            left,
            top,
            width: right - left,
            height: bottom - top,
        }
    }

    /// A copy of what the picture has there.
    pub fn cut_out(self, picture: &GrayImage) -> GrayImage {
        crop_imm(picture, self.left, self.top, self.width, self.height).to_image()
    }
}

/// Blurs the picture with a thread for each tile. A thread gets a copy of its tile and of a halo around it, and sees
/// nothing else.
pub fn blur_by_tiles(picture: &GrayImage, tiles: &[Tile], radius: u32, halo: u32) -> GrayImage {
    let blurred = |tile: Tile| {
        let wide = tile.with_halo(picture, halo);
        let blurred = blur(&wide.cut_out(picture), radius);
        let inner = Tile {
            left: tile.left - wide.left,
            top: tile.top - wide.top,
            ..tile
        };
        inner.cut_out(&blurred)
    };
    let mut whole = ImageBuffer::new(picture.width(), picture.height());
    thread::scope(|s| {
        let threads: Vec<_> = tiles
            .iter()
            .map(|&tile| (tile, s.spawn(move || blurred(tile))))
            .collect();
        for (tile, thread) in threads {
            let part = thread.join().expect("a blur does not panic");
            replace(&mut whole, &part, tile.left.into(), tile.top.into());
        }
    });
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::noise;

    #[test]
    fn a_grid_covers_each_pixel_once() {
        let picture = noise(17, 11);
        let mut covered = GrayImage::new(17, 11);
        for tile in Tile::grid(&picture, 4, 3) {
            for y in tile.top..tile.top + tile.height {
                for x in tile.left..tile.left + tile.width {
                    covered.get_pixel_mut(x, y)[0] += 1;
                }
            }
        }
        assert!(covered.pixels().all(|pixel| pixel[0] == 1));
    }

    #[test]
    fn a_halo_as_wide_as_the_radius_is_enough_and_one_less_is_not() {
        let picture = noise(40, 30);
        let tiles = Tile::grid(&picture, 3, 2);
        assert_eq!(blur_by_tiles(&picture, &tiles, 3, 3), blur(&picture, 3));
        assert_ne!(blur_by_tiles(&picture, &tiles, 3, 2), blur(&picture, 3));
    }
}
