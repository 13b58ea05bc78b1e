use std::thread;

fn blur(row: &[u32; 4], first: usize, to: &mut [u32]) {
    for (offset, pixel) in to.iter_mut().enumerate() {
        let x = first + offset;
        let (left, right) = (row[x.saturating_sub(1)], row[(x + 1).min(3)]);
        *pixel = (left + row[x] + right) / 3;
    }
}

fn main() {
    let row = [0, 0, 90, 0];
    let mut blurred = [0; 4];
    let (left, right) = blurred.split_at_mut(2);
    thread::scope(|s| {
        s.spawn(|| blur(&row, 0, left));
        s.spawn(|| blur(&row, 2, right));
    });
    println!("{blurred:?}");
}
