use image::GrayImage;
use image_processing::filters::{blur, gray};
use image_processing::scene::page;
use image_processing::tiles::{Tile, blur_by_tiles};

const RADIUS: u32 = 6;

fn different(one: &GrayImage, other: &GrayImage) -> usize {
    one.pixels()
        .zip(other.pixels())
        .filter(|(a, b)| a != b)
        .count()
}

fn main() {
    let picture = gray(&page());
    let whole = blur(&picture, RADIUS);
    let tiles = Tile::grid(&picture, 4, 3);
    for halo in [0, 3, 5, 6] {
        let put_together = blur_by_tiles(&picture, &tiles, RADIUS, halo);
        let wrong = different(&put_together, &whole);
        println!(
            "halo of {halo}: {wrong} of {} pixels are wrong",
            picture.len()
        );
    }
}
