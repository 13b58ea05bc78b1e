//! Flattening: options, results, lists.
fn main() {
    let v = vec![Some(1), None, Some(3)];
    let s: u32 = v.iter().flatten().sum();
    let t: Vec<u32> = v.into_iter().flatten().collect();
    let w: Vec<u32> = vec![Ok(1), Err("x")].into_iter().flatten().collect();
    let nested: Vec<i32> = vec![vec![1, 2], vec![3]].into_iter().flatten().collect();
    let m: Vec<i32> = (0..3).flat_map(|n| (0..n).map(move |m| n * m)).collect();
    let o: Vec<i32> = (0..3).flat_map(|n| if n > 0 { Some(n) } else { None }).collect();
    println!("{s} {t:?} {w:?} {nested:?} {m:?} {o:?}");
}
