use std::thread;

/// What a thread says of its piece: whether it is balanced.
type Part = bool;

fn part(text: &str) -> Part {
    let open = text
        .chars()
        .fold(0, |open, c| if c == '(' { open + 1 } else { open - 1 });
    open == 0
}

fn combine(left: Part, right: Part) -> Part {
    left && right
}

fn is_balanced(whole: Part) -> bool {
    whole
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
