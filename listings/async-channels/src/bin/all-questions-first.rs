use std::sync::mpsc::sync_channel;
use std::thread;

/// Asks so many questions of an echo, and then counts the answers.
fn ask(number: u32) -> usize {
    let (ask, questions) = sync_channel(1);
    let (answer, answers) = sync_channel(1);
    thread::spawn(move || {
        for question in questions {
            answer.send(question).unwrap();
        }
    });

    for question in 0..number {
        ask.send(question).unwrap();
    }
    drop(ask);
    answers.iter().count()
}

fn main() {
    println!("{} answers", ask(3));
    println!("{} answers", ask(4));
}
