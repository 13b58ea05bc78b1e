const PROGRAM: &str = "
counter = 0

def work():
    global counter
    counter += 1
";

fn main() {
    let program = the_gil::compile(PROGRAM).expect("a program");
    print!("{}", program.disassemble("work"));
}
