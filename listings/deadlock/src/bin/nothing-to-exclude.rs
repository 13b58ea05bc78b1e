use std::sync::RwLock;
use std::thread;

static MENU: RwLock<u32> = RwLock::new(12);
static WINES: RwLock<u32> = RwLock::new(30);

fn main() {
    thread::scope(|s| {
        s.spawn(|| {
            let menu = MENU.read().unwrap();
            let wines = WINES.read().unwrap();
            println!("Ada reads {menu} and {wines}");
        });
        s.spawn(|| {
            let wines = WINES.read().unwrap();
            let menu = MENU.read().unwrap();
            println!("Ben reads {menu} and {wines}");
        });
    });
}
