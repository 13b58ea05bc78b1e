use image::{DynamicImage, Rgb, RgbImage};
use image_processing::filters::luma;

fn main() {
    println!("         mean  601  image");
    for (name, color) in [
        ("red", [255, 0, 0]),
        ("green", [0, 255, 0]),
        ("blue", [0, 0, 255]),
        ("yellow", [128, 127, 0]),
        ("gray", [85, 85, 85]),
    ] {
        let [red, green, blue] = color;
        let mean = color.iter().map(|&part| u32::from(part)).sum::<u32>() / 3;
        let luma = luma(red, green, blue);
        let one_pixel = DynamicImage::from(RgbImage::from_pixel(1, 1, Rgb(color)));
        let image = one_pixel.to_luma8().get_pixel(0, 0)[0];
        println!("{name:7} {mean:5} {luma:4} {image:6}");
    }
}
