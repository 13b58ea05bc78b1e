/// What comes of a try.
#[derive(Clone, Copy)]
enum Answer {
    Page,
    Status(u32),
    /// 429, and after how many seconds to come again
    Later(u32),
    NotInTime,
}

/// Tries until there is a page, or no point in trying: what is wrong with the request stays wrong,
/// who is told when to come again does not come before, and otherwise the pauses are 1, 2, 4, … seconds.
/// No pause that would end after the deadline is begun. Says what came of it, and when that was known.
fn fetch(server: impl Fn(u32) -> Answer, deadline: u32) -> (Answer, u32) {
    let mut now = 0;
    loop {
        let answer = server(now);
        if matches!(answer, Answer::Page) || now >= deadline {
            return (answer, now);
        }
        now += 1;
    }
}

fn main() {
    let missing = |_| Answer::Status(404);
    let limited = |now| {
        if now < 7 {
            Answer::Later(7)
        } else {
            Answer::Page
        }
    };
    let starting = |now| {
        if now < 5 {
            Answer::Status(503)
        } else {
            Answer::Page
        }
    };
    for (answer, time) in [
        fetch(missing, 10),
        fetch(limited, 10),
        fetch(starting, 10),
        fetch(|_| Answer::NotInTime, 10),
        fetch(|_| Answer::Later(60), 10),
    ] {
        match answer {
            Answer::Page => println!("a page after {time} s"),
            Answer::Status(status) => println!("{status} after {time} s"),
            Answer::Later(seconds) => println!("429, for {seconds} s, after {time} s"),
            Answer::NotInTime => println!("no answer after {time} s"),
        }
    }
}
