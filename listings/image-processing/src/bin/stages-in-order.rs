use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (to_filter, pictures) = sync_channel(1);
    let (to_disk, filtered) = sync_channel(1);
    thread::spawn(move || {
        for picture in 1..=3 {
            to_filter.send(picture).unwrap();
        }
    });
    thread::spawn(move || {
        for picture in pictures {
            to_disk.send(10 * picture).unwrap();
        }
    });
    for picture in filtered {
        println!("{picture}");
    }
}
