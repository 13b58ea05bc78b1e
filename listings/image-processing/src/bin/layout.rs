use image::{Rgb, RgbImage};

fn main() {
    let mut picture = RgbImage::new(3, 2);
    picture.put_pixel(2, 1, Rgb([200, 100, 50])); // column 2, row 1
    println!("{:?}", picture.as_raw());

    let (row, column, channel) = (1, 2, 0);
    let place = (row * 3 + column) * 3 + channel;
    println!("red of row 1, column 2: {}", picture.as_raw()[place]);

    let large = RgbImage::new(4000, 3000);
    println!("4000 by 3000: {} bytes, {} in a row", large.len(), 4000 * 3);
}
