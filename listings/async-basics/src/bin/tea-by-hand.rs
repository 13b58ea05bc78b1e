/// A pot of tea, at the place where it was left. Each place keeps what is needed from there on.
enum Tea {
    Empty { cups: u32 },
    Heating { cups: u32 },
    Drawing { cups: u32, spoons: u32 },
    Ready,
}

impl Tea {
    /// Goes on to the next wait, and says whether there is one.
    fn resume(&mut self) -> bool {
        *self = match *self {
            Tea::Empty { cups } => {
                println!("water on for {cups}");
                Tea::Heating { cups }
            }
            Tea::Heating { cups } => {
                let spoons = cups + 1;
                println!("{spoons} spoons in");
                Tea::Drawing { cups, spoons }
            }
            Tea::Drawing { cups, spoons } => {
                println!("{cups} cups of {spoons} spoons");
                Tea::Ready
            }
            Tea::Ready => Tea::Ready,
        };
        !matches!(self, Tea::Ready)
    }
}

fn main() {
    let mut small = Tea::Empty { cups: 1 };
    let mut large = Tea::Empty { cups: 4 };
    // Not `||`: each gets its turn in every round.
    while small.resume() | large.resume() {}
}
