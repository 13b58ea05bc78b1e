const LIMIT: u8 = 100;

fn show(name: &str, filter: impl Fn(u8) -> u8) {
    let picture: [[u8; 4]; 2] = [[0, 60, 100, 101], [140, 180, 220, 255]];
    println!("{name:9} {:3?}", picture.map(|row| row.map(&filter)));
}

fn main() {
    show("none", |pixel| pixel);
    show("binary", |pixel| if pixel > LIMIT { 255 } else { 0 });
    show("inverse", |pixel| if pixel > LIMIT { 0 } else { 255 });
    show("truncate", |pixel| pixel.min(LIMIT));
    show("to zero", |pixel| if pixel > LIMIT { pixel } else { 0 });
}
