use image::{DynamicImage, GrayImage};
use image_processing::filters::{adaptive, blur, gray, threshold};
use image_processing::scene::page;
use image_processing::tiles::{Tile, blur_by_tiles};
use std::env;
use std::path::Path;

fn pictures() -> Vec<(&'static str, DynamicImage)> {
    let gray = gray(&page());
    let seams = blur_by_tiles(&gray, &Tile::grid(&gray, 4, 3), 6, 0);
    let right = blur(&gray, 6);
    let wrong = GrayImage::from_fn(gray.width(), gray.height(), |x, y| {
        let difference = seams.get_pixel(x, y)[0].abs_diff(right.get_pixel(x, y)[0]);
        [255 - difference.saturating_mul(8)].into()
    });
    vec![
        ("page", page().into()),
        ("threshold", threshold(&gray, 128).into()),
        ("adaptive", adaptive(&gray, 12).into()),
        ("gray", gray.into()),
        ("blur", right.into()),
        ("seams", seams.into()),
        ("seams-alone", wrong.into()),
    ]
}

/// Writes the pictures into the folder that it is given; without one, only makes them.
fn main() {
    for (name, picture) in pictures() {
        println!("{name}: {} by {}", picture.width(), picture.height());
        if let Some(folder) = env::args().nth(1) {
            let file = Path::new(&folder).join(name).with_extension("png");
            picture.save(file).unwrap();
        }
    }
}
