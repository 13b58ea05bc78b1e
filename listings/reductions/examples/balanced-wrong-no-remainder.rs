use std::thread;

/// What a thread says of its piece: how many brackets it closes that were opened before, and how many it leaves open.
type Part = (u32, u32);

fn part(text: &str) -> Part {
    text.chars().fold((0, 0), |(closed, open), c| match c {
        '(' => (closed, open + 1),
        _ if open > 0 => (closed, open - 1),
        _ => (closed + 1, open),
    })
}

fn combine(left: Part, right: Part) -> Part {
    (left.0, right.1 + left.1 - left.1.min(right.0))
}

fn is_balanced(whole: Part) -> bool {
    whole == (0, 0)
}

/// Whether each bracket has its partner. Two threads look, each at one piece.
fn check(left: &str, right: &str) -> bool {
    let (left, right) = thread::scope(|s| {
        let left = s.spawn(|| part(left));
        let right = s.spawn(|| part(right));
        (left.join().unwrap(), right.join().unwrap())
    });
    is_balanced(combine(left, right))
}

fn main() {
    println!("{} {}", check("(()", ")"), check("()", "()"));
    println!("{} {}", check(")", "("), check("())", "(()"));
    println!("{} {}", check("(", "))"), check("(()(", "))"));
}
