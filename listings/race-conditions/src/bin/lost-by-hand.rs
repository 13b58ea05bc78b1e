fn main() {
    let mut counter = 0;

    let first_saw = counter;
    let second_saw = counter;
    counter = first_saw + 1;
    println!("after the first: {counter}");
    counter = second_saw + 1;
    println!("after the second: {counter}");
}
