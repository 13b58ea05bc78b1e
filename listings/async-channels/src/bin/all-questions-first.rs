use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (ask, questions) = sync_channel(1);
    let (answer, answers) = sync_channel(1);
    let echo = thread::spawn(move || {
        for question in questions {
            answer.send(question).unwrap();
        }
    });

    for question in 1..=4 {
        ask.send(question).unwrap();
    }
    drop(ask);
    for answer in answers {
        println!("{answer}");
    }
    echo.join().unwrap();
}
