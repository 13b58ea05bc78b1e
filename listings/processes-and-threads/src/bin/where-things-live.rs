use processes_and_threads::maps;
use std::sync::atomic::AtomicU32;
use std::thread;

static STATIC: AtomicU32 = AtomicU32::new(7);

fn address<T: ?Sized>(thing: &T) -> usize {
    (thing as *const T).cast::<()>().addr()
}

fn main() -> std::io::Result<()> {
    let local = 1;
    let boxed = Box::new([2u8; 1000]);
    let mut things = vec![
        ("the code of main", main as fn() -> _ as usize),
        ("the text of a literal", address("hello")),
        ("a static", address(&STATIC)),
        ("main's Box", address(&*boxed)),
        ("main's local", address(&local)),
    ];
    thread::scope(|s| {
        s.spawn(|| {
            let local = 3;
            let boxed = Box::new([4u8; 1000]);
            things.push(("the thread's Box", address(&*boxed)));
            things.push(("the thread's local", address(&local)));
        });
    });

    things.sort_by_key(|thing| thing.1);
    let maps = maps()?;
    for (what, at) in things {
        let mapping = maps
            .iter()
            .find(|m| (m.begin..m.end).contains(&at))
            .unwrap();
        let name = mapping.name.rsplit('/').next().unwrap_or_default();
        println!("{at:#014x} {} {what:22}{name}", mapping.permissions);
    }
    Ok(())
}
