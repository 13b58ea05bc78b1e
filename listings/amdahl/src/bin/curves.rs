fn speed_up(serial: f64, processors: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / processors)
}

fn main() {
    println!("processors  50 % serial  20 % serial  10 % serial  5 % serial  1 % serial");
    for power in 0..=12 {
        let n = f64::from(1 << power);
        let [half, fifth, tenth, twentieth, hundredth] =
            [0.5, 0.2, 0.1, 0.05, 0.01].map(|serial| speed_up(serial, n));
        println!(
            "{n:10}  {half:11.2}  {fifth:11.2}  {tenth:11.2}  {twentieth:10.2}  {hundredth:10.2}"
        );
    }
}
