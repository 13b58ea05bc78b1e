use the_gil::pythons;

const PROGRAM: &str = "
import dis

def work():
    global counter
    counter += 1

print(*(instruction.opname for instruction in dis.get_instructions(work)))
";

fn main() {
    for (version, python) in pythons::all() {
        println!(
            "{version}: {}",
            pythons::run(&python, PROGRAM).expect("the program runs")
        );
    }
}
