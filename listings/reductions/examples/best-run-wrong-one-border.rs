use std::thread;

/// What a thread says of its piece: the largest sum of neighboring values in it.
#[derive(Clone, Copy)]
struct Part {
    best: i32,
    /// The largest sum that begins at the left end, that ends at the right end, and that of all.
    prefix: i32,
    suffix: i32,
    total: i32,
}

fn part(value: i32) -> Part {
    Part {
        best: value,
        prefix: value,
        suffix: value,
        total: value,
    }
}

/// Both pieces as one, the left one first.
fn combine(left: Part, right: Part) -> Part {
    Part {
        best: left.best.max(right.best).max(left.suffix + right.prefix),
        prefix: left.prefix,
        suffix: right.suffix,
        total: left.total + right.total,
    }
}

fn fold(values: &[i32]) -> Part {
    let first = part(values[0]);
    values[1..]
        .iter()
        .fold(first, |whole, value| combine(whole, part(*value)))
}

/// Three threads, a third of the values each; and both ways to put three pieces together.
fn best_runs(values: &[i32]) -> (i32, i32) {
    let third = values.len() / 3;
    let (a, b, c) = thread::scope(|s| {
        let a = s.spawn(|| fold(&values[..third]));
        let b = s.spawn(|| fold(&values[third..2 * third]));
        let c = s.spawn(|| fold(&values[2 * third..]));
        (a.join().unwrap(), b.join().unwrap(), c.join().unwrap())
    });
    let from_the_left = combine(combine(a, b), c);
    let from_the_right = combine(a, combine(b, c));
    (from_the_left.best, from_the_right.best)
}

fn main() {
    println!("{:?}", best_runs(&[-2, 1, -3, 4, -1, 2, 1, -5, 4]));
    println!("{:?}", best_runs(&[3, -1, 2, 2, -1, 3, 1, -2, 4]));
    println!("{:?}", best_runs(&[-3, -1, -2]));
}
