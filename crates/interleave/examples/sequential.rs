//! Runs a program in its simplest schedule: `cargo run -p interleave --example sequential FILE…`.

#[path = "../tests/sequential/mod.rs"]
mod sequential;

fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).expect("a readable file");
        match interleave::machine::Program::new(&source) {
            Ok(program) => {
                let (stdout, ended) = sequential::run(&program);
                print!("{stdout}");
                println!("{path}: {ended:?}");
            }
            Err(refusals) => refusals.iter().for_each(|r| println!("{path}:{r}")),
        }
    }
}
