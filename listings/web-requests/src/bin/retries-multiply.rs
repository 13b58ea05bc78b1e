/// A request to a service, which needs another service, which needs another …
fn request(depth: u32, asked: &mut [u32; 3]) -> Result<(), ()> {
    asked[depth as usize] += 1;
    if depth == 2 {
        return Err(()); // the last one is down
    }
    for _try in 0..3 {
        if request(depth + 1, asked).is_ok() {
            return Ok(());
        }
    }
    Err(())
}

fn main() {
    let mut asked = [0; 3];
    for _try in 0..3 {
        if request(0, &mut asked).is_ok() {
            break;
        }
    }
    println!("{asked:?}");
}
