use std::thread;

fn main() {
    let names = vec![String::from("Ada"), String::from("Grace")];
    let mut letters = 0;
    thread::scope(|s| {
        s.spawn(|| println!("hello, {}", names[0]));
        s.spawn(|| println!("hello, {}", names[1]));
        s.spawn(|| letters = names[0].len() + names[1].len());
    });
    println!("{names:?} have {letters} letters");
}
