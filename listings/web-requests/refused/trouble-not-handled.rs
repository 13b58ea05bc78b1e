enum Trouble {
    NobodyThere,
    NotInTime,
    CutShort,
    Status(u16),
}

fn worth_another_try(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::NobodyThere | Trouble::NotInTime => true,
        Trouble::Status(status) => matches!(status, 429 | 503),
    }
}

fn main() {
    println!("{}", worth_another_try(&Trouble::CutShort));
}
