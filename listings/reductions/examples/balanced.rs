use std::thread;

/// What a thread says of its piece: how many brackets are open at its end.
type Part = i32;

fn part(text: &str) -> Part {
    text.chars()
        .fold(0, |open, c| if c == '(' { open + 1 } else { open - 1 })
}

fn combine(left: Part, right: Part) -> Part {
    left + right
}

fn is_balanced(whole: Part) -> bool {
    whole == 0
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
