fn main() {
    let a = [7];
    let mut b = a;
    b[0] = 8;
    println!("{a:?} {b:?}");
}
